import { catalog } from '../../nodes/library.ts';
import type { BoundFile, RemoteFile } from '../../runtime/browser/bound-files.ts';
import { fingerprintAt, fingerprintOf } from '../../runtime/browser/fingerprint.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { flatten, type Overrides } from '../../runtime/graph/flatten.ts';

interface Binding {
  /** What the user sees: `movie.tif`, `frames (120 files)`. */
  readonly name: string;
  readonly path: string;
  readonly files: readonly BoundFile[];
  readonly digests: ReadonlyMap<string, string>;
}

/** Path of a node that opens files → its file parameter. */
export function fileParams(document: GraphDocument): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [id, node] of flatten(document, catalog, new Map(), () => {}).nodes) {
    const params = Object.entries(catalog.nodes.get(node.type)?.params ?? {});
    const name = params.find(([, param]) => param.type === 'file')?.[0];
    if (name !== undefined) found.set(id, name);
  }
  return found;
}

/** The files that the user bound, by node. Nothing else is ever read, whatever a document says. */
export class Bindings {
  readonly #bound = new Map<string, Binding>();

  /** @throws Error where a file can't be read. */
  async bind(node: string, files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first) {
      this.#bound.delete(node);
      return;
    }
    const relative = first.webkitRelativePath;
    const isFolder = relative.includes('/') || files.length > 1;
    const root = relative.includes('/') ? relative.slice(0, relative.indexOf('/')) : isFolder ? 'files' : first.name;
    const path = pathOf(node, root);
    const placed = files.map((file) => {
      const within = file.webkitRelativePath.includes('/')
        ? file.webkitRelativePath.slice(file.webkitRelativePath.indexOf('/') + 1)
        : file.name;
      return { path: isFolder ? `${path}/${within}` : path, from: file };
    });
    const digests = new Map<string, string>();
    for (const { path: at, from } of placed) digests.set(at, await digestOf(from));
    const count = files.length === 1 ? '1 file' : `${files.length} files`;
    this.#bound.set(node, { name: isFolder ? `${root} (${count})` : root, path, files: placed, digests });
  }

  /** A file on the web, read in parts. @throws Error where its size can't be had. */
  async bindUrl(node: string, url: string): Promise<void> {
    const address = new URL(url);
    if (!/^https?:$/.test(address.protocol)) throw new RangeError(`${url}: expected an address with http or https`);
    const from = await remoteFile(address.href);
    const name = decodeURIComponent(address.pathname.slice(address.pathname.lastIndexOf('/') + 1)) || address.host;
    const path = pathOf(node, name);
    const digests = new Map([[path, await fingerprintOf(from)]]);
    this.#bound.set(node, { name: address.href, path, files: [{ path, from }], digests });
  }

  names(): ReadonlyMap<string, string> {
    return new Map([...this.#bound].map(([node, { name }]) => [node, name]));
  }
  /** Values of the file parameters: what is bound, and nothing for all others. */
  overrides(params: ReadonlyMap<string, string>): Overrides {
    return new Map([...params].map(([node, param]) => [node, { [param]: this.#bound.get(node)?.path ?? '' }]));
  }
  files(): readonly BoundFile[] {
    return [...this.#bound.values()].flatMap(({ files }) => files);
  }
  /** `null` where nothing is bound to the path. */
  fingerprint(path: string): string | null {
    for (const binding of this.#bound.values()) {
      const found = path.startsWith(binding.path) ? fingerprintAt(path, binding.digests) : null;
      if (found !== null) return found;
    }
    return null;
  }
}

const pathOf = (node: string, name: string): string => `bound/${node.replaceAll('/', '.')}/${name}`;

async function digestOf(file: File): Promise<string> {
  try {
    return await fingerprintOf(file);
  } catch (cause) {
    throw new Error(`${file.name} can't be read: open it again`, { cause });
  }
}

async function remoteFile(url: string): Promise<RemoteFile> {
  const response = await fetch(url, { headers: { Range: 'bytes=0-0' } });
  await response.body?.cancel();
  const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1]);
  if (response.status === 206 && Number.isInteger(size)) return { url, size };
  throw new Error(
    response.ok
      ? `${url}: this server does not give parts of files; download the file and open it from disk`
      : `${url}: the server answers with status ${response.status}`,
  );
}
