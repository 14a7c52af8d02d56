import { FormatError } from './format-error.ts';
import { tagsOf, type XmlTag } from './xml-tags.ts';

export interface RawSpot {
  readonly id: string;
  readonly name: string;
  readonly frame: number;
  readonly attributes: ReadonlyMap<string, string>;
  /** Text of the element: its contour. */
  contour: string;
}
interface RawLink {
  readonly source: string;
  readonly target: string;
  readonly track: string;
}
/** The elements of a TrackMate file that we use; numbers are still text, and nothing is known to fit together but ids. */
export interface RawTrackMate {
  readonly spots: readonly RawSpot[];
  readonly links: readonly RawLink[];
  /** Tracks that passed the filters; `null` where the file doesn't say. */
  readonly shownTracks: ReadonlySet<string> | null;
  /** Spot features in the order of their declarations. */
  readonly declared: readonly { readonly key: string; readonly name: string; readonly dimension: string }[];
  readonly model: ReadonlyMap<string, string>;
  readonly image: ReadonlyMap<string, string> | null;
  /** Written by Cellwire: the names of features are ours. */
  readonly isOurs: boolean;
}

/** A frame number that no movie reaches is one that would only eat memory. */
const mostFrames = 10_000_000;
const none: ReadonlyMap<string, string> = new Map();
export const logStart = 'Written by Cellwire';

/** @throws FormatError where it is no TrackMate file, or ids are broken, missing or double. */
export function tagsOfTrackMate(xml: string, file: string): RawTrackMate {
  const reader = new Reader(file);
  try {
    for (const tag of tagsOf(xml)) reader.take(tag);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new FormatError('damaged', { file }, cause.message, { cause });
    throw cause;
  }
  return reader.result();
}

