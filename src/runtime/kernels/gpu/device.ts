import { GPU, type IKernelRunShortcut, Input, type Texture } from 'gpu.js';
import { multiplyColumn, multiplyRow, weighColumn, weighRow } from './lines.kernel.ts';
import { isAbove, lowestInDisk, lowestOnBall, middleOfSquare } from './windows.kernel.ts';

const sources = {
  weighRow,
  weighColumn,
  multiplyRow,
  multiplyColumn,
  isAbove,
  middleOfSquare,
  lowestOnBall,
  lowestInDisk,
} as const;
export type Program = keyof typeof sources;

/** The graphics context was lost, so there is no result; load the kernels again to go on on a new one. */
export class GpuContextLostError extends Error {
  override readonly name = 'GpuContextLostError';
}

/** Numbers for a program, laid out as it reads them. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}
export type Argument = number | Float32Array | Grid;
export interface Pass {
  readonly program: Program;
  /** What follows the image. */
  readonly parameters: readonly Argument[];
}
export interface Device {
  /** What the last pass ran on, as the context names itself: "WebGL 2.0 (OpenGL ES 3.0 Chromium)"; '' before the first. */
  version(): string;
  /** Runs the passes one after the other on the GPU and reads the last result back, row by row. */
  run(image: Grid, passes: readonly Pass[]): Promise<Float32Array<ArrayBuffer>>;
  /** Gives the context up; every later run rejects with `GpuContextLostError`. */
  loseContext(): void;
}

/**
 * A WebGL 2 context of our own.
 *
 * @throws Error where there is no WebGL 2, or gpu.js fell back to another way of computing.
 */
export function startDevice(): Device {
  const gpu = new GPU({ mode: 'webgl2' });
  const kernels = new Map<string, IKernelRunShortcut>();

  function kernelOf(program: Program, isFirst: boolean, isLast: boolean): IKernelRunShortcut {
    const key = `${program} ${isFirst} ${isLast}`;
    let kernel = kernels.get(key);
    if (!kernel) {
      // gpu.js is given the text of the function: see tools/plugins/gpu-kernels.ts.
      kernel = gpu.createKernel(
        sources[program] as never,
        {
          output: [1, 1],
          dynamicOutput: true,
          dynamicArguments: true,
          precision: 'single',
          tactic: 'precision',
          loopMaxIterations: 20_000,
          pipeline: !isLast,
          asyncMode: isLast,
        } as never,
      );
      kernels.set(key, kernel);
    }
    return kernel;
  }

  let context: WebGL2RenderingContext | undefined;
  async function runPasses({ width, height, data }: Grid, passes: readonly Pass[]): Promise<unknown> {
    let value: unknown = new Input(data as never, [width, height]);
    for (const [i, { program, parameters }] of passes.entries()) {
      const kernel = kernelOf(program, i === 0, i === passes.length - 1);
      kernel.setOutput([width, height]);
      const rest = parameters.map((one) =>
        typeof one === 'object' && 'width' in one ? new Input(one.data as never, [one.width, one.height]) : one,
      );
      value = kernel(value as Texture, ...(rest as number[]));
      context = contextOf(kernel);
    }
    return value; // a promise of the last result
  }

  return {
    loseContext: () => context?.getExtension('WEBGL_lose_context')?.loseContext(),
    version: () => String(context?.getParameter(context.VERSION) ?? ''),
    async run(image, passes) {
      let result: unknown;
      let cause: unknown;
      try {
        result = await runPasses(image, passes);
      } catch (error) {
        if (!context?.isContextLost()) throw error;
        cause = error;
      }
      // gpu.js may also give zeros then, without a word.
      if (context?.isContextLost()) {
        const message = 'the graphics context was lost while a plane was computed; its result is not used';
        throw new GpuContextLostError(message, { cause });
      }
      return flat(result as readonly Float32Array[], image.width, image.height);
    },
  };
}

/** gpu.js falls back in silence: this is where it really ran. */
function contextOf(kernel: IKernelRunShortcut): WebGL2RenderingContext {
  const { context } = (kernel as unknown as { readonly kernel: { readonly context: unknown } }).kernel;
  if (context instanceof WebGL2RenderingContext) return context;
  throw new Error('gpu.js did not run on WebGL 2: it fell back to another backend');
}

function flat(rows: readonly Float32Array[], width: number, height: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) out.set(rows[y] ?? [], y * width);
  return out;
}
