import { describe, expect, it } from 'vitest';
import type { OutputRef } from '../../src/editor/store/view-store.ts';
import { foldsAbove, layersOf, mainOutput } from '../../src/editor/viewer/layers.ts';
import { catalog, templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import { flatten } from '../../src/runtime/graph/flatten.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

const documentOf = (name: string) => parseDocument(templates.get(name) ?? '');
const nuclei = flatten(documentOf('nuclei-tracking'), catalog);
const layers = (step: string, port: string, graph = nuclei) => layersOf({ step, port }, graph, catalog);
const ref = (step: string, port: string): OutputRef => ({ step, port });

describe('what is drawn of an output', () => {
  it('of a movie the movie alone', () => {
    const found = layers('denoise', 'movie');
    expect(found?.movie).toEqual(ref('denoise', 'movie'));
    expect([found?.labels, found?.spots, found?.tracks]).toEqual([null, null, null]);
  });

  it('of labels the movie that they were found in, and the tracks that they belong to', () => {
    const found = layers('filter', 'labels');
    expect(found?.labels).toEqual(ref('filter', 'labels'));
    expect(nuclei.nodes.get(found?.movie?.step ?? '')).toBeDefined();
    expect(found?.tracks).toEqual(ref('track', 'tracks'));
    expect(found?.features).toEqual(ref('objects', 'spots'));
    expect(found?.drawTracks).toBe(false);
  });

  it('of tracks the movie and the labels above, the drift that was taken out added again', () => {
    const found = layers('track', 'tracks');
    expect(found?.labels).toEqual(ref('filter', 'labels'));
    expect(found?.movie).not.toBeNull();
    expect(found?.drawTracks).toBe(true);
    expect(found?.offsets).toEqual([{ transform: ref('drift', 'transform'), sign: 1 }]);
  });

  it('of a table of tracks the tracks', () => {
    expect(layers('features', 'table')?.tracks).toEqual(ref('track', 'tracks'));
    expect(layers('features', 'table')?.drawTracks).toBe(true);
  });

  it('of a transform the movie that drifts', () => {
    const found = layers('drift', 'transform');
    expect(found?.transform).toEqual(ref('drift', 'transform'));
    expect(found?.movie).not.toBeNull();
  });

  it('labels by track are track numbers themselves', () => {
    expect(layers('tracked', 'labels')?.labelsAreTracks).toBe(true);
    expect(layers('tracked', 'labels')?.drawTracks).toBe(true);
  });

  it('of true labels of the simulated movie its movie and its tracks', () => {
    const graph = flatten(withSample(documentOf('nuclei-tracking'), new Set()), catalog);
    const found = layers('open', 'labels', graph);
    expect(found?.movie).toEqual(ref('open', 'movie'));
    expect(found?.tracks).toEqual(ref('open', 'tracks'));
  });

  it('of detections the movie that they were found in', () => {
    const graph = flatten(documentOf('spot-tracking'), catalog);
    const step = [...graph.nodes].find(([, { type }]) => type.startsWith('detect.'))?.[0] ?? '';
    const found = layers(step, 'spots', graph);
    expect(found?.movie).not.toBeNull();
    expect(found?.spots).toEqual(ref(step, 'spots'));
  });

  it('nothing of an output that is not in the graph', () => {
    expect(layers('gone', 'movie')).toBeNull();
    expect(layers('denoise', 'gone')).toBeNull();
  });

  it('every output of every template has layers, and a picture where it has frames', () => {
    for (const name of templates.keys()) {
      const graph = flatten(documentOf(name), catalog);
      for (const [step, { type }] of graph.nodes) {
        for (const [port, { kind }] of Object.entries(catalog.nodes.get(type)?.outputs ?? {})) {
          const found = layers(step, port, graph);
          expect(found?.kind, `${name} ${step}.${port}`).toBe(kind);
        }
      }
    }
  });
});

it('knows the steps whose last result a preview rests on', () => {
  expect(foldsAbove(ref('bleach', 'movie'), nuclei, catalog)).toContain('bleaching');
  expect(foldsAbove(ref('open', 'movie'), nuclei, catalog)).toEqual([]);
});

it('looks at the picture of a node before its numbers', () => {
  expect(mainOutput('project.kymograph', catalog)).toBe('movie');
  expect(mainOutput('track.lap', catalog)).toBe('tracks');
  expect(mainOutput('io.save-table', catalog)).toBeNull();
});
