import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashesIn, newFolder, runCli, startCli, stepLines } from '../support/cli.ts';
import { buildTiff, plainPages } from '../support/tiff.ts';

let folder = '';
const path = (...names: readonly string[]) => join(folder, ...names);
const sampleArgs = [
  '--sample',
  '--set',
  'open.frames=8',
  '--set',
  'open.width=128',
  '--set',
  'open.height=128',
  '--set',
  'open.cells=12',
];

beforeAll(async () => {
  folder = await newFolder();
  const node = (type: string, params = {}) => ({ type, version: 1, params, at: [0, 0] });
  const graph = {
    format: 'cellwire-graph',
    formatVersion: 1,
    title: 'Blur and save',
    notes: '',
    nodes: { open: node('io.open-movie'), blur: node('denoise.gaussian'), save: node('io.save-movie') },
    edges: [
      ['open.movie', 'blur.movie'],
      ['blur.movie', 'save.movie'],
    ],
    groups: {},
    exposed: {},
  };
  await writeFile(path('blur.json'), JSON.stringify(graph));
  await writeFile(
    path('loop.json'),
    JSON.stringify({
      ...graph,
      edges: [
        ['blur.movie', 'blur.movie'],
        ['blur.movie', 'save.movie'],
      ],
    }),
  );
  const save = graph.nodes.save;
  await writeFile(path('empty.json'), JSON.stringify({ ...graph, nodes: {}, edges: [] }));
  await writeFile(
    path('outside.json'),
    JSON.stringify({ ...graph, nodes: { ...graph.nodes, save: { ...save, params: { name: '/tmp/x.tif' } } } }),
  );
  await writeFile(
    path('clash.json'),
    JSON.stringify({
      ...graph,
      nodes: { ...graph.nodes, again: save },
      edges: [...graph.edges, ['open.movie', 'again.movie']],
    }),
  );
  await writeFile(path('broken.json'), '{ "format": ');
  await writeFile(
    path('no-sink.json'),
    JSON.stringify({
      ...graph,
      nodes: { open: graph.nodes.open, blur: graph.nodes.blur },
      edges: graph.edges.slice(0, 1),
    }),
  );
});

