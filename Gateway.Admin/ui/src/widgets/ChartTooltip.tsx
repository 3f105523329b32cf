import { cut } from '../app/format';
import { clock, day } from '../app/time';
import { lineFigure, type Plot } from './lines';

/** The bucket under the pointer: its span, and a row for each series in the order of the legend. */
export function ChartTooltip({ plot, at, x, width, square }: { plot: Plot; at: number; x: number; width: number; square: boolean }) {
  const start = plot.buckets[at]!;
  const end = plot.buckets[at + 1] ?? start + plot.step;
  const whole = plot.step >= 86_400_000;
  const left = x > width / 2;
  const near = plot.lines.find((line) => line.near)?.near;
  return (
    <div className="chart-tooltip" style={left ? { right: width - x + 12 } : { left: x + 12 }}>
      <div className="chart-tooltip-head">
        {whole ? day(start) : `${clock(start)} – ${clock(end)}`}
        {!whole && <span> {day(start)}</span>}
        {at >= plot.firstPartial && <span> unfinished</span>}
      </div>
      {plot.lines.map((line) => (
        <div key={line.key} className="chart-tooltip-row">
          <i className={square ? 'sign-square' : line.dashed ? 'sign-dash' : 'sign-line'} style={{ color: line.colour }} />
          <span>{cut(line.label, 40)}</span>
          <b>{lineFigure(line, line.values[at])}</b>
        </div>
      ))}
      {near && <div className="chart-tooltip-foot">{near}</div>}
    </div>
  );
}
