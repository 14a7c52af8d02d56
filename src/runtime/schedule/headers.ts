import { isFramed } from '../data/kinds.ts';
import type { Calibration, LabelsHeader, MovieHeader } from '../data/movie.ts';
import { uncalibrated } from '../data/movie.ts';
import type { Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import { isLength, parseMicrons, rejectParam, type StoredParam } from '../node/params.ts';

export type Header = MovieHeader | LabelsHeader;
export type HeaderRecord = Readonly<Record<string, Header | undefined>>;
export type ParamNumbers = Readonly<Record<string, StoredParam>>;

/** The header of the first framed input that is connected, in the order of the definition's ports. */
export function mainHeader(definition: AnyNode, headers: HeaderRecord): Header | undefined {
  return Object.keys(definition.inputs)
    .map((port) => headers[port])
    .find((header) => header !== undefined);
}

/**
 * Lengths given in µm become px.
 * @throws RangeError naming the parameter where the movie's pixel size is not recorded, or the result is out of range.
 */
export function paramsInPixels(
  step: Step,
  definition: AnyNode,
  headers: HeaderRecord,
  compact: Readonly<Record<string, unknown>> = {},
): ParamNumbers {
  const out: Record<string, StoredParam> = {};
  for (const [name, value] of Object.entries(step.params)) {
    const param = definition.params[name];
    const microns = param && isLength(param) ? parseMicrons(value) : null;
    if (!param || microns === null || !isLength(param)) {
      out[name] = value;
      continue;
    }
    const pixel = calibrationOf(definition, headers, compact).pixelSize_um.x;
    if (pixel === null) {
      throw new RangeError(
        `${name} is given in µm, but the movie's pixel size is not recorded: give it in px, or set the pixel size where the movie is opened`,
      );
    }
    const inPixels = microns / (param.unit === 'px²' ? pixel * pixel : pixel);
    out[name] = param.type === 'integer' ? Math.round(inPixels) : inPixels;
    const reason = rejectParam(param, out[name]);
    if (reason) throw new RangeError(`${name} ${reason} (${value} at ${pixel} µm per px)`);
  }
  return out;
}

/** The calibration of the first framed input or, where there is none, of the first compact one that has one: tracks. */
function calibrationOf(
  definition: AnyNode,
  headers: HeaderRecord,
  compact: Readonly<Record<string, unknown>>,
): Calibration {
  const main = mainHeader(definition, headers);
  if (main) return main.calibration;
  for (const value of Object.values(compact)) {
    if (value && typeof value === 'object' && 'calibration' in value) return value.calibration as Calibration;
  }
  return uncalibrated;
}

/** Size, dtype, channels and calibration of each framed output, known before any pixel is. */
export function describeOutputs(
  definition: AnyNode,
  headers: HeaderRecord,
  params: ParamNumbers,
  compact: Readonly<Record<string, unknown>>,
): HeaderRecord {
  const base = mainHeader(definition, headers);
  if (!base) return {};
  const said = definition.describe?.(headers as never, params as never, compact as never) ?? {};
  const out: Record<string, Header> = {};
  for (const [port, { kind }] of Object.entries(definition.outputs)) {
    if (!isFramed(kind)) continue;
    const { size, calibration } = base;
    const t =
      definition.role === 'node' && definition.time.scope === 'resample'
        ? definition.time.frames(params as never, size.t)
        : size.t;
    const channels = kind === 'Movie' ? channelsOf(base, definition, params) : [];
    const header = { size: { ...size, t, c: kind === 'Movie' ? channels.length : 1 }, calibration };
    out[port] =
      kind === 'Movie' ? { ...header, dtype: 'float32', channels, ...said[port] } : { ...header, ...said[port] };
  }
  return out;
}

function channelsOf(base: Header, definition: AnyNode, params: ParamNumbers): MovieHeader['channels'] {
  const channels = 'channels' in base ? base.channels : [{ name: '', colour: null }];
  if (definition.channels !== 'one') return channels;
  return channels.slice(channelIndex(params, channels.length), channelIndex(params, channels.length) + 1);
}

/** 0-based. @throws RangeError where the movie has no such channel. */
export function channelIndex(params: ParamNumbers, count: number): number {
  const channel = Number(params['channel'] ?? 1);
  if (channel > count) throw new RangeError(`channel ${channel} is asked for, but the movie has ${count}`);
  return channel - 1;
}

/** @throws RangeError where one of the movies does not have the channel asked for. */
export function requireChannel(params: ParamNumbers, headers: HeaderRecord): void {
  for (const header of Object.values(headers))
    if (header && 'channels' in header) channelIndex(params, header.channels.length);
}

/** @throws RangeError where two framed inputs differ in frames or in width and height. */
export function requireSameFrames(definition: AnyNode, headers: HeaderRecord): void {
  const main = mainHeader(definition, headers);
  if (!main) return;
  const [mainPort] = Object.entries(headers).find(([, header]) => header === main) ?? [''];
  for (const [port, header] of Object.entries(headers)) {
    if (!header) continue;
    if (header.size.t !== main.size.t) {
      throw new RangeError(
        `${port} has ${header.size.t} frames, but ${mainPort} has ${main.size.t}: connect movies of one length`,
      );
    }
    const isImage = definition.inputs[port]?.kind !== 'Spots' && definition.inputs[mainPort]?.kind !== 'Spots';
    if (isImage && (header.size.x !== main.size.x || header.size.y !== main.size.y)) {
      throw new RangeError(
        `${port} is ${header.size.x} × ${header.size.y} px, but ${mainPort} is ${main.size.x} × ${main.size.y}: connect movies of one size`,
      );
    }
  }
}
