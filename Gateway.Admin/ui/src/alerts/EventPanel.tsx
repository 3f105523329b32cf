import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { get } from '../app/client';
import { cut, sentence } from '../app/format';
import { useMay } from '../app/access';
import { LoadFailed } from '../app/listParts';
import { useNames } from '../app/queries';
import { clockSeconds, date, moment } from '../app/time';
import { Spark } from '../widgets/Spark';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { SeverityWord } from './AlertTable';
import type { Alert, AlertEvent } from './contract';
import { Deliveries } from './Deliveries';
import { eventSearch } from './range';
import { useDeliveries } from './useAlertAnswers';
import { conditionLabel, eventTone, eventWords, observed, operators, verdictWords } from './words';

interface PanelProps { tenant: string; id: number; alert: Alert | undefined; onClose(): void; onSeen(event: AlertEvent): void }

/** One change of state: what was observed, who was told, and the dashboard at the very time. Opening it is seeing it. */
export function EventPanel({ tenant, id, alert, onClose, onSeen }: PanelProps) {
  const query = useQuery({ queryKey: ['list', tenant, 'alert-event', id], queryFn: ({ signal }) => get<AlertEvent>(`/alert-events/${id}`, { tenant, signal }) });
  const event = query.data;
  const seesAll = useMay('read');
  const deliveries = useDeliveries(event?.tenant ?? tenant, { event: id }, seesAll && event !== undefined).data;
  const channels = useNames(event?.tenant ?? tenant, 'channels');
  const isNew = event !== undefined && !event.seen;
  useEffect(() => { if (isNew) onSeen(event); }, [isNew]);
  return (
    <Drawer opened onClose={onClose} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} className="side-panel" title={<bdi>{cut(event?.name ?? 'Change of an alert', 80)}</bdi>} closeButtonProps={{ 'aria-label': 'Close' }}>
      {query.isError ? <LoadFailed what="This change" error={query.error} onRetry={() => void query.refetch()} /> : !event ? <Waiting lines={4} height={60} /> : (
        <div className="event-panel">
          <p className="event-title"><Tag tone={eventTone(event)}>{eventWords(event)}</Tag><SeverityWord severity={event.severity} /><span className="soft">{moment(event.time)}</span></p>
          <p className="event-message"><bdi>{cut(event.message, 2000)}</bdi></p>
          <dl className="facts">
            {event.instance && <div><dt>Of</dt><dd><bdi>{cut(event.instance, 200)}</bdi></dd></div>}
            {Date.parse(event.windowFrom) < Date.parse(event.windowTo) && <div><dt>Looked at</dt><dd>{date(event.windowFrom)}, {clockSeconds(event.windowFrom)} – {clockSeconds(event.windowTo)}</dd></div>}
            {Object.keys(event.labels).length > 0 && <div><dt>Labels</dt><dd>{Object.entries(event.labels).map(([name, value]) => <Tag key={name}>{cut(`${name}: ${value}`, 60)}</Tag>)}</dd></div>}
          </dl>
          {event.conditions.length > 0 && (
            <section><h3>Conditions</h3><ul className="observed-list">{event.conditions.map((one, at) => (
              <li key={one.path}><span className="observed-label"><bdi>{cut(conditionLabel(one.label), 80)}</bdi>{one.operator && <small className="soft">{operators.find(({ value }) => value === one.operator)?.label} {observed(one.threshold, one.unit)}</small>}{one.problem && <small className="fact-warn">{sentence(cut(one.problem, 200))}</small>}</span>
                <Spark values={event.series?.[at]?.values} width={86} height={22} tone="data" /><b className="num">{observed(one.value, one.unit)}</b><Tag tone={one.verdict === 'met' ? 'info' : one.verdict === 'notMet' ? 'neutral' : 'warn'}>{verdictWords[one.verdict]}</Tag></li>
            ))}</ul></section>
          )}
          {seesAll && (
            <section><h3>Notices</h3>{!deliveries ? null : deliveries.length ? <Deliveries deliveries={deliveries} nameOf={(channel) => channels.options.length ? channels.nameOf(channel) : channel} />
              : <p className="soft">{event.notice || event.isTest ? 'No channel hears of it.' : 'Nobody is told of such a change.'}</p>}</section>
          )}
          <div className="panel-foot">
            <Button component={Link} to={`/t/${encodeURIComponent(event.tenant)}/alerts/${encodeURIComponent(event.alert)}`} variant="default">Open the alert</Button>
            <Link className="button-link" to="/t/$tenant/dashboards/$dashboard" params={{ tenant: event.tenant, dashboard: event.dashboard ?? 'overview' }} search={eventSearch(event, alert)}>Open the dashboard</Link>
          </div>
        </div>
      )}
    </Drawer>
  );
}
