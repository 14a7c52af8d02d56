import { FormatError } from '../format-error.ts';

/** Numbers that an array may hold. */
const types = {
  bool: { bytes: 1, make: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  int8: { bytes: 1, make: (buffer: ArrayBuffer) => new Int8Array(buffer) },
  uint8: { bytes: 1, make: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  int16: { bytes: 2, make: (buffer: ArrayBuffer) => new Int16Array(buffer) },
  uint16: { bytes: 2, make: (buffer: ArrayBuffer) => new Uint16Array(buffer) },
  int32: { bytes: 4, make: (buffer: ArrayBuffer) => new Int32Array(buffer) },
  uint32: { bytes: 4, make: (buffer: ArrayBuffer) => new Uint32Array(buffer) },
  int64: { bytes: 8, make: (buffer: ArrayBuffer) => new BigInt64Array(buffer) },
  uint64: { bytes: 8, make: (buffer: ArrayBuffer) => new BigUint64Array(buffer) },
  float16: { bytes: 2, make: (buffer: ArrayBuffer) => new Uint16Array(buffer) },
  float32: { bytes: 4, make: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  float64: { bytes: 8, make: (buffer: ArrayBuffer) => new Float64Array(buffer) },
} as const;
export type ZarrType = keyof typeof types;
export const bytesOf = (type: ZarrType): number => types[type].bytes;
export const arrayOf = (type: ZarrType, buffer: ArrayBuffer) => types[type].make(buffer);

/** How the bytes of a chunk are packed. */
export type ZarrCodec = 'none' | 'zlib' | 'gzip' | 'zstd' | 'blosc';

export interface ZarrArrayHeader {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  /** `null`: no numbers (text, records). */
  readonly type: ZarrType | null;
  readonly isBigEndian: boolean;
  /** The first axis is the fastest (v2 only). */
  readonly isColumnFirst: boolean;
  readonly codec: ZarrCodec;
  readonly fill: number;
  /** Path of a chunk under the array, from its place in the grid. */
  key(place: readonly number[]): readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectIn = (value: unknown, name: string): Json => {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
};

/** JSON that must be an object. @throws FormatError */
export function parseZarrJson(text: string, file: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FormatError('damaged', { file }, `no JSON: ${(cause as Error).message}`, { cause });
  }
  if (!isObject(json)) throw new FormatError('damaged', { file }, 'its JSON is no object');
  return json;
}

/**
 * What `.zarray` (version 2) or `zarr.json` (version 3) says about an array.
 * @throws FormatError for what can't be, and `unsupported` for what we can't read: filters, shards, other compressors.
 */
export function arrayHeader(json: Json, file: string): ZarrArrayHeader {
  if (json['zarr_format'] === 2) return headerV2(json, file);
  if (json['zarr_format'] === 3 && json['node_type'] === 'array') return headerV3(json, file);
  throw new FormatError('damaged', { file }, 'it describes no Zarr array of version 2 or 3');
}

const kinds: Readonly<Record<string, ZarrType>> = {
  b1: 'bool',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

function headerV2(json: Json, file: string): ZarrArrayHeader {
  const dtype = typeof json['dtype'] === 'string' ? json['dtype'] : '';
  const type = (/^[<>|]/.test(dtype) ? kinds[dtype.slice(1)] : undefined) ?? null;
  const { compressor, filters } = json;
  if (type && Array.isArray(filters) && filters.length > 0) {
    throw new FormatError('unsupported', { file }, 'its numbers went through filters');
  }
  const separator = separatorOf(json['dimension_separator'], '.', file);
  const order = json['order'] ?? 'C';
  if (order !== 'C' && order !== 'F') throw new FormatError('damaged', { file }, 'its order is neither C nor F');
  const codec = isObject(compressor) ? codecNamed(compressor['id'], type, file) : 'none';
  return {
    ...grid(json['shape'], json['chunks'], file),
    type,
    isBigEndian: dtype.startsWith('>'),
    isColumnFirst: order === 'F',
    codec,
    fill: fillOf(json['fill_value'], type, file),
    key: (place) => (separator === '/' ? place.map(String) : [place.join('.')]),
  };
}

function headerV3(json: Json, file: string): ZarrArrayHeader {
  const name = json['data_type'];
  const type = typeof name === 'string' && Object.hasOwn(types, name) ? (name as ZarrType) : null;
  let isBigEndian = false;
  let codec: ZarrCodec = 'none';
  for (const one of Array.isArray(json['codecs']) ? (json['codecs'] as unknown[]) : []) {
    const id = isObject(one) ? one['name'] : one;
    if (id === 'bytes') isBigEndian = objectIn(one, 'configuration')['endian'] === 'big';
    else if (codec === 'none') codec = codecNamed(id, type, file);
    else throw new FormatError('unsupported', { file }, 'its chunks are packed twice');
  }
  const encoding = json['chunk_key_encoding'];
  const isOld = isObject(encoding) && encoding['name'] === 'v2';
  const separator = separatorOf(objectIn(encoding, 'configuration')['separator'], isOld ? '.' : '/', file);
  const root = isOld ? [] : ['c'];
  const chunks = objectIn(json['chunk_grid'], 'configuration')['chunk_shape'];
  return {
    ...grid(json['shape'], chunks, file),
    type,
    isBigEndian,
    isColumnFirst: false,
    codec,
    fill: fillOf(json['fill_value'], type, file),
    key: (place) => {
      const parts = [...root, ...place.map(String)];
      return separator === '/' ? parts : [parts.join('.')];
    },
  };
}

function codecNamed(id: unknown, type: ZarrType | null, file: string): ZarrCodec {
  if (id === 'zlib' || id === 'gzip' || id === 'zstd' || id === 'blosc') return id;
  // Text is passed over whatever it is packed with.
  if (type === null) return 'none';
  throw new FormatError('unsupported', { file }, `its chunks are packed with ${String(id).slice(0, 30)}`);
}

function grid(shape: unknown, chunks: unknown, file: string) {
  const sizes = (value: unknown, least: number): value is number[] =>
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((size) => Number.isInteger(size) && size >= least && size <= Number.MAX_SAFE_INTEGER);
  if (!sizes(shape, 0) || !sizes(chunks, 1) || shape.length !== chunks.length) {
    throw new FormatError('damaged', { file }, 'its shape and chunks are no whole numbers that fit together');
  }
  return { shape, chunks };
}

/** Anything else than the two that there are would name files outside of the array. */
function separatorOf(stated: unknown, usual: '.' | '/', file: string): '.' | '/' {
  if (stated === undefined) return usual;
  if (stated === '.' || stated === '/') return stated;
  throw new FormatError('damaged', { file }, 'the numbers of its chunks are parted by neither a dot nor a slash');
}

/** What stands where no chunk is; text is passed over. */
function fillOf(fill: unknown, type: ZarrType | null, file: string): number {
  if (type === null || fill === undefined || fill === null) return 0;
  const value = fill === 'NaN' || fill === 'Infinity' || fill === '-Infinity' ? Number(fill) : fill;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && (type.startsWith('float') || Number.isInteger(value))) return value;
  throw new FormatError('damaged', { file }, `its fill value is no ${type}`);
}
