import { uncalibrated } from '../../runtime/data/movie.ts';
import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { parseCsv } from '../../runtime/formats/csv.ts';
import { detectionsOfTable } from '../../runtime/formats/detections-of-table.ts';
import { restated } from '../../runtime/formats/image-stack.ts';
import { readWhole } from '../../runtime/formats/read-whole.ts';
import { decodeText } from '../../runtime/formats/text.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { file, integer } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-spots',
  version: 1,
  title: 'Open detections',
  summary: 'Opens a table of detections that another program found, one row for each.',
  keywords: [
    'import',
    'load',
    'CSV',
    'localisations',
    'particles',
    'trackpy',
    'TrackMate spots',
    'points',
    'coordinates',
  ],
  sources: ['Columns as trackpy and scikit-image name them: frame, y, x'],
  help: 'Takes a CSV file with the columns frame (or t, from 0), x and y in px, and if there are any z (planes), radius, quality and label; every other column of numbers becomes a feature of that name. Rows may stand in any order. Connect it to a tracker to link what other programs detected. Movie length: the last frame that has a row, unless frames says more. A row whose frame is no whole number from 0, or whose position is missing, is an error that names the row. A table without rows gives a movie without frames.',
  outputs: { spots: port('Spots', 'The detections.') },
  params: {
    path: file({ accept: ['.csv', '.txt'], doc: 'CSV file with frame, x and y.' }),
    frames: integer({
      default: 0,
      min: 0,
      max: 1e7,
      unit: 'frame',
      doc: 'Frames of the movie; 0 = up to the last row.',
    }),
    ...calibrationParams,
  },
  async open({ path, frames, pixelSize, frameInterval }, files) {
    const table = parseCsv(decodeText(await readWhole(files, path, 2 ** 29)), path);
    const { byFrame, size } = detectionsOfTable(table, path, frames);
    const calibration = restated({ calibration: uncalibrated }, pixelSize, frameInterval);
    return {
      spots: {
        size,
        calibration,
        frame: async (t) => byFrame[t] ?? Promise.reject(new RangeError(`there is no frame ${t}`)),
      },
    };
  },
});