class Reader {
  readonly #file: string;
  readonly #open: string[] = [];
  readonly #spots = new Map<string, RawSpot>();
  readonly #links: RawLink[] = [];
  readonly #tracks = new Set<string>();
  readonly #declared: { key: string; name: string; dimension: string }[] = [];
  #shown: Set<string> | null = null;
  #model = none;
  #image: ReadonlyMap<string, string> | null = null;
  #isOurs = false;
  #root = '';
  #frame = -1;
  #track = '';
  #spot: RawSpot | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  take(tag: XmlTag): void {
    if (this.#root === '') {
      this.#root = tag.name;
      if (tag.name !== 'TrackMate' && tag.name !== 'Tracks')
        this.#refuse(`its first element is <${tag.name}>, expected <TrackMate> or <Tracks>`, 'unsupported');
    }
    if (tag.type === 'close') {
      this.#open.pop();
      if (tag.name === 'Spot' && this.#spot) this.#spot.contour = tag.text;
      if (tag.name === 'Log') this.#isOurs = tag.text.startsWith(logStart);
      return;
    }
    if (this.#root === 'TrackMate') this.#session(tag);
    else this.#export(tag);
    if (tag.type === 'open') this.#open.push(tag.name);
  }

  result(): RawTrackMate {
    if (this.#root === '') this.#refuse('it has no elements, expected a TrackMate file', 'unsupported');
    for (const track of this.#shown ?? []) {
      if (!this.#tracks.has(track)) this.#refuse(`<TrackID TRACK_ID="${track}"> names a track that is not there`);
    }
    return {
      spots: [...this.#spots.values()],
      links: this.#links,
      shownTracks: this.#shown,
      declared: this.#declared,
      model: this.#model,
      image: this.#image,
      isOurs: this.#isOurs,
    };
  }

  #session({ name, attributes, type }: XmlTag): void {
    const inside = this.#open.at(-1);
    if (name === 'Model') this.#model = attributes;
    else if (name === 'ImageData') this.#image = attributes;
    else if (name === 'Feature' && inside === 'SpotFeatures') {
      const key = attributes.get('feature') ?? '';
      if (this.#declared.some((one) => one.key === key)) this.#refuse(`two <Feature> are called "${key}"`);
      this.#declared.push({
        key,
        name: attributes.get('name') ?? '',
        dimension: attributes.get('dimension') ?? 'NONE',
      });
    } else if (name === 'SpotsInFrame') this.#frame = this.#frameOf(attributes.get('frame'), '<SpotsInFrame>');
    else if (name === 'Spot' && inside === 'SpotsInFrame') {
      this.#spot = this.#addSpot(this.#id(attributes, 'ID', '<Spot>'), this.#frame, attributes);
      if (type === 'empty') this.#spot = null;
    } else if (name === 'Track') {
      this.#track = this.#id(attributes, 'TRACK_ID', '<Track>');
      if (this.#tracks.has(this.#track)) this.#refuse(`two <Track> have TRACK_ID="${this.#track}"`);
      this.#tracks.add(this.#track);
    } else if (name === 'Edge' && inside === 'Track') {
      const place = `<Edge> of track ${this.#track}`;
      const source = this.#id(attributes, 'SPOT_SOURCE_ID', place);
      this.#links.push({ source, target: this.#id(attributes, 'SPOT_TARGET_ID', place), track: this.#track });
    } else if (name === 'FilteredTracks') this.#shown = new Set();
    else if (name === 'TrackID' && inside === 'FilteredTracks')
      this.#shown?.add(this.#id(attributes, 'TRACK_ID', '<TrackID>'));
  }

  /** `<Tracks><particle><detection t x y z/>`: each particle is a chain. */
  #export({ name, attributes }: XmlTag): void {
    if (name === 'Tracks') {
      const text = (key: string): string => attributes.get(key) ?? '';
      this.#model = new Map([
        ['spatialunits', text('spaceUnits')],
        ['timeunits', text('timeUnits')],
        ['timeinterval', text('frameInterval')],
      ]);
    } else if (name === 'particle') {
      this.#track = String(this.#tracks.size);
      this.#tracks.add(this.#track);
      this.#spot = null;
    } else if (name === 'detection') {
      const frame = this.#frameOf(attributes.get('t'), '<detection>');
      const position = ['x', 'y', 'z'].map((axis) => [`POSITION_${axis.toUpperCase()}`, attributes.get(axis) ?? '0']);
      const spot = this.#addSpot(String(this.#spots.size), frame, new Map(position as [string, string][]));
      if (this.#spot) this.#links.push({ source: this.#spot.id, target: spot.id, track: this.#track });
      this.#spot = spot;
    }
  }

  #addSpot(id: string, frame: number, attributes: ReadonlyMap<string, string>): RawSpot {
    if (this.#spots.has(id)) this.#refuse(`two <Spot> have ID="${id}"`);
    const own = attributes.get('FRAME');
    if (own !== undefined && Number(own) !== frame) {
      this.#refuse(`<Spot ID="${id}"> has FRAME="${own.slice(0, 20)}", but stands in <SpotsInFrame frame="${frame}">`);
    }
    const spot = { id, name: attributes.get('name') ?? `ID${id}`, frame, attributes, contour: '' };
    this.#spots.set(id, spot);
    return spot;
  }

  #id(attributes: ReadonlyMap<string, string>, key: string, place: string): string {
    const id = attributes.get(key) ?? '';
    if (!/^-?\d{1,15}$/.test(id)) this.#refuse(`${place} has ${key}="${id.slice(0, 20)}", expected a whole number`);
    return String(Number(id));
  }

  #frameOf(text: string | undefined, place: string): number {
    const frame = Number(text === undefined || text === '' ? Number.NaN : text);
    if (Number.isInteger(frame) && frame >= 0 && frame < mostFrames) return frame;
    return this.#refuse(`${place} is of frame "${text?.slice(0, 20) ?? ''}", expected a whole number from 0`);
  }

  #refuse(what: string, code: 'damaged' | 'unsupported' = 'damaged'): never {
    throw new FormatError(code, { file: this.#file }, what);
  }
}
