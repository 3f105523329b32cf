import type { Row } from '../app/contract';
import { cut, share } from '../app/format';
import { dimensionLabel, isNothing, nothingOf, valueLabel } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { figureOf, measuresOf } from './figures';

/** Values of a dimension, most first; "Other" and "none" come last, on a quieter ground. */
export function RankedList({ widget, answer, scene }: WidgetProps) {
  const { options } = widget;
  const shown = measuresOf(answer, options)[0]!;
  const dimension = answer.dimension ?? '';
  const all = answer.rows ?? [];
  // Values that nothing happened with say nothing beside those with which something did.
  const rows = all.some((row) => row.values[shown.name]) ? all.filter((row) => row.values[shown.name] !== 0) : all;
  const named = rows.filter((row) => !isNothing(dimension, row.key));
  const unnamed = rows.filter((row) => isNothing(dimension, row.key));
  if (!named.length && unnamed.length && options.unknownHint) return <p className="widget-note">{options.unknownHint}</p>;

  const value = (row: Row) => row.values[shown.name] ?? null;
  const most = Math.max(1e-9, ...rows.map((row) => value(row) ?? 0));
  const total = answer.total?.[shown.name];
  const words = (amount: number | null) => `${nearSign(isNear(answer, shown.name), amount)}${options.share ? share(amount, total) : figureOf(amount, shown)}`;
  const titleOf = (amount: number | null) => exactTitle(amount, answer, shown.name);
  const nameOf = (row: Row) => valueLabel(dimension, row.key!, row.label);
  const bar = (amount: number | null) => (options.bars === false ? null : <i style={{ width: `${Math.min(100, ((amount ?? 0) / most) * 100).toFixed(1)}%` }} />);
  const other = answer.other?.[shown.name];
  const line = (row: Row, name: string, quiet: boolean) => {
    const inside = <>{bar(value(row))}{!quiet && dimension === 'country' && <code>{cut(row.key!, 2)}</code>}<span><bdi>{cut(name)}</bdi>{row.tenant && <small> {row.tenant}</small>}</span><b>{words(value(row))}</b></>;
    const look = quiet ? 'ranked-row ranked-quiet' : 'ranked-row';
    const { onFilter } = scene;
    return (
      <li key={`${quiet}/${row.tenant}/${row.key}`}>
        {onFilter
          ? <button type="button" className={look} title={`${cut(name)}: ${titleOf(value(row))}. Show only this ${dimensionLabel(dimension).toLowerCase()}`} onClick={() => onFilter(dimension, row.key, name, row.tenant)}>{inside}</button>
          : <div className={look} title={`${cut(name)}: ${titleOf(value(row))}`}>{inside}</div>}
      </li>
    );
  };
  return (
    <ol className="ranked">
      {named.map((row) => line(row, nameOf(row), false))}
      {other ? <li><div className="ranked-row ranked-quiet" title={titleOf(other)}>{bar(other)}<span>Other</span><b>{words(other)}</b></div></li> : null}
      {unnamed.map((row) => line(row, nothingOf(dimension), true))}
    </ol>
  );
}