describe('exit codes and messages', () => {
  it.each<[string, readonly string[], number, RegExp]>([
    ['an unknown command', ['frobnicate'], 2, /unknown command/],
    ['an unknown option', ['run', 'kymograph', '--frob'], 2, /unknown option/],
    ['a graph that is not there', ['run', 'nuclei-trackin'], 2, /did you mean "nuclei-tracking"/],
    [
      'a graph that is no JSON',
      ['validate', 'broken.json'],
      3,
      /this is not a Cellwire graph: .* \(in .*broken\.json\)/,
    ],
    ['a graph that loops', ['validate', 'loop.json'], 3, /blur depends on itself/],
    ['a graph that writes nothing', ['run', 'no-sink.json', '--sample'], 3, /no node of the graph writes a file/],
    [
      'a parameter out of range',
      ['run', 'blur.json', '--sample', '--set', 'blur.sigma=-1'],
      3,
      /blur\.sigma is -1, expected 0\.1 to 100 px/,
    ],
    [
      'a parameter that is not there',
      ['run', 'blur.json', '--sample', '--set', 'blur.sigmo=1'],
      3,
      /there is no parameter "sigmo"/,
    ],
    ['a node that is not there', ['run', 'blur.json', '--sample', '--set', 'blurr.sigma=1'], 3, /did you mean "blur"/],
    ['an input without a file', ['run', 'blur.json'], 2, /nothing is bound to open\.path: add --input open=/],
    [
      'an input for a node that opens nothing',
      ['run', 'blur.json', '--input', 'blur=x.tif'],
      2,
      /nodes that open files: open/,
    ],
    [
      'a file that is not there',
      ['run', 'blur.json', '--input', 'open=missing.tif'],
      4,
      /error: open: there is no file or folder .*missing\.tif/,
    ],
    ['a file that is no image', ['run', 'blur.json', '--input', 'open=blur.json'], 4, /blur\.json/],
    ['an --until that is not there', ['run', 'blur.json', '--sample', '--until', 'nope'], 2, /has no such node/],
    [
      'a truth without a result to score',
      ['run', 'score-against-truth', '--sample'],
      2,
      /nothing is bound to result\.path: .*the folder 01_RES of an earlier run: cellwire run nuclei-tracking/,
    ],
    ['a number of jobs that is none', ['run', 'blur.json', '--jobs', '0'], 2, /whole number from 1 to 256/],
    ['more jobs than any machine runs', ['run', 'blur.json', '--jobs', '100000'], 2, /whole number from 1 to 256/],
    ['a log that is none', ['run', 'blur.json', '--log', 'xml'], 2, /expected text or json/],
    ['an input that names no file', ['run', 'blur.json', '--input', 'open='], 2, /no file is given/],
    [
      'a node that is bound twice',
      ['run', 'blur.json', '--input', 'open=blur.json', '--input', 'open=loop.json'],
      2,
      /open is bound twice/,
    ],
    ['a port that is none', ['serve', '--port', '99999'], 2, /whole number from 0 to 65535/],
    [
      'a results folder where none can be made',
      ['run', 'blur.json', '--sample', '--no-cache', '--out', '/proc/never/x'],
      2,
      /the folder \/proc\/never\/x can't be made/,
    ],
    [
      'a cache folder where none can be made',
      ['run', 'blur.json', '--sample', '--cache', '/proc/never'],
      2,
      /the cache folder \/proc\/never can't be used/,
    ],
    [
      'a file name that leaves the results folder',
      ['run', 'blur.json', '--sample', '--set', 'save.name=../x.tif'],
      3,
      /save: name is "\.\.\/x\.tif", expected a plain file name/,
    ],
    ['a saved name that leaves the results folder', ['validate', 'outside.json'], 3, /save: name is "\/tmp\/x\.tif"/],
    ['two nodes that save one file', ['validate', 'clash.json'], 3, /save and again both write movie\.tif/],
    ['a graph without nodes', ['validate', 'empty.json'], 3, /the graph has no nodes/],
    [
      'a backend that is not there',
      ['run', 'blur.json', '--sample', '--backend', 'cuda'],
      2,
      /expected simd or reference/,
    ],
    [
      'a length in µm that leaves the range',
      ['run', 'blur.json', '--sample', '--set', 'blur.sigma=900um'],
      1,
      /blur: sigma is 1384\.\d+, expected 0\.1 to 100 px/,
    ],
    ['an inspected file that is not there', ['inspect', 'missing.tif'], 4, /there is no file or folder/],
    [
      'a cache folder that is a file',
      ['run', 'blur.json', '--sample', '--cache', 'blur.json'],
      2,
      /the cache folder .* can't be used/,
    ],
    [
      'a results folder that is a file',
      ['run', 'blur.json', '--sample', '--no-cache', '--out', 'blur.json'],
      2,
      /the folder .* can't be made/,
    ],
    ['an unknown node type', ['nodes', 'denoise.gausian'], 2, /there is no node type/],
  ])('%s', async (_, args, code, message) => {
    const located = args.map((arg) =>
      /\.(json|tif)$/.test(arg) && !arg.includes('=')
        ? path(arg)
        : arg.replace(/=(\w+\.(?:tif|json))$/, `=${path('$1')}`),
    );
    const isRun = args[0] === 'run';
    const result = await runCli(
      ...located,
      ...(isRun && !args.includes('--out') ? ['--out', path('never')] : []),
      ...(isRun && !args.includes('--cache') ? ['--no-cache'] : []),
    );
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toContain('    at ');
    expect(result.code).toBe(code);
  });

  it('tells errors as JSON lines where the log is JSON, those of the command line too', async () => {
    for (const args of [
      ['run', path('blur.json')],
      ['run', path('blur.json'), '--jobs', '0'],
      ['run', path('loop.json'), '--sample'],
      ['run', path('blur.json'), '--sample', '--set', 'blur.sigma=900um', '--out', path('never')],
    ]) {
      const { stderr, code } = await runCli(...args, '--log', 'json', '--no-cache');
      expect(code).not.toBe(0);
      const lines = stderr.trim().split('\n');
      const events = lines.map((line) => JSON.parse(line) as { level: string; event: string; message?: string });
      expect(events.at(-1)).toMatchObject({ level: 'error', event: 'error' });
      expect(events.at(-1)?.message).toBeTruthy();
    }
  });

  it('a port that is in use is told in a sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const result = await runCli('serve', '--port', String(port));
    other.close();
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^error: (port \d+ is in use|the editor is not built)[^\n]*\n$/);
  });

  it('a reader that closes the pipe early is no error', async () => {
    const { child, finished } = startCli(['nodes', '--json']);
    child.stdout?.destroy();
    const { code, stderr } = await finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('help and version end with 0', async () => {
    expect((await runCli('--help')).code).toBe(0);
    expect((await runCli('run', '--help')).stdout).toContain('--dry-run');
    expect((await runCli('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\s*$/);
  });
});

describe('run', () => {
  it('writes results and a record of what ran; the second time everything is cached', async () => {
    const args = ['run', path('blur.json'), ...sampleArgs, '--out', path('first'), '--cache', path('cache')];
    const first = await runCli(...args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout.trim()).toBe(path('first', 'movie.tif'));
    const record = JSON.parse(await readFile(path('first', 'run.json'), 'utf8')) as {
      outcome: string;
      peakMemory_MiB: number;
      files: readonly { name: string; sha256: string }[];
      steps: readonly { node: string; state: string; key: string; version: number }[];
    };
    expect(record).toMatchObject({ outcome: 'succeeded', files: [{ name: 'movie.tif' }] });
    expect(record.peakMemory_MiB).toBeGreaterThan(10);
    expect(record.steps.map(({ node, state }) => [node, state])).toEqual([
      ['open', 'done'],
      ['blur', 'done'],
      ['save', 'done'],
    ]);
    const again = await runCli(...args, '--log', 'json');
    expect(
      stepLines(again.stderr)
        .filter(({ node }) => node === 'save')
        .map(({ state }) => state),
    ).toContain('cached');
    expect(stepLines(again.stderr).some(({ state }) => state === 'running')).toBe(false);
  });

  it('writes a result again that was deleted or changed', async () => {
    await writeFile(path('first', 'movie.tif'), 'changed by hand');
    const result = await runCli(
      'run',
      path('blur.json'),
      ...sampleArgs,
      '--out',
      path('first'),
      '--cache',
      path('cache'),
    );
    expect(result.code).toBe(0);
    const record = JSON.parse(await readFile(path('first', 'run.json'), 'utf8')) as {
      files: readonly { sha256: string }[];
    };
    expect((await hashesIn(path('first')))['movie.tif']).toBe(record.files[0]?.sha256);
  });

  it.each([
    ['--jobs', '1'],
    ['--jobs', '3'],
    ['--backend', 'reference', '--jobs', '2'],
    ['--memory', '200'],
  ])('gives the same bytes with %s %s', async (...more) => {
    const out = path(`same-${more.join('')}`);
    const result = await runCli('run', path('blur.json'), ...sampleArgs, '--out', out, '--no-cache', ...more);
    expect(result.code, result.stderr).toBe(0);
    const expected = (await hashesIn(path('first')))['movie.tif'];
    if (more.includes('reference')) expect((await hashesIn(out))['movie.tif']).toBeDefined();
    else expect((await hashesIn(out))['movie.tif']).toBe(expected);
  });

  it('opens what it wrote', async () => {
    const out = path('reopened');
    const result = await runCli(
      'run',
      path('blur.json'),
      '--input',
      path('first', 'movie.tif'),
      '--out',
      out,
      '--no-cache',
    );
    expect(result.code, result.stderr).toBe(0);
    const shown = JSON.parse((await runCli('inspect', path('first', 'movie.tif'))).stdout) as {
      movie: { size: object };
    };
    expect(shown.movie.size).toEqual({ t: 8, c: 1, z: 1, y: 128, x: 128 });
  });

  it('shows what would run with --dry-run, and writes nothing', async () => {
    const result = await runCli(
      'run',
      'nuclei-tracking',
      ...sampleArgs,
      '--out',
      path('dry'),
      '--cache',
      path('cache'),
      '--dry-run',
    );
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout).toMatch(/track\s+track\.lap\s+to run/);
    expect(result.stdout).toMatch(/open\s+io\.simulated-movie\s+pulled\s+8 frames/);
    expect(result.stdout).toMatch(/workers, about \d+ MiB of memory/);
    await expect(readFile(path('dry', 'run.json'))).rejects.toThrow();
  });

  it('counts the frames behind steps that have not run in its estimate, and warns where memory is too little', async () => {
    const dry = async (size: number, ...more: readonly string[]) => {
      const sizes = [`open.width=${size}`, `open.height=${size}`].flatMap((set) => ['--set', set]);
      const args = ['run', 'nuclei-tracking', '--sample', ...sizes, '--jobs', '2', '--dry-run', '--no-cache'];
      const { stdout, stderr } = await runCli(...args, ...more);
      return { memory: Number(/about (\d+) MiB/.exec(stdout)?.[1]), stderr };
    };
    const { memory: small } = await dry(512);
    const { memory: large } = await dry(1024);
    // 319 and 442 MiB were measured.
    expect(small).toBeGreaterThanOrEqual(319);
    expect(small).toBeLessThan(1.3 * 319);
    expect(large).toBeGreaterThanOrEqual(442);
    expect(large).toBeLessThan(1.3 * 442);
    expect((await dry(512, '--memory', '50')).stderr).toMatch(/warning: --memory 50: one worker needs about \d+ MiB/);
  });

  it('runs up to a node with --until', async () => {
    const result = await runCli(
      'run',
      'nuclei-tracking',
      ...sampleArgs,
      '--until',
      'drift',
      '--out',
      path('until'),
      '--cache',
      path('cache'),
      '--log',
      'json',
    );
    expect(result.code, result.stderr).toBe(0);
    expect(
      new Set(
        stepLines(result.stderr)
          .filter(({ state }) => state === 'done')
          .map(({ node }) => node),
      ),
    ).toEqual(new Set(['open', 'drift']));
    expect(result.stdout).toMatch(/drift\.transform\nTransform of 8 frames, at most [\d.]+ px from the reference/);
  });

  it('ends with 1 and names node and reason when a node fails, and the other branches go on', async () => {
    const out = path('failing');
    await mkdir(out);
    const result = await runCli(
      'run',
      'nuclei-tracking',
      ...sampleArgs,
      '--set',
      'plot.y=no_such_column',
      '--out',
      out,
      '--no-cache',
    );
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/error: plot: .*no_such_column/);
    expect(Object.keys(await hashesIn(out))).toContain('tracks.csv');
    expect(result.stdout).toContain(join(out, 'tracks.csv'));
  });

  it('refuses two nodes that write one file', async () => {
    const result = await runCli(
      'run',
      'nuclei-tracking',
      ...sampleArgs,
      '--set',
      'save-tracks.name=drift.csv',
      '--out',
      path('clash'),
      '--no-cache',
    );
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/save-tracks and save-drift both write drift\.csv: give one of them another name/);
    await expect(readFile(path('clash', 'run.json'))).rejects.toThrow();
  });

  it.each([
    ['constant', (i: number) => 7 + 0 * i],
    ['zero', () => 0],
    ['NaN', () => Number.NaN],
  ])('a %s movie ends with tables without rows, and a warning that says why', async (name, value) => {
    const floats = new Uint8Array(new Float32Array(40 * 40).map((_, i) => value(i)).buffer);
    const tags = { 258: [3, [32]], 339: [3, [3]] } as const;
    await mkdir(path(name));
    for (let t = 0; t < 3; t++) {
      await writeFile(path(name, `t${t}.tif`), buildTiff([{ width: 40, height: 40, strips: [floats], tags }]));
    }
    const out = path(`${name}-out`);
    const input = ['--input', `open=${path(name)}`];
    const result = await runCli('run', 'nuclei-tracking', ...input, '--out', out, '--no-cache');
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toMatch(
      /warning: no objects were found: threshold gave none in any frame; probably the movie/,
    );
    const lines = (await readFile(join(out, 'objects.csv'), 'utf8'))
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(lines[0]).toMatch(/^track,lineage,.*mean_intensity_ch1,.*mean_intensity_ch1_normalised/);
    expect(lines.slice(1)).toEqual(['']);
    expect(Object.keys(await hashesIn(out))).toContain('intensity.svg');
  });

  it('ends with 4, and tells it once, where a frame can not be read', async () => {
    await mkdir(path('mixed'));
    for (let t = 0; t < 6; t++) {
      const width = t === 4 ? 20 : 24;
      const pixels = Array.from({ length: width * 24 }, (_, i) => (i * 7) % 251);
      await writeFile(path('mixed', `t${t}.tif`), buildTiff(plainPages(width, 24, [pixels])));
    }
    const result = await runCli(
      'run',
      'nuclei-tracking',
      '--input',
      `open=${path('mixed')}`,
      '--out',
      path('mixed-out'),
      '--no-cache',
    );
    expect(result.code, result.stderr).toBe(4);
    expect(result.stderr.match(/t4\.tif: 20 × 24/g)).toHaveLength(1);
  });

  it('stops on an interrupt with 130, and the same command goes on', async () => {
    const args = [
      'run',
      'nuclei-tracking',
      '--sample',
      '--set',
      'open.frames=60',
      '--set',
      'open.width=256',
      '--set',
      'open.height=256',
      '--out',
      path('stopped'),
      '--cache',
      path('stopped-cache'),
    ];
    const { child, finished } = startCli(args);
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk) => String(chunk).includes('running') && resolve());
    });
    child.kill('SIGINT');
    const stopped = await finished;
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('interrupted');
    expect(Object.keys(await hashesIn(path('stopped'))).filter((name) => name.includes('partial'))).toEqual([]);
    const again = await runCli(...args);
    expect(again.code, again.stderr).toBe(0);
  });
});

describe('the other commands', () => {
  it('validate, plan and nodes answer on stdout', async () => {
    expect((await runCli('validate', 'nuclei-tracking')).stdout).toMatch(/^valid: \d+ nodes/);
    expect((await runCli('plan', 'kymograph')).stdout).toMatch(
      /correct\/estimate\s+drift\.estimate\s+movie ← open\.movie/,
    );
    expect((await runCli('nodes')).stdout).toContain('track.lap');
    expect((await runCli('nodes', 'track.lap')).stdout).toContain('linkingMaxDistance = 15');
    expect(JSON.parse((await runCli('nodes', '--json')).stdout).length).toBeGreaterThan(30);
  });
  it('cache ls, verify and gc look after what is kept', async () => {
    expect((await runCli('cache', 'ls', '--cache', path('cache'))).stdout).toMatch(/\d+ parts, [\d.]+ MiB in /);
    expect((await runCli('cache', 'verify', '--cache', path('cache'))).stdout).toMatch(
      /\d+ parts are intact, 0 were damaged/,
    );
    expect((await runCli('cache', 'gc', '--cache', path('cache'), '--max', '0')).stdout).toMatch(/^0\.0 MiB remain/);
  });
});
