import { useMemo } from 'react';
import { messageOf } from '../app/client';
import { sentence } from '../app/format';
import { Waiting } from '../widgets/Waiting';
import { bodyOf } from './alertForm';
import { chartsOf, firingsOfLog } from './backTest';
import { BackTestChart } from './BackTestChart';
import { FiringTable } from './BackTest';
import type { Alert, AlertEvent } from './contract';
import { useBackTest } from './useAlertAnswers';

/** The last day of each condition, with what it really did: the firings are those of the log. */
export function AlertCourse({ alert, events }: { alert: Alert; events: AlertEvent[] | undefined }) {
  const body = useMemo(() => bodyOf({ ...alert }), [alert]);
  const asked = useBackTest(alert.tenant, body, 'now-24h');
  const { data } = asked;
  const charts = useMemo(() => (data ? chartsOf(data, body.when, body) : []), [data, body]);
  const firings = useMemo(() => {
    const since = data ? Date.parse(data.from) : 0;
    return firingsOfLog(events ?? [], data?.series).filter(({ to }) => to === null || to > since).map((one, at) => ({ ...one, number: at + 1 }));
  }, [events, data]);
  const now = data ? Date.parse(data.to) : 0;
  return (
    <section className="card back-test" aria-labelledby="course">
      <header><h2 id="course">Last day</h2><span className="soft">{data && events ? (firings.length === 0 ? 'It did not fire' : firings.length === 1 ? 'It fired once' : `It fired ${firings.length} times`) : ''}</span></header>
      {alert.when.health ? <p className="back-note">It looks at the gateway itself, of which no past is kept. The log says when it fired.</p>
        : asked.isError ? <p className="back-note" role="alert">{sentence(messageOf(asked.error))}</p>
        : !data ? <Waiting lines={1} height={240} />
        : (
          <>
            {charts.map((chart, at) => <div key={chart.path} className="back-one">{charts.length > 1 && <h3>{chart.isNot && 'Not: '}{chart.label}</h3>}<BackTestChart chart={chart} firings={firings} from={Date.parse(data.from)} to={now} numbered={at === 0} small={charts.length > 1} /></div>)}
            {!charts.length && <p className="back-note">There was nothing to judge by in this time.</p>}
            {firings.length > 0 && <FiringTable tenant={alert.tenant} alert={body} firings={firings} now={now} />}
          </>
        )}
    </section>
  );
}
