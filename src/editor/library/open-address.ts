import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { flatten } from '../../runtime/graph/flatten.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.tsx';
import { notify } from './notify.tsx';
import { sentenceOf } from './open-document.ts';

/** A movie on the web that a graph names, by the node that would open it. */
export interface NamedAddress {
  readonly node: string;
  readonly address: URL;
}

/** The addresses that a document's nodes name as files. */
export function addressesIn(document: GraphDocument): readonly NamedAddress[] {
  let nodes: ReturnType<typeof flatten>['nodes'];
  try {
    nodes = flatten(document, catalog).nodes;
  } catch {
    // A graph that can't be opened can load nothing.
    return [];
  }
  return [...nodes].flatMap(([node, { type, params }]) =>
    Object.entries(catalog.nodes.get(type)?.params ?? {}).flatMap(([name, param]) => {
      const address = param.type === 'file' ? webAddress(params[name]) : null;
      return address ? [{ node, address }] : [];
    }),
  );
}

/** An address that may be fetched; `null` for anything else, also `file:`, `data:` and addresses with a password. */
export function webAddress(value: unknown): URL | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const address = new URL(value);
  return ['http:', 'https:'].includes(address.protocol) && address.username === '' && address.password === ''
    ? address
    : null;
}

/** Asks whether the files on the web that a graph names may be loaded, and loads them; nothing is fetched before. */
export async function loadNamedAddresses(document: GraphDocument, session: Session): Promise<void> {
  for (const { node, address } of addressesIn(document)) {
    const answer = await ask({
      title: 'Load a file from the web?',
      message: `This graph wants to load\n${address.href}\nThe site will see your network address. Allow it only if you trust the graph.`,
      answers: { no: 'Don’t load', allow: `Allow ${address.host}` },
      otherwise: 'no',
    });
    if (answer === 'allow') await bindAddress(node, address, session);
  }
}

/** What is loaded whole where a server gives no parts of files. */
const mostBytes = 2 ** 31;

/**
 * Binds a file on the web to a node; read in parts where the server gives parts, else loaded whole.
 * @returns whether it is there; where not, the user has been told why.
 */
export async function bindAddress(node: string, address: URL, session: Session): Promise<boolean> {
  const name = decodeURIComponent(address.pathname.split('/').at(-1) ?? '') || address.host;
  const done = notify({ message: `Loading ${name} from ${address.host} …`, stays: null });
  try {
    try {
      await session.bindUrl(node, address.href);
    } catch {
      await session.bind(node, [await loadWhole(address, name)]);
    }
    notify({ kind: 'done', message: `${name} is open in ${node}.`, key: `open ${node}` });
    return true;
  } catch (error) {
    const reason =
      error instanceof TypeError
        ? `${address.host} can’t be reached, or doesn’t let other pages read the file. Download it and open it from the disk.`
        : `${sentenceOf(error)}.`;
    notify({ kind: 'problem', message: `${name} could not be loaded. ${reason}` });
    return false;
  } finally {
    done();
  }
}

async function loadWhole(address: URL, name: string): Promise<File> {
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${address.host} answers ${response.status} ${response.statusText}`.trimEnd());
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) {
    throw new Error('the file is larger than 2 GB: download it and open it from the disk');
  }
  return new File([await response.blob()], name);
}
