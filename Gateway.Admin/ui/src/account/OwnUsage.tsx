import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { get } from '../app/client';
import type { Answers, Range } from '../app/contract';
import { figure } from '../app/format';
import { CompleteUntil } from '../app/FigureBar';
import { LoadFailed } from '../app/listParts';
import { measureOf } from '../app/measures';
import { parameters } from '../app/queries';
import { zone } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import type { Scene, Widget } from '../widgets/contract';
import { Waiting } from '../widgets/Waiting';
import { WidgetFrame } from '../widgets/WidgetFrame';
import { usageOf } from './usage';

const chart: Widget = { id: 'own-usage', type: 'line', title: 'Your requests', x: 0, y: 0, w: 12, h: 4, query: { measures: ['requests'], split: 'time' }, options: { ground: true } };

const useUsage = ({ from, to }: Range) =>
  useQuery({ queryKey: ['usage', from, to], queryFn: async ({ signal }) => (await get<Answers>(`/me/usage?${parameters({ from, to, zone })}`, { signal })).results });

/** What one asked of the gateway's routes oneself. */
export function OwnUsage({ tenant, range }: { tenant: string; range: Range }) {
  const navigate = useNavigate();
  const asked = useUsage(range);
  const go = (next: Range) => void navigate({ to: '/t/$tenant/profile', params: { tenant }, search: next, replace: true, resetScroll: false });
  const usage = asked.data && usageOf(asked.data);
  const scene: Scene = { tenant, range, previous: null, onFilter: () => {}, onZoom: (from, to) => go({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }) };
  return (
    <section className="card section-card" aria-labelledby="own-usage">
      <header>
        <div><h2 id="own-usage">Your usage</h2></div>
        <CompleteUntil time={usage?.completeUntil} stale={asked.isError} /><TimeRange range={range} onChange={go} />
        <p>Requests through the gateway that it counts as yours: those with a token (JWT) of your identity provider, on routes that ask for one.</p>
      </header>
      <div className="section-body">
        {asked.isError && !usage ? <LoadFailed what="Your usage" error={asked.error} onRetry={() => void asked.refetch()} />
          : !usage ? <Waiting lines={1} height={200} />
          : usage.empty ? <p className="soft">None in this range. Calls with an API key alone are counted for the key’s consumer, not for a person.</p>
          : (
            <>
              <dl className="usage-figures">{usage.figures.map(({ measure, value }) => {
                const { text, unit } = figure(value, measureOf(measure).unit);
                return <div key={measure}><dt>{measureOf(measure).label}</dt><dd className="kpi-value">{text}{unit && <small>{unit}</small>}</dd></div>;
              })}</dl>
              {usage.course && <div className="usage-chart"><WidgetFrame widget={chart} answer={usage.course} scene={scene} onRetry={() => void asked.refetch()} /></div>}
            </>
          )}
      </div>
    </section>
  );
}
