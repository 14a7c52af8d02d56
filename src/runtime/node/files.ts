/** Random access to the bytes of one file; the same from a disk, a File handle and HTTP ranges. */
export interface ByteSource {
  /** Name for messages: the file's path or URL. */
  readonly name: string;
  readonly size: number;
  /** `length` bytes from `offset`. @throws RangeError where they reach beyond the end. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files that the user bound to the inputs of a graph. */
export interface FileAccess {
  /** What `path` is: a file, a folder with the names in it (sorted), or `null` where there is nothing. */
  look(
    path: string,
  ): Promise<{ readonly type: 'file' } | { readonly type: 'folder'; readonly names: readonly string[] } | null>;
  open(path: string): Promise<ByteSource>;
  /** `base` and further names joined with the separator of this place. */
  join(base: string, ...names: readonly string[]): string;
}

/** Where a sink writes. A file appears under its name only once it is closed; an interrupted run leaves none half written. */
export interface OutputFolder {
  create(name: string): Promise<OutputFile>;
}
export interface OutputFile {
  /** Bytes written so far. */
  readonly length: number;
  /** Takes the bytes before it resolves: the caller may use the array again then. */
  append(bytes: Uint8Array): Promise<void>;
  /** Overwrites bytes already appended: for headers that are known at the end. */
  patch(offset: number, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
