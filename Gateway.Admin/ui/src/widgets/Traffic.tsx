import { useMemo, type CSSProperties } from 'react';
import { useAnswers } from '../app/analytics';
import type { Range } from '../app/contract';
import { CompleteUntil } from '../app/FigureBar';
import type { LabelledFilter } from '../app/search';
import { TimeRange } from '../app/TimeRange';
import type { Scene, Widget } from './contract';
import { questionsOf } from './questions';
import { WidgetFrame } from './WidgetFrame';

/** What everything that takes requests shows first; below it, what the page adds (from row 7 on). */
export const usualTraffic: Widget[] = [
  { id: 'requests', type: 'number', title: 'Requests', x: 0, y: 0, w: 3, h: 2, query: { measures: ['requests'] }, options: { spark: true } },
  { id: 'error-rate', type: 'number', title: 'Error rate', x: 3, y: 0, w: 3, h: 2, query: { measures: ['errorRate'] }, options: { spark: true, good: 'down' } },
  { id: 'p95', type: 'number', title: 'p95', x: 6, y: 0, w: 3, h: 2, query: { measures: ['p95'] }, options: { spark: true, good: 'down' } },
  { id: 'refusals', type: 'number', title: 'Refusals', x: 9, y: 0, w: 3, h: 2, query: { measures: ['refusals'] }, options: { spark: true, good: 'down' } },
  { id: 'rate', type: 'line', title: 'Requests per second', x: 0, y: 2, w: 6, h: 5, query: { measures: ['requestsPerSecond'], split: 'time' }, options: { ground: true } },
  { id: 'status', type: 'area', title: 'Status classes', x: 6, y: 2, w: 6, h: 5, query: { measures: ['requests'], split: ['time', 'statusClass'] }, options: { colours: 'status', stacked: true } },
];

/** The figures of one thing: a dashboard without settings, narrowed by the filters. One question for all of it. */
export function Traffic({ tenant, widgets, filters, range, onRange }: { tenant: string; widgets: Widget[]; filters: LabelledFilter[]; range: Range; onRange(range: Range): void }) {
  const questions = useMemo(() => questionsOf(widgets), [widgets]);
  const asked = useAnswers(tenant, questions, range, { filters, everySeconds: 60 });
  const scene: Scene = { tenant, range, filters, previous: null, onRange, onZoom: (from, to) => onRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }) };
  const until = asked.data && Object.values(asked.data).find((answer) => answer.completeUntil)?.completeUntil;
  const rows = Math.max(...widgets.map(({ y, h }) => y + h));
  return (
    <>
      <div className="filter-bar"><div className="filter-facts"><CompleteUntil time={until} stale={asked.isError} /><TimeRange range={range} onChange={onRange} /></div></div>
      <div className="grid traffic-grid" style={{ '--rows': rows } as CSSProperties}>
        {widgets.map((widget) => <WidgetFrame key={widget.id} widget={widget} answer={asked.data?.[widget.id]} extra={asked.data?.[`${widget.id}.spark`]} failure={asked.error ?? undefined} scene={scene} onRetry={() => void asked.refetch()} />)}
      </div>
    </>
  );
}
