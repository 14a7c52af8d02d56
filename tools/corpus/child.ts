// Reads one file after the other as tools/corpus.mjs asks for, and answers with what came of it. A process of its own, so
// that a file that hangs, or eats all memory, ends this process only.
import { readFileSync, writeFileSync } from 'node:fs';
import { FormatError } from '../../src/runtime/formats/format-error.ts';
import { movieOf } from '../../src/runtime/formats/image-stack.ts';
import { fromFile, openTiffStack } from '../../src/runtime/formats/tiff/stack.ts';
import type { ByteSource, FileAccess } from '../../src/runtime/node/files.ts';
import { hashPages } from './hash-pages.ts';
import { mutate } from './mutate.ts';

interface Task {
  readonly id: number;
  readonly kind: 'tiff' | 'json' | 'csv' | 'zip' | 'zarr';
  readonly path: string;
  /** Damages the file first. */
  readonly seed?: number;
  /** Pages, from 0, that are hashed as 16-bit floats. */
  readonly halves?: readonly number[];
}

interface Answer {
  readonly id: number;
  /** `refused`: an error of ours that says what is wrong · `error`: any other. */
  readonly outcome: 'read' | 'refused' | 'error';
  readonly message: string;
  readonly hashes: readonly (string | undefined)[];
  readonly declared: number;
  /** Processor time: on a busy machine the clock says more. */
  readonly ms: number;
  /** The most memory that the process had since the task began, in bytes; 0 where the system does not tell. */
  readonly peak: number;
}

type Read = Pick<Answer, 'message' | 'hashes' | 'declared'>;

/** Frames of a movie that are read besides all pages. */
const mostFrames = 40;

const fileOf = (bytes: Uint8Array, name: string): ByteSource => ({
  name,
  size: bytes.length,
  async read(offset, length) {
    if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
      throw new RangeError(`${length} bytes from ${offset} of ${name}, which has ${bytes.length}`);
    }
    return new Uint8Array(bytes.subarray(offset, offset + length));
  },
});

async function readTiff(source: ByteSource, halves: readonly number[]): Promise<Read> {
  const read = await hashPages(source, (page) => halves.includes(page));
  try {
    const stack = await openTiffStack(source, fromFile);
    const movie = movieOf(stack);
    const { size } = movie;
    for (let t = 0; t < Math.min(size.t, mostFrames); t++) {
      for (let c = 0; c < size.c; c++) await movie.frame(t, c);
    }
    const about = `${size.t} × ${size.c} × ${size.z} × ${size.y} × ${size.x}`;
    return { ...read, declared: Math.max(read.declared, size.z * size.y * size.x * 4), message: about };
  } catch (error) {
    // As pages it is right; as a movie it may be refused: axes that nobody states, pages of several sizes.
    if (error instanceof FormatError) return { ...read, message: `no movie: ${error.message}` };
    throw error;
  }
}

async function readJson(bytes: Uint8Array): Promise<Read> {
  const [{ catalog }, { parseDocument }, { planGraph }] = await Promise.all([
    import('../../src/nodes/library.ts'),
    import('../../src/runtime/graph/parse.ts'),
    import('../../src/runtime/graph/plan.ts'),
  ]);
  const plan = planGraph(parseDocument(new TextDecoder().decode(bytes)), catalog);
  return { message: `${plan.length} steps`, hashes: [], declared: 0 };
}

async function readCsv(bytes: Uint8Array, path: string): Promise<Read> {
  const [{ parseCsv }, { default: node }] = await Promise.all([
    import('../../src/runtime/formats/csv.ts'),
    import('../../src/nodes/io/open-spots.ts'),
  ]);
  const { columns } = parseCsv(new TextDecoder().decode(bytes), path);
  const about = `${columns.length} columns`;
  const source = fileOf(bytes, path);
  const files: FileAccess = {
    look: async () => ({ type: 'file' }),
    open: async () => source,
    join: (base, ...names) => [base, ...names].join('/'),
  };
  try {
    const { spots } = await node.open({ path, frames: 0, pixelSize: 0, frameInterval: 0 }, files);
    return { message: `${about}, ${spots.size.t} frames`, hashes: [], declared: 0 };
  } catch (error) {
    if (error instanceof FormatError)
      return { message: `${about}; no spots: ${error.message}`, hashes: [], declared: 0 };
    throw error;
  }
}

/** A tenth of the memory that a child may have. */
const zipLimits = { entries: 10_000, bytes: 1 << 25 };

async function readArchive(bytes: Uint8Array, path: string): Promise<Read> {
  const { readZip } = await import('../../src/runtime/formats/read-zip.ts');
  const entries = readZip(bytes, path, zipLimits, () => true);
  return { message: `${entries.size} entries`, hashes: [], declared: 0 };
}

async function readZarr(folder: string): Promise<Read> {
  const [{ diskFiles }, { arrayHeader, parseZarrJson }, { readZarrArray }] = await Promise.all([
    import('../../src/runtime/headless/files.ts'),
    import('../../src/runtime/formats/zarr/metadata.ts'),
    import('../../src/runtime/formats/zarr/read-array.ts'),
  ]);
  const path = diskFiles.join(folder, '.zarray');
  const header = arrayHeader(parseZarrJson(readFileSync(path, 'utf8'), path), path);
  const numbers = await readZarrArray(diskFiles, folder, header);
  return { message: `${header.shape.join(' × ')}: ${[...numbers.slice(0, 4)].join(' ')} …`, hashes: [], declared: 0 };
}

async function work({ kind, path, seed, halves }: Task): Promise<Read> {
  if (kind === 'zarr') return readZarr(path);
  const whole = readFileSync(path);
  const bytes = seed === undefined ? whole : mutate(whole, seed);
  if (kind === 'json') return readJson(bytes);
  if (kind === 'zip') return readArchive(bytes, path);
  return kind === 'csv' ? readCsv(bytes, path) : readTiff(fileOf(bytes, path), halves ?? []);
}

async function answer(task: Task): Promise<Answer> {
  forgetPeak();
  const start = process.cpuUsage();
  const rest = () => {
    const { user, system } = process.cpuUsage(start);
    return { id: task.id, ms: (user + system) / 1000, peak: peakBytes() };
  };
  try {
    return { ...(await work(task)), outcome: 'read', ...rest() };
  } catch (error) {
    const isOurs = error instanceof FormatError || (error instanceof Error && error.name === 'GraphError');
    const text = error instanceof Error ? error : new Error(String(error));
    const message = isOurs ? text.message : `${text.name}: ${text.message}\n${text.stack ?? ''}`;
    return { message, hashes: [], declared: 0, outcome: isOurs ? 'refused' : 'error', ...rest() };
  }
}

function forgetPeak(): void {
  if (process.memoryUsage.rss() > 120e6) (globalThis as { gc?: () => void }).gc?.();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Only Linux has it; then the peak is the one since the process began.
  }
}

function peakBytes(): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    return Number(line?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

// One after the other, in the order of asking.
let last: Promise<unknown> = Promise.resolve();
process.on('message', (task: Task) => {
  last = last.then(async () => process.send?.(await answer(task)));
});
process.send?.({ id: -1 });
