import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import { cut, share } from '../app/format';
import { dimensionLabel } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { figureOf, reached, type Shown } from './figures';
import { courseOf, sorted, type Sorting, tableOf, type TableRow } from './rows';
import { Spark } from './Spark';
import { ErrorRate, Tag } from './Tag';

/** Rows with several figures each, ordered by a click on a head; the first figure has a bar, and a share of the whole. */
export function TableWidget({ widget, answer, extra, scene }: WidgetProps) {
  const { options } = widget;
  const table = tableOf(answer, options, dimensionLabel, scene.clock, widget.w > 4);
  const [chosen, setChosen] = useState<Sorting | null>(options.sort ?? null);
  const { columns, dimension } = table;
  const first = columns[0];
  // An answer by rank comes in the order of its first measure.
  const order = chosen ?? (dimension && first ? { column: first.name, desc: true } : null);
  const rows = chosen ? sorted(table.rows, chosen) : sorted(table.rows, null);
  const most = Math.max(1e-9, ...rows.map((row) => (first ? (row.values[first.name] ?? 0) : 0)));
  const bars = Boolean(dimension) && options.bars !== false;
  const shares = Boolean(dimension && first && first.unit !== 'ratio' && first.unit !== 'ms') && (options.share ?? columns.length <= 3);
  const whole = first ? answer.total?.[first.name] : undefined;
  // Figures never take the room of the name: a narrow widget is scrolled instead.
  const room = { '--figures': columns.length, '--beside': `${(bars ? 70 : 0) + (shares ? 92 : 0) + (options.spark && dimension ? 116 : 0)}px` } as CSSProperties;
  const head = (column: string, label: string, figures: boolean) => {
    const now = order?.column === column ? order : undefined;
    const Arrow = now?.desc ? IconArrowDown : IconArrowUp;
    return (
      <th key={column} className={figures ? 'num col-figure' : undefined} aria-sort={now ? (now.desc ? 'descending' : 'ascending') : undefined}>
        <button type="button" onClick={() => setChosen({ column, desc: now ? !now.desc : figures })}>{label}{now && <Arrow size={12} stroke={2} aria-hidden="true" />}</button>
      </th>
    );
  };
  const { onFilter } = scene;
  return (
    <div className="table-scroll" tabIndex={rows.length > 12 ? 0 : undefined}>
      <table className={!dimension || columns.length > 7 ? 'data-table' : 'data-table data-table-fixed table-figures'} style={room}>
        <thead>
          <tr>
            {head('', table.head, false)}
            {first && head(first.name, first.label, true)}
            {bars && <th className="col-bar wide-only"><span className="sr-only">Bar</span></th>}
            {shares && <th className="num wide-only col-figure">Share</th>}
            {columns.slice(1).map((one) => head(one.name, one.name === 'errorRate' && first?.name !== 'errors' ? 'Errors' : one.label, true))}
            {options.spark && dimension && <th className="num col-spark">Course</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const narrows = onFilter && dimension && row.key !== undefined;
            return (
              <tr key={row.id} className={[narrows ? 'row-open' : '', row.quiet ? 'row-quiet' : ''].join(' ').trim() || undefined} onClick={narrows ? () => onFilter(dimension, row.key!, row.name, row.tenant) : undefined}>
                <td className="name-cell">
                  {narrows
                    ? <button type="button" className="row-name" title={`Show only ${cut(row.name, 300)}`}><bdi>{cut(row.name)}</bdi>{row.tenant && <small> {row.tenant}</small>}</button>
                    : <span className={row.time === undefined ? 'row-name' : undefined}><bdi>{cut(row.name)}</bdi>{row.tenant && <small> {row.tenant}</small>}</span>}
                </td>
                {first && cell(row, first, false)}
                {bars && <td className="wide-only"><span className="cell-bar"><i style={{ width: `${((row.values[first!.name] ?? 0) / most) * 100}%` }} /></span></td>}
                {shares && <td className="num wide-only soft">{share(row.values[first!.name], whole)}</td>}
                {columns.slice(1).map((one) => cell(row, one, true))}
                {options.spark && dimension && <td className="num"><Spark values={courseOf(extra, row)} width={84} height={20} /></td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );

  function cell(row: TableRow, column: Shown, soft: boolean) {
    const measure = row.units && column.name !== 'change' ? row.units : column;
    const value = row.values[column.name];
    const beyond = reached(value, options.thresholds, measure.good);
    const text = figureOf(value, measure);
    return (
      <td key={column.name} className={soft ? 'num soft' : 'num'} title={exactTitle(value, answer, measure.name)}>
        {nearSign(isNear(answer, measure.name), value)}
        {beyond ? <Tag tone={beyond.color}>{text}</Tag> : column.name === 'errorRate' && !options.thresholds?.length ? <ErrorRate value={value} /> : text}
      </td>
    );
  }
}
