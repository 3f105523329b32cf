import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { ApiError, messageOf } from '../app/client';
import { cut, sentence } from '../app/format';
import { clock, date, day } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { chartsOf, type Firing, firingsOf } from './backTest';
import { BackTestChart } from './BackTestChart';
import type { AlertBody } from './contract';
import { lengthWords, secondsOf } from './durations';
import { rangeSearch } from './range';
import { useBackTest } from './useAlertAnswers';
import { observed } from './words';

const spans = [{ value: 'now-24h', label: 'Day' }, { value: 'now-7d', label: 'Week' }, { value: 'now-30d', label: 'Month' }];
const most = 50;

/** When an alert would have fired, by the same code as live. `body`: null while it is not whole; what was tried last stays in sight. */
export function BackTest({ tenant, body, words }: { tenant: string; body: AlertBody | null; words: string }) {
  const [from, setFrom] = useState('now-24h');
  const [late] = useDebouncedValue(body, 700);
  const [settled, setSettled] = useState(body);
  useEffect(() => { if (late) setSettled(late); }, [late]);
  const asked = useBackTest(tenant, settled, from);
  const { data } = asked;
  const charts = useMemo(() => (data && settled ? chartsOf(data, settled.when, settled) : []), [data, settled]);
  const firings = useMemo(() => (data ? firingsOf(data.changes, data.series) : []), [data]);
  return (
    <section className="card back-test" aria-labelledby="back-test" aria-busy={asked.isFetching || undefined}>
      <header><h2 id="back-test">Back-test</h2><span className="soft ellipsis" title={words}>{words}</span><SegmentedControl size="xs" aria-label="How far back" data={spans} value={from} onChange={setFrom} /></header>
      {(body ?? settled)?.when.health ? <p className="back-note">It looks at the gateway itself, of which no past is kept. Above stands what it sees now.</p>
        : !settled && !data ? <p className="back-note">It begins when the alert can be read: a name and a condition that the gateway understands.</p>
        : asked.isError ? <Failed error={asked.error} onRetry={() => void asked.refetch()} onDay={from === 'now-24h' ? undefined : () => setFrom('now-24h')} />
        : !data ? <Waiting lines={1} height={240} />
        : (
          <div className={asked.isPlaceholderData || !body ? 'back-old' : undefined}>
            <p className="back-sum" role="status">{summary(firings, Date.parse(data.to), data.firings)}</p>
            {charts.map((chart, at) => (
              <div key={chart.path} className="back-one">
                {charts.length > 1 && <h3>{chart.isNot && 'Not: '}{chart.label}</h3>}
                <BackTestChart chart={chart} firings={firings} from={Date.parse(data.from)} to={Date.parse(data.to)} numbered={at === 0} small={charts.length > 1} />
              </div>
            ))}
            {!charts.length && <p className="back-note">There was nothing to judge by in all this time.</p>}
            {firings.length > 0 && <FiringTable tenant={tenant} alert={settled} firings={firings} now={Date.parse(data.to)} />}
            <Cannot gaps={data.cannotTell} />
          </div>
        )}
    </section>
  );
}

function summary(firings: Firing[], now: number, count: number) {
  if (!count) return <>Would <b>not have fired</b>.</>;
  const seconds = firings.reduce((sum, { from, to }) => sum + ((to ?? now) - from) / 1000, 0);
  return <>Would have fired <b>{count === 1 ? 'once' : `${count.toLocaleString()} times`}</b>, {lengthWords(Math.round(seconds / (seconds > 3600 ? 60 : 1)) * (seconds > 3600 ? 60 : 1))} in all.</>;
}

interface TableProps { tenant: string; alert: AlertBody | null; firings: Firing[]; now: number }

/** The firings, newest first, with the numbers of the triangles. */
export function FiringTable({ tenant, alert, firings, now }: TableProps) {
  const shown = [...firings].reverse().slice(0, most);
  const split = firings.some(({ label }) => label);
  return (
    <div className="table-scroll">
      <table className="data-table firing-table">
        <thead><tr><th>#</th>{split && <th>Of</th>}<th>Fired</th><th>Resolved</th><th className="num">Lasted</th><th className="num">Peak</th><th><span className="sr-only">Dashboard</span></th></tr></thead>
        <tbody>{shown.map((firing) => (
          <tr key={firing.number}>
            <td className="firing-number">{firing.number}</td>
            {split && <td><bdi>{cut(firing.label, 40)}</bdi></td>}
            <td className="firing-from">{day(firing.from)}, {clock(firing.from)}</td>
            <td className="soft">{firing.to === null ? 'Still firing' : day(firing.to) === day(firing.from) ? clock(firing.to) : `${day(firing.to)}, ${clock(firing.to)}`}</td>
            <td className="num">{lengthWords(Math.round(((firing.to ?? now) - firing.from) / 1000))}</td>
            <td className="num">{observed(firing.peak, firing.unit)}</td>
            <td className="num"><Link to="/t/$tenant/dashboards/$dashboard" params={{ tenant, dashboard: alert?.dashboard ?? 'overview' }} search={rangeSearch(firing.from - 1000 * (secondsOf(alert?.window ?? '') ?? 300), firing.to ?? now, alert, firing.instance)} aria-label={`Open range of firing ${firing.number}`}>Open range</Link></td>
          </tr>
        ))}</tbody>
      </table>
      {firings.length > most && <p className="back-note">The newest {most} of {firings.length} are shown.</p>}
    </div>
  );
}

function Cannot({ gaps }: { gaps: { from: string; to: string; reason: string }[] }) {
  const shown = gaps.slice(0, 3);
  return (
    <p className="back-note">
      {shown.map((gap) => `${date(gap.from)}, ${clock(gap.from)} – ${date(gap.to) === date(gap.from) ? '' : `${date(gap.to)}, `}${clock(gap.to)} cannot be told: ${sentence(gap.reason)} `)}
      {gaps.length > shown.length && `And ${gaps.length - shown.length} more stretches. `}Same code as the live check.
    </p>
  );
}

const Failed = ({ error, onRetry, onDay }: { error: unknown; onRetry(): void; onDay?(): void }) => {
  const refused = error instanceof ApiError && error.status === 422;
  return (
    <div className="back-failed" role="alert">
      <p>{refused ? Object.values((error as ApiError).fields).flat().map(sentence).join(' ') || sentence(messageOf(error)) : sentence(messageOf(error))}</p>
      {onDay && <Button variant="default" size="xs" onClick={onDay}>Only the last day</Button>}
      {!refused && <Button variant="default" size="xs" onClick={onRetry}>Retry</Button>}
    </div>
  );
};
