/** A linked program whose uniforms are found by name. */
export interface Program {
  readonly handle: WebGLProgram;
  at(name: string): WebGLUniformLocation | null;
}

/** @throws Error with the compiler's log; not where the context is lost, then drawing does nothing. */
export function makeProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  attributes: readonly string[] = [],
): Program {
  const handle = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
    }
    gl.attachShader(handle, shader);
  }
  attributes.forEach((name, place) => {
    gl.bindAttribLocation(handle, place, name);
  });
  gl.linkProgram(handle);
  if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`program: ${gl.getProgramInfoLog(handle)}`);
  }
  const places = new Map<string, WebGLUniformLocation | null>();
  return {
    handle,
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
