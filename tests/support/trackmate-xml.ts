import { readFileSync } from 'node:fs';

/** What tests need of a TrackMate file, read by pattern: independent of our own reader. */
export interface TrackMateFile {
  /** Sorted by frame. */
  readonly spots: readonly {
    readonly id: string;
    readonly frame: number;
    readonly x: number;
    readonly y: number;
    readonly z: number;
  }[];
  /** `earlier>later` by spot id. */
  readonly edges: readonly string[];
  /** Attributes of each track, and its edges. */
  readonly tracks: readonly { readonly attributes: ReadonlyMap<string, string>; readonly edges: readonly string[] }[];
  readonly settings: ReadonlyMap<string, string>;
}

const attributes = (tag: string): ReadonlyMap<string, string> =>
  new Map([...tag.matchAll(/([\w.]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));

export function readTrackMate(path: string): TrackMateFile {
  const text = readFileSync(path, 'utf8');
  const spots = [...text.matchAll(/<Spot [^>]*>/g)].map(([tag]) => {
    const at = attributes(tag);
    const value = (name: string) => Number(at.get(name));
    return {
      id: at.get('ID')!,
      frame: value('FRAME'),
      x: value('POSITION_X'),
      y: value('POSITION_Y'),
      z: value('POSITION_Z'),
    };
  });
  spots.sort((a, b) => a.frame - b.frame);
  const frameOf = new Map(spots.map(({ id, frame }) => [id, frame]));
  const edgesIn = (part: string) =>
    [...part.matchAll(/<Edge [^>]*>/g)].map(([tag]) => {
      const at = attributes(tag);
      const [a, b] = [at.get('SPOT_SOURCE_ID')!, at.get('SPOT_TARGET_ID')!];
      return frameOf.get(a)! < frameOf.get(b)! ? `${a}>${b}` : `${b}>${a}`;
    });
  return {
    spots,
    edges: edgesIn(text),
    tracks: [...text.matchAll(/(<Track [^>]*>)([\s\S]*?)<\/Track>/g)].map(([, tag, body]) => ({
      attributes: attributes(tag!),
      edges: edgesIn(body!),
    })),
    settings: attributes(/<TrackerSettings[\s\S]*?<\/TrackerSettings>/.exec(text)?.[0] ?? ''),
  };
}
