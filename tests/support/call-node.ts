import type { LabelsHeader } from '../../src/runtime/data/movie.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import type { Headers, NodeDefinition, Ports, RunContext } from '../../src/runtime/node/define.ts';
import type { Params, StoredParam } from '../../src/runtime/node/params.ts';

/** What a node may use besides its arguments, with reference kernels, at frame 0. */
export const testContext: RunContext<Ports> = {
  t: 0,
  z: 0,
  c: 0,
  headers: {} as Headers<Ports>,
  kernels: referenceKernels,
  signal: new AbortController().signal,
  cautions: [],
};

/** The default of every parameter, with some of them set. */
export function paramsOf(node: { readonly params: Params }, set: Readonly<Record<string, StoredParam>> = {}) {
  const unknown = Object.keys(set).filter((name) => !(name in node.params));
  if (unknown.length > 0) throw new RangeError(`there is no parameter ${unknown.join(', ')}`);
  return {
    ...Object.fromEntries(Object.entries(node.params).map(([name, { default: value }]) => [name, value])),
    ...set,
  };
}

type Run = Pick<NodeDefinition<Ports, Ports, Params, 'frame', 'plane', 'each'>, 'params'> & {
  run(inputs: never, params: never, context: never): Promise<unknown>;
};

/** One call of a node, outside the runtime. */
export async function callNode<N extends Run>(
  node: N,
  inputs: Partial<Parameters<N['run']>[0]>,
  set: Readonly<Record<string, StoredParam>> = {},
  headers: Readonly<Record<string, LabelsHeader>> = {},
): Promise<Awaited<ReturnType<N['run']>>> {
  const result = await node.run(inputs as never, paramsOf(node, set) as never, { ...testContext, headers } as never);
  return result as Awaited<ReturnType<N['run']>>;
}
