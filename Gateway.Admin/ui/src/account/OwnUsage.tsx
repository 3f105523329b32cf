import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import { get } from '../app/client';
import type { Answers, Range, SignInMethod } from '../app/contract';
import { cut, figure, written } from '../app/format';
import { CompleteUntil } from '../app/FigureBar';
import { LoadFailed } from '../app/listParts';
import { measureOf } from '../app/measures';
import { parameters } from '../app/queries';
import { zone } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import type { Scene, Widget } from '../widgets/contract';
import { NotCovered } from '../widgets/NotCovered';
import { Waiting, WidgetError } from '../widgets/Waiting';
import { WidgetFrame } from '../widgets/WidgetFrame';
import { usageOf } from './usage';

const chart: Widget = { id: 'own-usage', type: 'line', title: 'Your requests', x: 0, y: 0, w: 12, h: 4, query: { measures: ['requests'], split: 'time' }, options: { ground: true } };

/** In one tenant, or in all that one may see; whosever routes the calls went to, they are one's own. */
const useUsage = (tenant: string, { from, to }: Range) => useQuery({
  queryKey: ['usage', tenant, from, to],
  queryFn: async ({ signal }) => (await get<Answers>(`/me/usage?${parameters({ from, to, zone })}`, { tenant: tenant === allTenants ? undefined : tenant, signal })).results,
  placeholderData: keepPreviousData,
});

/** How the gateway knows which calls are whose. */
const counted = {
  oidc: 'The gateway counts requests as yours that carry a token (JWT) of your identity provider, on routes that ask for one.',
  password: 'The gateway counts requests as yours whose API key has your sign-in name as its consumer.',
};

/** What one asked of the gateway's routes oneself. */
export function OwnUsage({ tenant, range, method }: { tenant: string; range: Range; method: SignInMethod }) {
  const navigate = useNavigate();
  const asked = useUsage(tenant, range);
  const go = (next: Range) => void navigate({ to: '/t/$tenant/profile', params: { tenant }, search: next, replace: true, resetScroll: false });
  const usage = asked.data && usageOf(asked.data);
  const scene: Scene = { tenant, range, previous: null, onFilter: () => {}, onZoom: (from, to) => go({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }), onRange: go };
  return (
    <section className="card section-card" aria-labelledby="own-usage">
      <header>
        <div><h2 id="own-usage">Your usage</h2></div>
        <CompleteUntil time={usage?.completeUntil} stale={asked.isError} /><TimeRange range={range} onChange={go} />
        <p>{counted[method]}</p>
      </header>
      <div className="section-body">
        {asked.isError && !usage ? <LoadFailed what="Your usage" error={asked.error} onRetry={() => void asked.refetch()} />
          : !usage ? <Waiting lines={1} height={200} />
          : usage.problem?.coveredFrom ? <NotCovered problem={usage.problem} coveredFrom={usage.problem.coveredFrom} small={false} onRange={go} />
          : usage.problem ? <WidgetError error={usage.problem} onRetry={() => void asked.refetch()} />
          : usage.empty ? <p className="soft">No request in this range was counted as yours.</p>
          : (
            <>
              <dl className="usage-figures">{usage.figures.map(({ measure, value }) => {
                const { text, unit } = figure(value, measureOf(measure).unit);
                return <div key={measure}><dt>{measureOf(measure).label}</dt><dd className="kpi-value">{text}{unit && <small>{unit}</small>}</dd></div>;
              })}</dl>
              {usage.course && <div className="usage-chart"><WidgetFrame widget={chart} answer={usage.course} scene={scene} onRetry={() => void asked.refetch()} /></div>}
              {usage.routes.length > 0 && <dl className="usage-routes" aria-label="Most called routes">{usage.routes.map(({ label, tenant: owner, requests }) => <div key={`${owner}/${label}`}><dt><bdi>{cut(label, 80)}</bdi>{owner && <small> {owner}</small>}</dt><dd>{written(requests, 'count')}</dd></div>)}</dl>}
            </>
          )}
      </div>
    </section>
  );
}
