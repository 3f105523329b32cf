import { belongsTo } from '../app/analytics';
import type { Row } from '../app/contract';
import { cut, share, written } from '../app/format';
import { dimensionLabel, isNothing, measureOf, nothingOf, valueLabel } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { noneName } from './lines';
import { dimensionOf } from './questions';
import { Spark } from './Spark';
import { ErrorRate } from './Tag';

/** Values of a dimension with several figures each; the first figure has a bar and a share, and orders the rows. */
export function TableWidget({ widget, answer, extra, scene }: WidgetProps) {
  const dimension = dimensionOf(widget.query) ?? '';
  const [first, ...rest] = widget.query.measures as [string, ...string[]];
  const none = (row: Row) => isNothing(dimension, row.key);
  const rows = [...(answer.rows ?? [])].sort((a, b) => Number(none(a)) - Number(none(b)));
  const most = Math.max(1e-9, ...rows.map((row) => row.values[first] ?? 0));
  const whole = answer.total?.[first];
  const nameOf = (row: Row) => (none(row) ? nothingOf(dimension) : valueLabel(dimension, row.key!, row.label));
  const near = (row: Row, name: string) => nearSign(isNear(answer, name), row.values[name]);
  const course = (row: Row) => extra?.series?.find((series) => series.name === (row.key || noneName) && belongsTo(series, row.tenant))?.values;
  return (
    <div className="table-scroll">
      <table className="data-table data-table-fixed">
        <thead>
          <tr>
            <th>{dimensionLabel(dimension)}</th>
            <th className="num col-figure" aria-sort="descending">{measureOf(first).label}</th><th className="col-bar wide-only"><span className="sr-only">Bar</span></th>
            <th className="num wide-only col-figure">Share</th>
            {rest.map((name) => <th key={name} className="num col-figure">{name === 'errorRate' ? 'Errors' : measureOf(name).label}</th>)}
            {widget.options.spark && <th className="num col-spark">Course</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.tenant}/${row.key}`} className={none(row) ? 'row-open row-quiet' : 'row-open'} onClick={() => scene.onFilter(dimension, row.key, nameOf(row), row.tenant)}>
              <td className="name-cell">
                <button type="button" className="row-name" title={`Show only ${cut(nameOf(row), 300)}`}><bdi>{cut(nameOf(row))}</bdi>{row.tenant && <small> {row.tenant}</small>}</button>
              </td>
              <td className="num" title={exactTitle(row.values[first], answer, first)}>{near(row, first)}{written(row.values[first], measureOf(first).unit)}</td>
              <td className="wide-only"><span className="cell-bar"><i style={{ width: `${((row.values[first] ?? 0) / most) * 100}%` }} /></span></td>
              <td className="num wide-only soft">{share(row.values[first], whole)}</td>
              {rest.map((name) => (
                <td key={name} className="num soft" title={exactTitle(row.values[name], answer, name)}>{near(row, name)}{name === 'errorRate' ? <ErrorRate value={row.values[name]} /> : written(row.values[name], measureOf(name).unit)}</td>
              ))}
              {widget.options.spark && <td className="num"><Spark values={course(row)} width={84} height={20} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
