import { deflateSync, Inflate } from 'fflate';
import { type GraphDocument, writeDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';

/** The longest graph that a link is unpacked to, bytes: a few kB of link could hold gigabytes of zeros. */
const mostBytes = 4 * 1024 * 1024;
const mostCharacters = 2 * 1024 * 1024;

/** Why a link holds no graph, a sentence. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
}

/**
 * The graph as the fragment of an address, `#g=…`: deflated, base64 for addresses. Browsers send fragments to no server.
 */
export function shareFragment(document: GraphDocument): string {
  const packed = deflateSync(new TextEncoder().encode(writeDocument(document)), { level: 9 });
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  return `#g=${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** Whether an address's fragment claims to hold a graph. */
export const holdsGraph = (fragment: string): boolean => fragment.startsWith('#g=');

/**
 * The graph of a fragment.
 * @throws LinkError where it is damaged or too large; GraphError where it holds no graph.
 * @cost   bounded: unpacking ends at 4 MB.
 */
export function readFragment(fragment: string): GraphDocument {
  if (fragment.length > mostCharacters) throw new LinkError('The link is too long to be a graph.');
  let bytes: Uint8Array;
  try {
    const base64 = fragment.slice('#g='.length).replaceAll('-', '+').replaceAll('_', '/');
    bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new LinkError('The link is damaged: part of it is missing or was changed.', { cause });
  }
  return parseDocument(inflateWithin(bytes, mostBytes));
}

function inflateWithin(packed: Uint8Array, most: number): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  let isWhole = false;
  const inflate = new Inflate((chunk, final) => {
    length += chunk.length;
    if (length > most) throw new LinkError(`The graph in the link is larger than ${most / 1024 / 1024} MB.`);
    text += decoder.decode(chunk, { stream: !final });
    isWhole = final;
  });
  try {
    // Fed in pieces, so that the bound is seen long before a bomb has gone off.
    const piece = 1024;
    for (let at = 0; at < packed.length; at += piece) {
      inflate.push(packed.subarray(at, at + piece), at + piece >= packed.length);
    }
  } catch (cause) {
    if (cause instanceof LinkError) throw cause;
    throw new LinkError('The link is damaged: part of it is missing or was changed.', { cause });
  }
  if (!isWhole) throw new LinkError('The link is damaged: part of it is missing.');
  return text;
}
