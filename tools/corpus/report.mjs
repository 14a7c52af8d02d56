import { writeFileSync } from 'node:fs';

const compressions = {
  1: 'none',
  2: 'CCITT 2',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  5: 'LZW',
  6: 'JPEG of before 1995',
  7: 'JPEG',
  8: 'deflate',
  32773: 'PackBits',
  32809: 'ThunderScan',
  32946: 'deflate',
  34676: 'SGI LogLuv',
  34677: 'SGI LogLuv 24',
  34925: 'LZMA',
  50000: 'zstd',
  50001: 'WebP',
};
const formats = { 1: 'uint', 2: 'int', 3: 'float', 4: 'uint', 5: 'complex', 6: 'complex' };

/** The kinds that one file counts for: its compression, and its other features. */
function kindsOf({ pages }) {
  const [page] = pages;
  if (!page) return [];
  const { compression, photometric, bits, sf, planar, predictor, tiled, fillorder, bo, spp } = page;
  const packed = bits % 8 !== 0 && sf !== 3 ? 'packed' : `${formats[sf] ?? 'unknown'} ${bits}`;
  return [
    `compression: ${compressions[compression] ?? compression}${photometric === 6 ? ', YCbCr' : ''}`,
    `samples: ${packed}`,
    ...(predictor > 1 ? [`predictor ${predictor}`] : []),
    bo === '>' ? 'big-endian' : 'little-endian',
    tiled ? 'tiles' : 'strips',
    ...(spp > 1 ? [planar === 2 ? 'planar samples' : 'interleaved samples'] : []),
    ...(fillorder === 2 ? ['FillOrder 2'] : []),
    ...(pages.length > 1 ? ['several pages'] : []),
  ];
}

const verdicts = ['right', 'unchecked', 'refused', 'wrong', 'error', 'crash', 'hang'];

function tableOf(heading, rows) {
  const head = `| ${heading.join(' | ')} |\n|${heading.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return `${[head, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')}\n`;
}

/** Rows of valid files by kind; one file counts in several. */
export function validTable(valid) {
  const counts = new Map();
  for (const one of valid) {
    for (const kind of ['all', ...kindsOf(one)]) {
      const row = counts.get(kind) ?? {};
      row[one.verdict] = (row[one.verdict] ?? 0) + 1;
      counts.set(kind, row);
    }
  }
  const orderOf = (kind) => (kind === 'all' ? `0` : kind.includes(':') ? `1${kind}` : `2${kind}`);
  const kinds = [...counts].sort(([a], [b]) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const rows = kinds.map(([kind, row]) => [
    kind,
    Object.values(row).reduce((sum, n) => sum + n, 0),
    ...verdicts.map((verdict) => row[verdict] ?? ''),
  ]);
  return tableOf(['valid files', 'files', ...verdicts], rows);
}

const endings = ['read', 'refused', 'error', 'crash', 'hang', 'memory'];

/** Rows of malformed and other files by how they end, with the slowest and the largest. */
export function otherTable({ malformed, other }) {
  const groups = [
    ['malformed', malformed],
    ...[...new Set(other.map(({ kind }) => kind))].map((kind) => [
      `other/${kind}`,
      other.filter((one) => one.kind === kind),
    ]),
  ];
  const rows = groups.map(([name, all]) => [
    name,
    all.length,
    ...endings.map((ending) => all.filter(({ verdict }) => verdict === ending).length || ''),
    Math.round(Math.max(...all.map(({ ms }) => ms))),
    Math.round(Math.max(...all.map(({ peak }) => peak)) / 2 ** 20),
  ]);
  return tableOf(['others', 'files', ...endings, 'slowest, ms', 'most memory, MB'], rows);
}

export function summary({ valid, malformed }, damaged) {
  const count = (list, ...wanted) => list.filter(({ verdict }) => wanted.includes(verdict)).length;
  const lines = [
    `${count(valid, 'right')} of ${valid.length} valid files right, ${count(valid, 'unchecked')} read without a known answer, ${count(valid, 'refused')} refused, ${count(valid, 'wrong', 'error', 'crash', 'hang')} wrong`,
    `${count(malformed, 'read', 'refused')} of ${malformed.length} malformed files end with pixels or an error within 1 s and 256 MB`,
  ];
  if (damaged) {
    lines.push(
      `${damaged.count} mutants (seed ${damaged.seed}): ${damaged.read} read, ${damaged.refused} refused, ${damaged.faults.length} faults; slowest ${Math.round(damaged.slowest)} ms, most memory ${Math.round(damaged.largest / 2 ** 20)} MB`,
    );
  }
  return `${lines.map((line) => `- ${line}`).join('\n')}\n`;
}

/** What refused files say, without names and numbers of their own. */
function reasonsOf(valid) {
  const reasons = new Map();
  for (const { verdict, message } of valid) {
    if (verdict !== 'refused') continue;
    const reason = message.replace(/^.*?(?:, page \d+)?: /, '').replace(/^\d+ bytes at \d+/, 'bytes');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].sort(([, a], [, b]) => b - a);
}

export function writePage(path, results, damaged) {
  const reasons = reasonsOf(results.valid);
  writeFileSync(
    path,
    `# Files of the corpus

What the readers make of ${results.valid.length} valid TIFF files of several programs, ${results.malformed.length} malformed
ones, and tables and graphs. Printed, and this page written, by
\`npm run corpus -- --write${damaged ? ` --mutants ${damaged.count}` : ''}\`; each file is read in a child process with a limit on time and memory. The files are not part of the project (\`../shared/corpus\`).

*right*: the SHA-256 of the pixels of every page equals that of tifffile or libtiff · *unchecked*: read, but neither of
them reads it here · *refused*: an error that names the file and what about it can't be read · *wrong*: other pixels ·
*error*: an error that is none of ours. A file counts in several rows.

${summary(results, damaged)}
## Valid files

${validTable(results.valid)}
## What is refused

${tableOf(
  ['what the error says', 'files'],
  reasons.map(([reason, n]) => [reason.replaceAll('|', '\\|'), n]),
)}
Microscopes and the programs that read their files write none of these: fax and ThunderScan are for scanned text, YCbCr,
WebP, LogLuv and JPEG of before 1995 for photographs, complex numbers for radar. LZMA is rare enough to be asked for first.

## Malformed files, tables and graphs

${otherTable(results)}
A malformed file that is read promises more than it holds only beyond its pixels: these are all there. Graphs are checked
down to the plan of a run; a table counts as read where its rows are, also if it has no positions of spots; archives are
unpacked up to 32 MB; Zarr arrays are those of one or two axes, as GEFF has them. Nothing reads ONNX models or images in
OME-Zarr yet.
`,
  );
}
