import { activate, makeProgram, type Program } from './program.ts';

/** An attribute of instances: name in the shader, numbers an instance, and their type. */
export interface Attribute {
  readonly name: string;
  readonly size: number;
  readonly type: 'float' | 'byte';
}
/** Quads drawn once for each entry of some arrays. */
export interface Instances {
  readonly count: number;
  /** Replaces the numbers of one attribute; bytes are read as 0 … 1. */
  set(name: string, values: Float32Array | Uint8Array): void;
  /** Draws them; `prepare` sets the uniforms. @returns false where the program is not compiled yet. */
  draw(prepare: (program: Program) => void): boolean;
  restore(): void;
  dispose(): void;
}

export function instancesOf(
  gl: WebGL2RenderingContext,
  attributes: readonly Attribute[],
  vertex: string,
  fragment: string,
  wait: boolean,
): Instances {
  const kept = new Map<string, Float32Array | Uint8Array>();
  let buffers = new Map<string, WebGLBuffer>();
  let program: Program | null = null;
  let array: WebGLVertexArrayObject | null = null;

  const make = (): Program => {
    program = makeProgram(
      gl,
      vertex,
      fragment,
      wait,
      attributes.map(({ name }) => name),
    );
    array = gl.createVertexArray();
    gl.bindVertexArray(array);
    attributes.forEach(({ name, size, type }, place) => {
      const buffer = gl.createBuffer();
      buffers.set(name, buffer);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, kept.get(name) ?? new Uint8Array(0), gl.DYNAMIC_DRAW);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, type === 'byte' ? gl.UNSIGNED_BYTE : gl.FLOAT, type === 'byte', 0, 0);
      gl.vertexAttribDivisor(place, 1);
    });
    gl.bindVertexArray(null);
    return program;
  };
  const count = (): number =>
    attributes.reduce((least, { name, size }) => Math.min(least, (kept.get(name)?.length ?? 0) / size), 1e9);

  return {
    get count() {
      return count();
    },
    set: (name, values) => {
      kept.set(name, values);
      const buffer = buffers.get(name);
      if (!buffer) return;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
    },
    draw: (prepare) => {
      const instances = count();
      if (instances === 0) return true;
      const ready = program ?? make();
      if (!ready.isReady()) return false;
      activate(gl, ready);
      prepare(ready);
      gl.bindVertexArray(array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, instances);
      gl.bindVertexArray(null);
      return true;
    },
    restore: () => {
      program = null;
      array = null;
      buffers = new Map();
    },
    dispose: () => {
      for (const buffer of buffers.values()) gl.deleteBuffer(buffer);
      gl.deleteVertexArray(array);
      if (program) gl.deleteProgram(program.handle);
      kept.clear();
      buffers.clear();
      program = null;
    },
  };
}
