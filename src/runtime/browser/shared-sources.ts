import type { Labels, Movie } from '../data/movie.ts';
import type { Spots } from '../data/spots.ts';
import type { ContentHash } from '../graph/hash.ts';
import type { Step } from '../graph/plan.ts';
import type { HeldRecord } from '../schedule/frame-values.ts';
import type { OpenSource } from '../schedule/step-book.ts';
import type { FrameMemory } from './frame-memory.ts';

/** Sources that are opened once, however often the graph is planned anew; their frames are kept with all others. */
export class SharedSources {
  readonly #memory: FrameMemory;
  readonly #opened = new Map<ContentHash, Promise<HeldRecord>>();
  constructor(memory: FrameMemory) {
    this.#memory = memory;
  }

  readonly open: OpenSource = (step, open) => {
    let opened = this.#opened.get(step.key);
    if (!opened) {
      opened = open().then((record) => this.#remembering(step, record));
      opened.catch(() => this.#opened.delete(step.key));
      this.#opened.set(step.key, opened);
    }
    return opened;
  };

  /** Lets go of sources that are not among these keys. */
  keepOnly(keys: ReadonlySet<ContentHash>): void {
    for (const key of this.#opened.keys()) if (!keys.has(key)) this.#opened.delete(key);
  }

  #remembering({ key }: Step, record: HeldRecord): HeldRecord {
    return Object.fromEntries(
      Object.entries(record).map(([port, value]) => {
        if (value === null || typeof value !== 'object' || !('frame' in value) || typeof value.frame !== 'function') {
          return [port, value];
        }
        return [
          port,
          'channels' in value
            ? this.#movie(key, port, value as Movie)
            : this.#frames(key, port, value as Labels | Spots),
        ];
      }),
    );
  }
  #movie(key: ContentHash, port: string, movie: Movie): Movie {
    const frame: Movie['frame'] = async (t, c, signal) => {
      const known = this.#memory.find(key, port, t, c);
      const made = known ?? (await movie.frame(t, c, signal));
      if (known === undefined) this.#memory.keep(key, port, t, c, made);
      return made as Awaited<ReturnType<Movie['frame']>>;
    };
    return { ...movie, frame };
  }
  #frames<S extends Labels | Spots>(key: ContentHash, port: string, source: S): S {
    const frame = async (t: number, signal?: AbortSignal) => {
      const known = this.#memory.find(key, port, t, 0);
      const made = known ?? (await source.frame(t, signal));
      if (known === undefined) this.#memory.keep(key, port, t, 0, made);
      return made;
    };
    return { ...source, frame };
  }
}
