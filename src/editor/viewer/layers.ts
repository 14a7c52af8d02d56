import { isFramed, type Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { Endpoint } from '../../runtime/graph/document.ts';
import type { FlatGraph } from '../../runtime/graph/flatten.ts';
import type { OutputRef } from '../store/view-store.ts';

/** A displacement that was taken out of positions and is added again, so that they lie on the picture. */
export interface Offset {
  readonly transform: OutputRef;
  /** 1 where the positions were shifted by minus the drift, -1 where the step was inverted. */
  readonly sign: 1 | -1;
}
/** What is drawn to look at one output: a picture, and what lies over it. */
export interface Layers {
  readonly output: OutputRef;
  readonly kind: Kind;
  readonly movie: OutputRef | null;
  readonly labels: OutputRef | null;
  readonly spots: OutputRef | null;
  /** Drawn where the output is about tracks; else only used to tell which cell belongs to which track. */
  readonly tracks: OutputRef | null;
  readonly drawTracks: boolean;
  /** The numbers of the labels are track numbers themselves. */
  readonly labelsAreTracks: boolean;
  readonly transform: OutputRef | null;
  readonly offsets: readonly Offset[];
  /** Detections that were measured in the labels: features to colour by. */
  readonly features: OutputRef | null;
}

/**
 * The layers to draw for an output: its own, and the nearest movie (and labels) above it.
 * @returns `null` where the output is not in the graph.
 */
export function layersOf(output: OutputRef, graph: FlatGraph, catalog: Catalog): Layers | null {
  const world = worldOf(graph, catalog);
  const kind = world.kindOf(output);
  if (!kind) return null;
  const above = world.above(output);
  const own = (wanted: Kind): OutputRef | null => (kind === wanted ? output : null);
  const nearest = (wanted: Kind): OutputRef | null => own(wanted) ?? above.find(world.is(wanted))?.output ?? null;
  const onTracks = kind === 'Tracks' || kind === 'Table' || kind === 'Figure';
  const tracksAbove = onTracks ? nearest('Tracks') : null;
  const wantsSpots = kind === 'Spots' || (onTracks && !tracksAbove);
  const spots = wantsSpots ? nearest('Spots') : null;
  const drawn = tracksAbove ?? spots;
  const labels = kind === 'Movie' || kind === 'Transform' || kind === 'Shapes' ? null : nearest('Labels');
  const isRelabelled = labels !== null && world.isRelabelled(labels);
  const tracks = tracksAbove ?? (labels ? (world.tracksAt(labels) ?? world.tracksBelow(labels)) : null);
  return {
    output,
    kind,
    movie: movieOf(output, labels, world, nearest),
    labels,
    spots,
    tracks,
    drawTracks: tracksAbove !== null || (kind === 'Labels' && isRelabelled),
    labelsAreTracks: isRelabelled && tracksAbove === null,
    transform: kind === 'Transform' ? output : null,
    offsets: offsetsOf(drawn ?? (isRelabelled ? tracks : null), world),
    features: labels ? world.spotsBelow(labels) : null,
  };
}

/** The picture: of labels, what they were found in (it may lie above a helper such as a marker image). */
function movieOf(
  output: OutputRef,
  labels: OutputRef | null,
  world: World,
  nearest: (kind: Kind) => OutputRef | null,
): OutputRef | null {
  if (!labels || world.kindOf(output) === 'Movie') return nearest('Movie');
  return world.siblingMovie(labels) ?? nearest('Movie');
}

interface Above {
  readonly output: OutputRef;
}
interface World {
  kindOf(output: OutputRef): Kind | null;
  is(kind: Kind): (one: Above) => boolean;
  /** Outputs above, nearest first. */
  above(output: OutputRef): readonly Above[];
  inputsOf(step: string): ReadonlyMap<string, OutputRef>;
  paramOf(step: string, name: string): unknown;
  typeOf(step: string): string;
  isRelabelled(labels: OutputRef): boolean;
  tracksAt(labels: OutputRef): OutputRef | null;
  tracksBelow(labels: OutputRef): OutputRef | null;
  spotsBelow(labels: OutputRef): OutputRef | null;
  siblingMovie(labels: OutputRef): OutputRef | null;
}

function worldOf(graph: FlatGraph, catalog: Catalog): World {
  const typeOf = (step: string): string => graph.nodes.get(step)?.type ?? '';
  const outputsOf = (step: string) => Object.entries(catalog.nodes.get(typeOf(step))?.outputs ?? {});
  const kindOf = ({ step, port }: OutputRef): Kind | null =>
    outputsOf(step).find(([name]) => name === port)?.[1].kind ?? null;
  const inputs = new Map<string, Map<string, OutputRef>>();
  const readers = new Map<string, Endpoint[]>();
  for (const [from, to] of graph.edges) {
    const into = inputs.get(to.node) ?? new Map<string, OutputRef>();
    inputs.set(to.node, into.set(to.port, { step: from.node, port: from.port }));
    const key = keyOf({ step: from.node, port: from.port });
    readers.set(key, [...(readers.get(key) ?? []), to]);
  }
  const inputsOf = (step: string): ReadonlyMap<string, OutputRef> => inputs.get(step) ?? new Map();
  const outputOf = (step: string, kind: Kind): OutputRef | null => {
    const port = outputsOf(step).find(([, one]) => one.kind === kind)?.[0];
    return port === undefined ? null : { step, port };
  };

  const above = (output: OutputRef): readonly Above[] => {
    const seen = new Set([output.step]);
    const found: Above[] = [];
    let level = [output.step];
    // A source has no inputs: what it gives beside the output (the movie of true labels) lies at its level.
    if (inputsOf(output.step).size === 0) {
      const movie = outputOf(output.step, 'Movie');
      const labels = outputOf(output.step, 'Labels');
      for (const one of [movie, labels]) if (one) found.push({ output: one });
    }
    while (level.length > 0) {
      const next: string[] = [];
      for (const step of level) {
        for (const from of inputsOf(step).values()) {
          found.push({ output: from });
          if (inputsOf(from.step).size === 0) {
            const movie = outputOf(from.step, 'Movie');
            if (movie && movie.port !== from.port) found.push({ output: movie });
          }
          if (!seen.has(from.step)) next.push(from.step);
          seen.add(from.step);
        }
      }
      level = next;
    }
    return found;
  };
  /** The nearest output of a kind that is made of these labels and keeps their numbers: through detections and tracks only. */
  const below = (labels: OutputRef, wanted: Kind): OutputRef | null => {
    const seen = new Set<string>();
    let level: OutputRef[] = [labels];
    while (level.length > 0) {
      const next: OutputRef[] = [];
      for (const { node } of level.flatMap((one) => readers.get(keyOf(one)) ?? [])) {
        if (seen.has(node)) continue;
        seen.add(node);
        for (const kind of ['Spots', 'Tracks'] as const) {
          const made = outputOf(node, kind);
          if (made && kind === wanted) return made;
          if (made) next.push(made);
        }
      }
      level = next;
    }
    return null;
  };
  return {
    kindOf,
    is: (kind) => (one) => kindOf(one.output) === kind,
    above,
    inputsOf,
    typeOf,
    paramOf: (step, name) => graph.nodes.get(step)?.params[name],
    isRelabelled: ({ step }) =>
      typeOf(step) === 'track.relabel' && (graph.nodes.get(step)?.params['by'] ?? 'track') === 'track',
    tracksAt: ({ step }) =>
      [...inputsOf(step).values()].find((one) => kindOf(one) === 'Tracks') ?? outputOf(step, 'Tracks'),
    tracksBelow: (labels) => below(labels, 'Tracks'),
    spotsBelow: (labels) => below(labels, 'Spots'),
    siblingMovie: ({ step }) => {
      const beside = [...inputsOf(step).values()].find((one) => kindOf(one) === 'Movie');
      return beside ?? (inputsOf(step).size === 0 ? outputOf(step, 'Movie') : null);
    },
  };
}

/** Displacements on the way from positions up to what they were found in. */
function offsetsOf(positions: OutputRef | null, world: World): readonly Offset[] {
  const offsets: Offset[] = [];
  let at = positions;
  for (let depth = 0; at && depth < 100; depth++) {
    const kind = world.kindOf(at);
    if (kind !== 'Spots' && kind !== 'Tracks') break;
    const inputs = [...world.inputsOf(at.step).values()];
    const transform = inputs.find((one) => world.kindOf(one) === 'Transform');
    if (transform && kind === 'Spots') {
      offsets.push({ transform, sign: world.paramOf(at.step, 'invert') === true ? -1 : 1 });
    }
    at =
      inputs.find((one) => world.kindOf(one) === 'Tracks') ??
      inputs.find((one) => world.kindOf(one) === 'Spots') ??
      null;
  }
  return offsets;
}

/** Steps above an output that must have seen the whole movie: the preview uses their last result. */
export function foldsAbove(output: OutputRef, graph: FlatGraph, catalog: Catalog): readonly string[] {
  const world = worldOf(graph, catalog);
  const steps = new Set([output.step, ...world.above(output).map(({ output: { step } }) => step)]);
  return [...steps].filter((step) => {
    const node = catalog.nodes.get(world.typeOf(step));
    return node?.role === 'fold' || (node?.role === 'node' && node.time.scope === 'movie');
  });
}

/** The port to look at first where a whole node is chosen: a picture before labels, spots and compact results. */
export function mainOutput(type: string, catalog: Catalog): string | null {
  const outputs = Object.entries(catalog.nodes.get(type)?.outputs ?? {});
  return (outputs.find(([, { kind }]) => isFramed(kind)) ?? outputs[0])?.[0] ?? null;
}

export const keyOf = ({ step, port }: OutputRef): string => `${step}.${port}`;
