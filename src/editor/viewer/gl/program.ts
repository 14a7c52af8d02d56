/** A program whose uniforms are found by name. */
export interface Program {
  readonly handle: WebGLProgram;
  /**
   * Whether it is compiled: browsers do that beside the page, and asking for its result too early would stop the page.
   * @throws Error with the compiler's log.
   */
  isReady(): boolean;
  at(name: string): WebGLUniformLocation | null;
}

/**
 * Begins to make a program.
 * @param wait  `isReady` waits for the compiler, and so is always true.
 */
export function makeProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  wait: boolean,
  attributes: readonly string[] = [],
): Program {
  const handle = gl.createProgram();
  const shaders = [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const;
  const made = shaders.map(([type, source]) => {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(handle, shader);
    return shader;
  });
  attributes.forEach((name, place) => {
    gl.bindAttribLocation(handle, place, name);
  });
  gl.linkProgram(handle);
  const parallel = wait ? null : gl.getExtension('KHR_parallel_shader_compile');
  const places = new Map<string, WebGLUniformLocation | null>();
  let ready = false;
  return {
    handle,
    isReady: () => {
      if (ready) return true;
      if (parallel && !gl.getProgramParameter(handle, parallel.COMPLETION_STATUS_KHR)) return false;
      if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
        const logs = made.map((shader) => (shader ? gl.getShaderInfoLog(shader) : ''));
        throw new Error(`shader: ${[gl.getProgramInfoLog(handle), ...logs].join(' ')}`);
      }
      ready = true;
      return true;
    },
    at: (name) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(handle, name));
      return places.get(name) ?? null;
    },
  };
}

export function activate(gl: WebGL2RenderingContext, program: Program): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: a call of WebGL, not a hook of React
  gl.useProgram(program.handle);
}
