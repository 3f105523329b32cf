import type { Row } from '../app/contract';
import { cut, share, written } from '../app/format';
import { dimensionLabel, isNothing, measureOf, nothingOf, valueLabel } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { dimensionOf } from './questions';

/** Values of a dimension, most first; "Other" and "none" come last, on a quieter ground. */
export function RankedList({ widget, answer, scene }: WidgetProps) {
  const measure = widget.query.measures[0]!;
  const dimension = dimensionOf(widget.query) ?? '';
  const { unit } = measureOf(measure);
  const rows = answer.rows ?? [];
  const named = rows.filter((row) => !isNothing(dimension, row.key));
  const unnamed = rows.filter((row) => isNothing(dimension, row.key));
  if (!named.length && unnamed.length && widget.options.unknownHint) return <p className="widget-note">{widget.options.unknownHint}</p>;

  const value = (row: Row) => row.values[measure] ?? null;
  const most = Math.max(1e-9, ...rows.map((row) => value(row) ?? 0));
  const total = answer.total?.[measure];
  const shown = (amount: number | null) => `${nearSign(isNear(answer, measure), amount)}${widget.options.share ? share(amount, total) : written(amount, unit)}`;
  const titleOf = (amount: number | null) => exactTitle(amount, answer, measure);
  const nameOf = (row: Row) => valueLabel(dimension, row.key!, row.label);
  const bar = (amount: number | null) => `${Math.min(100, ((amount ?? 0) / most) * 100).toFixed(1)}%`;
  const other = answer.other?.[measure];
  return (
    <ol className="ranked">
      {named.map((row) => (
        <li key={`${row.tenant}/${row.key}`}>
          <button type="button" className="ranked-row" title={`${cut(nameOf(row))}: ${titleOf(value(row))}. Show only this ${dimensionLabel(dimension).toLowerCase()}`}
            onClick={() => scene.onFilter(dimension, row.key!, nameOf(row), row.tenant)}>
            <i style={{ width: bar(value(row)) }} />
            {dimension === 'country' && <code>{cut(row.key!, 2)}</code>}
            <span><bdi>{cut(nameOf(row))}</bdi>{row.tenant && <small> {row.tenant}</small>}</span><b>{shown(value(row))}</b>
          </button>
        </li>
      ))}
      {other ? <li><div className="ranked-row ranked-quiet" title={titleOf(other)}><i style={{ width: bar(other) }} /><span>Other</span><b>{shown(other)}</b></div></li> : null}
      {unnamed.map((row) => (
        <li key={`none/${row.key}/${row.tenant}`}><button type="button" className="ranked-row ranked-quiet" title={titleOf(value(row))} onClick={() => scene.onFilter(dimension, row.key, nothingOf(dimension), row.tenant)}><i style={{ width: bar(value(row)) }} /><span>{nothingOf(dimension)}{row.tenant && <small> {row.tenant}</small>}</span><b>{shown(value(row))}</b></button></li>
      ))}
    </ol>
  );
}
