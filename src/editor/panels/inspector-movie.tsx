import { Text } from '@mantine/core';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { NodeFace } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import { documentStore } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { numberText } from './typed-value.ts';
import { type Header, useHeader } from './use-incoming.ts';

interface Props {
  readonly id: string;
  readonly face: NodeFace;
}

/** Size, axes and calibration of what a node gives, in one or two lines. */
export function MovieFacts({ id, face }: Props) {
  const document = useStore(documentStore, (state) => state.document);
  const path = useStore(documentStore, (state) => state.path);
  const port = face.outputs.find(({ kind }) => isFramed(kind));
  const header = useHeader(port ? outputOf(document, path, id, port.name, catalog) : null);
  if (!port || !header) return null;
  return (
    <Text size="xs" className={classes['facts']} aria-label={`Size and calibration of ${port.name}`}>
      {factsOf(header)
        .map((fact) => fact.replaceAll(' ', '\u00a0'))
        .join(' · ')}
    </Text>
  );
}

/** "512 × 512 px", "100 frames", "2 channels: DAPI, GFP", "uint16", "0.65 µm per px", "5 min between frames". */
export function factsOf(header: Header): readonly string[] {
  const { size, calibration } = header;
  const { x, y, z } = calibration.pixelSize_um;
  const facts = [`${size.x} × ${size.y} px`];
  if (size.z > 1) facts.push(`${size.z} planes`);
  facts.push(`${size.t} ${size.t === 1 ? 'frame' : 'frames'}`);
  if ('channels' in header) {
    const names = header.channels.map(({ name }) => name).filter((name) => name !== '');
    const count = `${header.channels.length} ${header.channels.length === 1 ? 'channel' : 'channels'}`;
    facts.push(names.length > 0 ? `${count}: ${names.join(', ')}` : count, header.dtype);
  }
  if (x === null) facts.push('pixel size not recorded');
  else
    facts.push(x === y || y === null ? `${numberText(x)} µm per px` : `${numberText(x)} × ${numberText(y)} µm per px`);
  if (size.z > 1 && z !== null) facts.push(`planes ${numberText(z)} µm apart`);
  if (size.t > 1) facts.push(intervalText(calibration.frameInterval_s, calibration.times_s !== null));
  return facts;
}

function intervalText(interval_s: number | null, hasStamps: boolean): string {
  if (hasStamps) return 'time stamps for each frame';
  if (interval_s === null) return 'frame interval not recorded';
  return `${interval_s >= 120 ? `${numberText(interval_s / 60)} min` : `${numberText(interval_s)} s`} between frames`;
}
