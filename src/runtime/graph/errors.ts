interface Details {
  'not-a-document': { reason: string };
  'newer-format': { found: number; known: number };
  'unknown-node': { node: string; type: string; similar: string | null };
  'newer-node': { node: string; type: string; found: number; known: number };
  'no-migration': { node: string; type: string; found: number };
  'unknown-reference': { reference: string; similar: string | null; known: readonly string[] };
  'unknown-port': { node: string; port: string; side: 'input' | 'output'; known: readonly string[] };
  'kind-mismatch': { node: string; port: string; given: string; wanted: string; from: string };
  'connected-twice': { node: string; port: string };
  'missing-input': { node: string; port: string; kind: string };
  'not-bypassable': { node: string; port: string; kind: string };
  'unknown-param': { node: string; param: string; known: readonly string[] };
  'bad-param': { node: string; param: string; reason: string };
  'no-file': { node: string; param: string };
  'bad-name': { node: string; reason: string };
  'same-file': { node: string; other: string; name: string };
  cycle: { node: string };
  'nothing-to-run': { reason: string };
}
export type GraphErrorCode = keyof Details;

const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
const text: { readonly [C in GraphErrorCode]: (d: Details[C]) => string } = {
  'not-a-document': (d) => `this is not a Cellwire graph: ${d.reason}`,
  'newer-format': (d) =>
    `the graph has format version ${d.found}, this Cellwire reads up to ${d.known}: update Cellwire to open it`,
  'unknown-node': (d) =>
    `${d.node}: there is no node type "${d.type}"${d.similar ? `; did you mean "${d.similar}"?` : '; "cellwire nodes" lists them'}`,
  'newer-node': (d) =>
    `${d.node}: ${d.type} has version ${d.found} in the graph, this Cellwire has ${d.known}: update Cellwire to run it`,
  'no-migration': (d) => `${d.node}: ${d.type} version ${d.found} cannot be brought forward; please report this graph`,
  'unknown-reference': (d) =>
    `"${d.reference}" names a node that is not in the graph; ${d.similar ? `did you mean "${d.similar}"?` : `it has: ${list(d.known)}`}`,
  'unknown-port': (d) => `${d.node}: there is no ${d.side} "${d.port}"; it has: ${list(d.known)}`,
  'kind-mismatch': (d) =>
    `${d.node}.${d.port} takes ${d.wanted}, but is connected to ${d.from}, which gives ${d.given}`,
  'connected-twice': (d) => `${d.node}.${d.port} is connected twice: remove one of the two edges`,
  'missing-input': (d) => `${d.node}.${d.port} is not connected: connect it to an output of kind ${d.kind}`,
  'not-bypassable': (d) =>
    `${d.node} is bypassed, but has no connected input of kind ${d.kind} to pass on as its output ${d.port}: connect one, or mute the node`,
  'unknown-param': (d) => `${d.node}: there is no parameter "${d.param}"; it has: ${list(d.known)}`,
  'bad-param': (d) => `${d.node}.${d.param} ${d.reason}`,
  'no-file': (d) => `${d.node}: no file is chosen: open one, or drop it on the node`,
  'bad-name': (d) => `${d.node}: ${d.reason}`,
  'same-file': (d) => `${d.node} and ${d.other} both write ${d.name}: give one of them another name`,
  cycle: (d) => `${d.node} depends on itself: remove an edge of the loop`,
  'nothing-to-run': (d) => d.reason,
};

/** A document that cannot run. `code` and `details` are for programs, `message` is for people. */
export class GraphError<C extends GraphErrorCode = GraphErrorCode> extends Error {
  override readonly name = 'GraphError';
  readonly code: C;
  readonly details: Details[C];
  constructor(code: C, details: Details[C]) {
    super(text[code](details));
    this.code = code;
    this.details = details;
  }
}
