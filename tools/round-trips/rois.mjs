// ImageJ regions: ours filled by ImageJ against our label images; ImageJ's of every kind filled by us against its own.
import { join } from 'node:path';

/** What ImageJ says of the shapes in the simulated set: areas count from the corner of a pixel, lines from its centre. */
const drawn = [
  'axis Straight Line @4 10.25 20.5 30.0 40.0',
  'path Polyline @0 1.0 1.0 5.5 9.0 12.0 3.0',
  'region Polygon @1 21.0 20.5 60.5 25.5 40.5 70.5',
  'point 4 Point @0 7.75 8.0',
];

export const rois = {
  name: 'ROI',
  checks: [
    {
      what: 'written: each outline covers the pixels of its object, at its frame; shapes where they were drawn',
      by: 'ImageJ',
      run(bench) {
        const out = bench.simulated();
        const said = bench.imageJ('Regions.java', 'check', join(out, 'rois.zip'), join(out, 'labels.tif'));
        const [outlines, shapes = ''] = said.split('; ');
        for (const shape of drawn) if (!shapes.includes(shape)) throw new Error(`no ${shape} among ${shapes}`);
        return `${outlines}, ${drawn.length} shapes`;
      },
    },
    {
      what: 'written: ragged objects of a threshold, with holes and of several parts',
      by: 'ImageJ',
      run(bench) {
        const [set, labels] = ['ragged.zip', 'ragged.tif'].map((name) => join(bench.simulated(), name));
        return bench.imageJ('Regions.java', 'check', set, labels).split(';')[0];
      },
    },
    {
      what: 'regions of ImageJ of every kind, filled as labels',
      by: 'ImageJ, tifffile',
      run(bench) {
        const folder = bench.folder('imagej');
        const [set, filled] = [join(folder, 'RoiSet.zip'), join(folder, 'filled.tif')];
        bench.imageJ('Regions.java', 'make', set, filled);
        const nodes = {
          open: ['io.open-rois', { width: 120, height: 90 }],
          labels: ['io.save-labels'],
          rois: ['io.save-rois'],
        };
        const edges = [
          ['open.labels', 'labels.labels'],
          ['open.shapes', 'rois.shapes'],
        ];
        const out = bench.run('imagej-read', nodes, edges, { open: set });
        // ImageJ rounds rectangles and ovals between pixels to whole pixels when it fills them.
        return bench.python(['tifffile'], 'same-labels.py', filled, join(out, 'labels.tif'), '1', '3');
      },
    },
    {
      what: 'written, and filled by us again: the same label images',
      by: 'tifffile',
      run(bench) {
        const nodes = { open: ['io.open-rois', { width: 200, height: 160, frames: 40 }], labels: ['io.save-labels'] };
        const out = bench.run('rois-again', nodes, [['open.labels', 'labels.labels']], {
          open: join(bench.simulated(), 'outlines.zip'),
        });
        const [one, other] = [bench.simulated(), out].map((folder) => join(folder, 'labels.tif'));
        return bench.python(['tifffile'], 'same-labels.py', one, other);
      },
    },
  ],
};
