/** What browsers without the File System Access API lack. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
  showDirectoryPicker?(): Promise<FileSystemDirectoryHandle & AsyncIterable<[string, FileSystemHandle]>>;
}
const pickers = globalThis as Pickers;

/** A file the user chose, and where the browser allows it the right to read or write it again. */
export interface ChosenFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

const graphTypes = [{ description: 'Cellwire graph', accept: { 'application/json': ['.json'] } }];

/** Asks for files; an empty list where the user thinks better of it. */
export async function chooseFiles(accept: readonly string[], many: boolean): Promise<readonly ChosenFile[]> {
  if (!pickers.showOpenFilePicker) return (await chooseByInput(accept, many, false)).map(withoutHandle);
  const handles = await pickers
    .showOpenFilePicker({
      multiple: many,
      types: [{ description: accept.join(', '), accept: { 'application/octet-stream': accept } }],
    })
    .catch(unlessAborted);
  return Promise.all((handles ?? []).map(async (handle) => ({ file: await handle.getFile(), handle })));
}

/** Asks for a folder and gives the files that lie in it. */
export async function chooseFolder(): Promise<readonly ChosenFile[]> {
  if (!pickers.showDirectoryPicker) return (await chooseByInput([], true, true)).map(withoutHandle);
  const folder = await pickers.showDirectoryPicker().catch(unlessAborted);
  return folder ? filesOf(folder) : [];
}

/** The files that lie in a folder, not those of folders in it. */
export async function filesOf(folder: FileSystemDirectoryHandle): Promise<readonly ChosenFile[]> {
  const chosen: ChosenFile[] = [];
  for await (const [, entry] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>) {
    if (entry.kind !== 'file') continue;
    const handle = entry as FileSystemFileHandle;
    chosen.push({ file: await handle.getFile(), handle });
  }
  return chosen;
}

/** Asks where a graph is to be saved; `null` where the user thinks better of it, or the browser can only download. */
export async function chooseWhereToSave(name: string): Promise<FileSystemFileHandle | 'only downloads' | null> {
  if (!pickers.showSaveFilePicker) return 'only downloads';
  const handle = await pickers.showSaveFilePicker({ suggestedName: name, types: graphTypes }).catch(unlessAborted);
  return handle ?? null;
}

export async function writeFile(handle: FileSystemFileHandle, text: string): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob | string, type = 'application/json'): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the content once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether a file may be read or written again; asks the user, which needs a click just before. */
export async function mayAgain(
  handle: FileSystemFileHandle,
  mode: 'read' | 'readwrite',
  asks: boolean,
): Promise<boolean> {
  const permissions = handle as unknown as {
    queryPermission?(options: object): Promise<PermissionState>;
    requestPermission?(options: object): Promise<PermissionState>;
  };
  if ((await permissions.queryPermission?.({ mode })) === 'granted') return true;
  return asks && (await permissions.requestPermission?.({ mode })) === 'granted';
}

const withoutHandle = (file: File): ChosenFile => ({ file, handle: null });
function unlessAborted(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  throw error;
}

function chooseByInput(accept: readonly string[], many: boolean, folder: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept.join(',');
    input.multiple = many;
    input.webkitdirectory = folder;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
