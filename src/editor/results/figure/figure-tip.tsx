import type { Figure } from '../../../runtime/data/figure.ts';
import type { FigurePage } from '../../../runtime/formats/figure-page.ts';
import { shownCell } from '../table/cell-text.ts';
import classes from './figure.module.css';
import type { Hit } from './figure-hits.ts';
import type { FigureTracks } from './figure-tracks.ts';

interface FigureTipProps {
  readonly hit: Hit;
  readonly figure: Figure;
  readonly tracks: FigureTracks;
  readonly page: FigurePage;
}

/** Values of the point under the pointer, beside it. */
export function FigureTip({ hit, figure, tracks, page }: FigureTipProps) {
  const { mark } = hit.drawn;
  const table = figure.tables.find(({ name }) => name === mark.table)?.table;
  const named = tracks.of(mark.table, hit.row);
  const names = [...new Set([mark.x, mark.right, mark.y, mark.colour, mark.size].filter((one) => one !== undefined))];
  const rows = names.flatMap((name) => table?.columns.find((column) => column.name === name) ?? []);
  const isRight = hit.x > page.width * 0.65;
  return (
    <div
      className={classes['tip']}
      style={{
        left: isRight ? undefined : hit.x + 12,
        right: isRight ? page.width - hit.x + 12 : undefined,
        top: Math.max(4, hit.y - 12 - 18 * rows.length),
      }}
    >
      {named.length > 0 && (
        <strong>{named.length === 1 ? `Track ${named[0]}` : `${named.length} tracks of one lineage`}</strong>
      )}
      {mark.label !== undefined && <em>{mark.label}</em>}
      <dl>
        {rows.map((column) => (
          <div key={column.name}>
            <dt>{column.name.replaceAll('_', ' ')}</dt>
            <dd>
              {shownCell(column, hit.row)} {column.unit === '1' ? '' : column.unit}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
