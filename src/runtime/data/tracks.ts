import type { LabelsHeader } from './movie.ts';

/**
 * Detections joined over time: a directed graph whose edges go forward in time.
 * A node with two outgoing edges divides; a node with two incoming edges is a merge.
 * Nodes are sorted by frame; edge ends are node indices; edges are sorted by source, then target.
 */
export interface Tracks extends LabelsHeader {
  readonly frame: Uint32Array;
  /** px; z in planes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly radius: Float64Array;
  /** Value in the label image of the node's frame, 0 where the node comes from no label image. */
  readonly label: Uint32Array;
  readonly features: Readonly<Record<string, Float64Array>>;
  readonly units: Readonly<Record<string, string>>;
  readonly edges: { readonly source: Uint32Array; readonly target: Uint32Array };
}
