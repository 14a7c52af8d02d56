import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { readGeff } from '../../runtime/formats/geff-read.ts';
import { readWhole } from '../../runtime/formats/read-whole.ts';
import { zipFiles } from '../../runtime/formats/zip-files.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { file } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-geff',
  version: 1,
  title: 'Open GEFF',
  summary: 'Opens tracks from a GEFF, the graph exchange format of napari, Mastodon and Ultrack.',
  keywords: ['import', 'load', 'Zarr', 'graph', 'lineage', 'napari', 'motile', 'ultrack', 'trackastra', 'networkx'],
  sources: ['Graph Exchange File Format (GEFF) 0 and 1', 'Zarr 2 and 3'],
  help: 'Takes the folder of the graph, one with a single graph in it, or a ZIP archive of either. Axes of type time and space give frame and position; without axes, properties called t, x, y and z do. Whole numbers of time are frames; others need frameInterval. Positions in px are taken as they are, and the scale of the axes becomes the calibration; positions in µm need pixelSize. Properties of one number become features, NaN where they are missing; sphere gives the radius (else 1 px), seg_id the label. Text, vectors, affine transforms and properties of edges are passed over. Chunks may be plain, zlib, gzip, zstd or Blosc (LZ4, zlib, zstd). Ids that stand twice, links to no node, within a frame or back in time are errors that name the row. A graph without nodes gives no tracks.',
  outputs: { tracks: port('Tracks', 'The tracks.') },
  params: {
    path: file({
      accept: ['folder', '.zip'],
      doc: 'Folder of the GEFF, such as tracks.geff or data.zarr/tracks, or a ZIP archive of it.',
    }),
    ...calibrationParams,
  },
  async open({ path, pixelSize, frameInterval }, files) {
    const options = { pixelSize_um: pixelSize, frameInterval_s: frameInterval };
    const place = path.replace(/(.)[\\/]+$/, '$1');
    const isZip = /\.zip$/i.test(place) && (await files.look(place))?.type === 'file';
    const from = isZip ? zipFiles(await readWhole(files, place, 2 ** 29), place) : files;
    return { tracks: await readGeff(from, place, options) };
  },
});
