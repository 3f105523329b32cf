import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import type { Delivery } from '../channels/contract';
import { Tag } from '../widgets/Tag';
import { SeverityWord } from './AlertTable';
import type { AlertEvent } from './contract';
import { deliverySum } from './Deliveries';
import { eventTone, eventWords } from './words';

interface EventListProps { events: AlertEvent[]; named: boolean; showTenant?: boolean; deliveriesOf(event: AlertEvent): Delivery[] | undefined; onOpen(event: AlertEvent): void; onSeen?(event: AlertEvent): void }

/** Changes of state, newest first; what is not seen has a dot. */
export const EventList = ({ events, named, showTenant, deliveriesOf, onOpen, onSeen }: EventListProps) => (
  <ul className="event-list">{events.map((event) => {
    const sum = deliverySum(deliveriesOf(event));
    const isNew = !event.seen && event.notice !== null;
    return (
      <li key={`${event.tenant}/${event.id}`} className={isNew ? 'event event-new' : 'event'}>
        <button type="button" className="event-open" onClick={() => onOpen(event)}>
          <span className="event-sign">{isNew && <i aria-hidden="true" />}{isNew && <span className="sr-only">Not seen: </span>}<Tag tone={eventTone(event)}>{eventWords(event)}</Tag></span>
          <span className="event-words"><b className="ellipsis">{named ? <bdi>{cut(event.name, 100)}</bdi> : <bdi>{cut(event.instance || event.message, 160)}</bdi>}</b><span className="soft ellipsis">{named && event.instance && <><bdi>{cut(event.instance, 60)}</bdi>: </>}<bdi>{named || event.instance ? cut(event.message, 200) : ''}</bdi></span></span>
          <span className="event-facts soft">{named && <SeverityWord severity={event.severity} />}{showTenant && <span>{event.tenant}</span>}{sum && <span className={`event-sum event-sum-${sum.tone}`}>{sum.words}</span>}<time dateTime={event.time} title={moment(event.time)}>{ago(event.time)}</time></span>
        </button>
        {onSeen && (isNew ? <Button variant="subtle" color="gray" size="xs" className="event-seen" leftSection={<IconCheck size={14} stroke={1.75} />} aria-label={`Mark as seen: ${cut(event.name, 60)}, ${eventWords(event)}`} onClick={() => onSeen(event)}>Seen</Button> : <span className="event-seen" />)}
      </li>
    );
  })}</ul>
);
