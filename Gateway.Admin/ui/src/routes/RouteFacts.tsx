import { useAnswers } from '../app/analytics';
import type { Answer, Cluster, GatewayRoute, Query } from '../app/contract';
import { figure } from '../app/format';
import type { Unit } from '../app/measures';
import { useItem, useNodes } from '../app/queries';
import { usual } from '../app/time';
import { Spark } from '../widgets/Spark';
import { healthOf } from './health';

const measures: { name: string; label: string; unit: Unit; bad?: boolean }[] = [
  { name: 'requestsPerSecond', label: 'Requests/s', unit: 'rate' }, { name: 'errorRate', label: 'Error rate', unit: 'ratio', bad: true }, { name: 'p95', label: 'p95', unit: 'ms' }, { name: 'refusals', label: 'Refusals', unit: 'count' },
];
const queries: Record<string, Query> = Object.fromEntries(measures.flatMap(({ name }) => [[name, { measures: [name], split: null }], [`${name}.course`, { measures: [name], split: 'time' }]] as [string, Query][]));

/** The route's figures of the last day, and how many of its destinations answer. */
export function RouteFacts({ route, seesClusters }: { route: GatewayRoute; seesClusters: boolean }) {
  const asked = useAnswers(route.tenant, queries, usual, { filters: [{ dimension: 'route', op: 'is', values: [route.id] }], everySeconds: 30 });
  const cluster = useItem<Cluster>(route.tenant, 'clusters', seesClusters ? route.cluster : undefined).data?.data;
  const nodes = useNodes(route.tenant).data?.items;
  const health = cluster && healthOf(cluster, nodes);
  const value = (answer: Answer | undefined) => (answer?.shape === 'number' ? answer.value : undefined);
  return (
    <dl className="card route-facts">
      {measures.map(({ name, label, unit, bad }) => {
        const { text, unit: sign } = figure(value(asked.data?.[name]), unit);
        return <div key={name}><dt>{label}</dt><dd><span className="fact-figure">{text}{sign && <small>{sign}</small>}</span><Spark values={asked.data?.[`${name}.course`]?.series?.[0]?.values} width={80} height={28} tone={bad ? 'error' : 'data'} ground /></dd></div>;
      })}
      {health && <div><dt>Destinations</dt><dd><span className="fact-figure">{health.available} of {health.all}</span><span className="soft fact-note">{health.words}</span></dd></div>}
    </dl>
  );
}
