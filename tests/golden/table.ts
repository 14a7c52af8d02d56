import type { GoldenCase } from './golden-case.ts';
import type { NotCovered } from './not-covered.ts';

type Found = ReadonlyMap<GoldenCase, number>;

/** The first columns of a case's row: what is compared with what. */
export const rowStart = ({ golden, tool, ours, compares }: GoldenCase): string =>
  `| ${golden} | ${tool} | ${ours} | ${compares} |`;

/** The page docs/golden.md. */
export function goldenPage(cases: readonly GoldenCase[], found: Found, missing: readonly NotCovered[]): string {
  const run = cases.filter((one) => found.has(one));
  const held = run.filter((one) => isHeld(one, found));
  const equal = held.filter((one) => found.get(one) === 0);
  return `# Golden outputs

Outputs of trusted implementations beside ours, on the same inputs. \`npm run golden\` computes every difference, prints this
page and writes it. Inputs and outputs are in \`tests/fixtures/golden\`, whose README says how each was made; the frames have
grey values of some 130 to 1,220. Integers and labels must be equal, floats within the tolerance of the row; where the two are
meant to differ, the reason stands below the table. The forms on graphics hardware are held to the reference by
\`tests/contracts/kernels.contract.ts\`.

**${cases.length} rows: ${held.length} hold (${equal.length} without any difference), ${run.length - held.length} don't, ${cases.length - run.length} not run.**

| golden | tool | ours | compared | largest difference | tolerance | holds |
|---|---|---|---|---|---|---|
${cases.map((one) => `${rowStart(one)} ${rowEnd(one, found)}`).join('\n')}

## Differences that are meant

${cases.flatMap(({ golden, tool, compares, meant }) => (meant ? [`- ${golden} (${tool}; ${compares}): ${meant}.`] : [])).join('\n')}

## Goldens without a row

| golden | method | |
|---|---|---|
${missing.map(({ goldens, method, why }) => `| ${goldens.join(', ')} | ${method} | ${why ?? 'not covered yet'} |`).join('\n')}
`;
}

const isHeld = (one: GoldenCase, found: Found): boolean => (found.get(one) ?? Number.NaN) <= one.tolerance;

function rowEnd(one: GoldenCase, found: Found): string {
  const difference = found.get(one);
  if (difference === undefined)
    return `| ${one.tolerance} | not run${one.needs ? `: needs ../shared/${one.needs}` : ''} |`;
  return `${Number(difference.toPrecision(2))} | ${one.tolerance} | ${isHeld(one, found) ? 'yes' : '**no**'} |`;
}
