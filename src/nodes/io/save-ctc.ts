import { formatTrackTable, lineageOfTracks } from '../../runtime/formats/ctc.ts';
import { relabelByTrack } from '../../runtime/formats/relabel-by-track.ts';
import { encodePage } from '../../runtime/formats/tiff/encode-page.ts';
import { TiffWriter } from '../../runtime/formats/tiff/write.ts';
import { writeText } from '../../runtime/formats/write-text.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-ctc',
  version: 1,
  title: 'Save as Cell Tracking Challenge result',
  summary: 'Writes label images numbered by track and the track table, as the Cell Tracking Challenge takes them.',
  keywords: ['CTC', 'export', 'write', 'benchmark', 'res_track.txt', 'mask', 'lineage'],
  sources: ['celltrackingchallenge.net: naming and file content conventions', 'doi:10.1038/nmeth.4473'],
  help: 'Writes mask000.tif, mask001.tif ... (16 bit, deflate) and res_track.txt into the folder 01_RES, and beside it 01_RES.graph.json, the graph that made them. Connect the label images and the tracks that were made from them. A track ends where it divides, merges or has a gap: what follows has a new number and the old one as parent, as the challenge asks for; of tracks that merge the nearest is the parent. Objects without a track are left out. More than 65535 tracks do not fit the format and end the run. Movies without objects give empty masks and an empty table.',
  inputs: {
    labels: port('Labels', 'Label images.'),
    tracks: port('Tracks', 'Tracks made from them.'),
  },
  params: { sequence: text({ default: '01', doc: 'Number of the sequence: the folder is 01_RES.' }) },
  names: ({ sequence }) => [`${folderOf(sequence)}/res_track.txt`],
  async map({ labels, tracks }, _params, { t }) {
    const values = relabelByTrack(labels, tracks, t);
    const pages: Uint8Array[] = [];
    const plane = labels.width * labels.height;
    for (let z = 0; z < labels.depth; z++) {
      pages.push(await encodePage(values.subarray(z * plane, (z + 1) * plane), 'deflate'));
    }
    return pages;
  },
  async save(frames, { tracks }, { sequence }, { headers, provenance }, out) {
    const folder = folderOf(sequence);
    const { size, calibration } = headers.labels;
    const digits = Math.max(3, String(size.t - 1).length);
    let t = 0;
    for await (const pages of frames) {
      const file = await out.create(`${folder}/mask${String(t).padStart(digits, '0')}.tif`);
      const content = { size: { ...size, t: 1, c: 1 }, type: 'uint16', calibration, compression: 'deflate' } as const;
      const writer = await TiffWriter.start(file, content);
      for (const page of pages) await writer.append(page);
      await writer.finish();
      t += 1;
    }
    const table = await out.create(`${folder}/res_track.txt`);
    await table.append(new TextEncoder().encode(formatTrackTable(lineageOfTracks(tracks).lineage)));
    await table.close();
    // Beside the folder: within it the challenge knows masks and the table alone.
    await writeText(out, `${folder}.graph.json`, [`${provenance}\n`]);
  },
});

function folderOf(sequence: string): string {
  if (!/^\d{2,4}$/.test(sequence)) throw new RangeError(`sequence is "${sequence}", expected two digits such as 01`);
  return `${sequence}_RES`;
}
