import { Button, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconZoomReset } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Figure } from '../../../runtime/data/figure.ts';
import { csvOf, withCautions } from '../../../runtime/formats/csv.ts';
import type { Zoom } from '../../../runtime/formats/figure-layout.ts';
import type { OutputValue } from '../../session/session.ts';
import { blobOf, download, fileNameOf } from '../export-file.ts';
import type { ResultOutput } from '../outputs.ts';
import { pngOf, svgOf } from './export-figure.ts';
import classes from './figure.module.css';
import { FigureCanvas } from './figure-canvas.tsx';
import { figureTracks } from './figure-tracks.ts';
import { useFigureOrigin } from './use-figure-origin.ts';

const whole: Zoom = new Map();

/** A figure to look into, and to take away. */
export function FigureView({ output, held }: { readonly output: ResultOutput; readonly held: OutputValue }) {
  const figure = held.value as Figure;
  const [zoom, setZoom] = useState<Zoom>(whole);
  const [fault, setFault] = useState<string | null>(null);
  const origin = useFigureOrigin(output.step);
  const tracks = useMemo(() => figureTracks(figure, origin), [figure, origin]);
  const name = fileNameOf(figure.title || output.title, 'figure');
  const save = (suffix: string, content: () => Promise<Blob> | Blob) => {
    setFault(null);
    Promise.resolve()
      .then(content)
      .then(
        (blob) => download(`${name}${suffix}`, blob),
        (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
      );
  };
  return (
    <div className={classes['view']}>
      <FigureCanvas
        figure={figure}
        label={output.title}
        tracks={tracks}
        zoom={zoom}
        onZoom={(next) => setZoom((old) => (next === null ? whole : next(old)))}
      />
      <div className={classes['tools']}>
        {zoom.size > 0 && (
          <Tooltip label="Show all (double click, or 0)" withinPortal>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconZoomReset size={13} />}
              onClick={() => setZoom(whole)}
            >
              Show all
            </Button>
          </Tooltip>
        )}
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="compact-xs" variant="light" leftSection={<IconDownload size={13} />}>
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>With the graph that made it</Menu.Label>
            <Menu.Item onClick={() => save('.svg', () => new Blob([svgOf(figure, held)], { type: 'image/svg+xml' }))}>
              SVG, for papers
            </Menu.Item>
            <Menu.Item onClick={() => save('.png', () => pngOf(figure, held))}>PNG, for slides</Menu.Item>
            {figure.tables.map(({ name: of, table }, i) => (
              <Menu.Item
                key={of}
                onClick={() =>
                  save(i === 0 ? '.csv' : `-${of}.csv`, () =>
                    blobOf(
                      csvOf(withCautions(table, [...held.cautions, ...figure.cautions]), 'comment', held.provenance),
                      'text/csv',
                    ),
                  )
                }
              >
                CSV: {of}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {fault !== null && (
        <div role="alert" className={classes['fault']}>
          {fault}
        </div>
      )}
    </div>
  );
}
