import type { Clock } from '../app/clock';
import type { Answer, Range } from '../app/contract';
import { AreaWidget } from '../widgets/TimeWidget';
import type { Widget } from '../widgets/contract';

const widget: Widget = {
  id: 'statuses', type: 'area', title: 'Requests by status class', x: 0, y: 0, w: 12, h: 2,
  query: { measures: ['requests'], split: ['time', 'statusClass'] }, options: { colours: 'status', stacked: true },
};

/** What is asked beside the list: how many there are, and when. */
export const questions = { count: { measures: ['requests'], split: null }, statuses: { measures: ['requests'], split: ['time', 'statusClass'] as ['time', string] } };

/** When they were, small, above the list; brushing it narrows the range. */
export function Overview({ tenant, answer, range, clock, onRange }: { tenant: string; answer: Answer; range: Range; clock: Clock; onRange(range: Range): void }) {
  if (answer.error || !answer.buckets?.length) return null;
  return (
    <section className="card request-chart" aria-label={widget.title}>
      <AreaWidget widget={widget} answer={answer} scene={{ tenant, range, clock, previous: null, onZoom: (from, to) => onRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }) }} />
    </section>
  );
}
