import { cut, share } from '../app/format';
import { dimensionLabel } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import { useColours } from '../app/theme';
import type { WidgetProps } from './contract';
import { figureOf, measuresOf } from './figures';
import { sector, type Slice, slicesOf } from './slices';

/** Parts of a whole; beside them their names and figures, which are the buttons: a slice can be too thin to hit. */
function Pie({ widget, answer, scene, hole }: WidgetProps & { hole: number }) {
  const { palette, series } = useColours();
  const shown = measuresOf(answer, widget.options)[0]!;
  const slices = slicesOf(answer, shown.name, palette, series);
  const whole = slices.reduce((sum, { value }) => sum + value, 0);
  const dimension = answer.dimension ?? '';
  const near = nearSign(isNear(answer, shown.name), whole);
  const { onFilter } = scene;
  const choose = ({ row, name }: Slice) => (row && onFilter ? () => onFilter(dimension, row.key, name, row.tenant) : undefined);
  const words = (slice: Slice) => `${cut(slice.name)}: ${exactTitle(slice.value, answer, shown.name)}`;
  let before = 0;
  const parts = slices.map((slice) => ({ slice, from: before / whole, to: (before += slice.value) / whole }));
  if (!slices.length) return <p className="widget-note">{`${shown.label}: 0 in this range.`}</p>;
  return (
    <div className="pie">
      <div className="pie-picture">
        <svg viewBox="0 0 200 200" aria-hidden="true" data-picture>
          {parts.map(({ slice, from, to }) => <path key={slice.id} d={sector(from, to, hole)} fill={slice.colour} fillRule="evenodd" className={choose(slice) && 'pie-open'} onClick={choose(slice)}><title>{words(slice)}</title></path>)}
        </svg>
        {hole > 0 && <div className="pie-whole"><b>{near}{figureOf(whole, shown, true)}</b><span>{shown.label}</span></div>}
      </div>
      <ul className="pie-legend" aria-label={`${shown.label} by ${dimensionLabel(dimension).toLowerCase()}`}>
        {slices.map((slice) => {
          const act = choose(slice);
          const inside = <><i className="sign-square" style={{ color: slice.colour }} /><span><bdi>{cut(slice.name, 60)}</bdi></span><b>{widget.options.share === false ? figureOf(slice.value, shown) : share(slice.value, whole)}</b></>;
          return <li key={slice.id}>{act ? <button type="button" className="legend-item pie-row" title={`${words(slice)}. Show only this ${dimensionLabel(dimension).toLowerCase()}`} onClick={act}>{inside}</button> : <div className="legend-item pie-row" title={words(slice)}>{inside}</div>}</li>;
        })}
      </ul>
    </div>
  );
}

export const PieWidget = (props: WidgetProps) => <Pie {...props} hole={0} />;
export const DonutWidget = (props: WidgetProps) => <Pie {...props} hole={60} />;
