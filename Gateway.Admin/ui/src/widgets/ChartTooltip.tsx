import { cut } from '../app/format';
import { lineFigure, type Plot } from './lines';

export const wholeDay = 86_400_000;

/** "10:15 – 10:30", or the day where a bucket is one or more. */
export function spanWords({ buckets, step, clock }: Pick<Plot, 'buckets' | 'step' | 'clock'>, at: number): string {
  const start = buckets[at]!;
  const end = buckets[at + 1] ?? start + step;
  return step >= wholeDay ? clock.day(start) : `${clock.clock(start)} – ${clock.clock(end)}`;
}

/** The bucket under the pointer: its span, and a row for each series in the order of the legend. */
export function ChartTooltip({ plot, at, x, width }: { plot: Plot; at: number; x: number; width: number }) {
  const start = plot.buckets[at]!;
  const left = x > width / 2;
  const near = plot.lines.find((line) => line.near)?.near;
  return (
    <div className="chart-tooltip" style={left ? { right: width - x + 12 } : { left: x + 12 }}>
      <div className="chart-tooltip-head">
        {spanWords(plot, at)}
        {plot.step < wholeDay && <span> {plot.clock.day(start)}</span>}
        {at >= plot.firstPartial && <span> unfinished</span>}
      </div>
      {plot.lines.map((line) => (
        <div key={line.key} className="chart-tooltip-row">
          <i className={signOf(plot, line.dashed)} style={{ color: line.colour }} />
          <span>{cut(line.label, 40)}</span>
          <b>{lineFigure(line, line.values[at])}</b>
        </div>
      ))}
      {near && <div className="chart-tooltip-foot">{near}</div>}
    </div>
  );
}

/** A square for what is filled, a line for what is a line. */
export const signOf = ({ kind, stacked }: Pick<Plot, 'kind' | 'stacked'>, dashed?: boolean) => (dashed ? 'sign-dash' : stacked || kind === 'bar' ? 'sign-square' : 'sign-line');
