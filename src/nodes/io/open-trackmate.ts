import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { readWhole } from '../../runtime/formats/read-whole.ts';
import { decodeText } from '../../runtime/formats/text.ts';
import { readTrackMate, trackMateParts } from '../../runtime/formats/trackmate-read.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, file } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-trackmate',
  version: 1,
  title: 'Open TrackMate file',
  summary: 'Opens the tracks of a TrackMate session, or of its export of tracks to XML.',
  keywords: ['import', 'load', 'XML', 'Fiji', 'ImageJ', 'spots', 'edges', 'lineage', 'particles', 'cell tracking'],
  sources: ['doi:10.1038/s41592-022-01507-1', 'TrackMate XML, versions 2 to 8'],
  help: 'Positions, radii and features that are lengths or areas come from physical units to px with the pixel size in the file, which becomes the calibration; other features keep their numbers, and all have the name of TrackMate in small letters (mean_intensity_ch1). Splits, merges and gaps are kept; frames without regular times keep theirs. parts: shown takes what TrackMate shows (visible spots, tracks that passed its filters), all takes everything; spots in no track are tracks of one detection. Outlines of spots come as polygons of their frame. An export of tracks has no radii (1 px is taken) and, where its unit is not px, needs pixelSize. Numbers that are none, spots that are missing or stand there twice, and links within one frame are errors that name the element. A file without spots gives no tracks.',
  outputs: {
    tracks: port('Tracks', 'The tracks.'),
    outlines: port('Shapes', 'Outlines of the spots that have one, each for its frame.'),
  },
  params: {
    path: file({ accept: ['.xml'], doc: 'TrackMate session, or tracks that TrackMate exported to XML.' }),
    parts: choice({
      options: trackMateParts,
      default: 'shown',
      doc: 'What TrackMate shows after its filters, or everything.',
    }),
    ...calibrationParams,
  },
  async open({ path, parts, pixelSize, frameInterval }, files) {
    const xml = decodeText(await readWhole(files, path, 2 ** 28));
    return readTrackMate(xml, path, { parts, pixelSize_um: pixelSize, frameInterval_s: frameInterval });
  },
});
