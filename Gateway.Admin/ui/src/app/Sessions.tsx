import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { cut } from './format';
import type { UserSession } from './people';
import { ago, moment } from './time';

interface SessionsProps { sessions: UserSession[]; tagOf(session: UserSession): ReactNode; actionOf?(session: UserSession): ReactNode }
const client = (session: UserSession) => cut(session.client || 'Unknown browser', 80);
const seen = (session: UserSession) => (session.current ? 'Now' : ago(session.seenAt));

/** Where somebody is signed in. */
export function Sessions({ sessions, tagOf, actionOf }: SessionsProps) {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  if (phone) {
    return (
      <ul className="people-cards" aria-label="Sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <div className="people-card-head"><b className="row-name"><bdi>{client(session)}</bdi></b>{tagOf(session)}{actionOf?.(session)}</div>
            <div className="people-card-facts soft"><span className="mono">{session.address ?? 'Unknown address'}</span><span>Last seen: {seen(session)}</span><span>Since {moment(session.createdAt)}</span></div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="table-scroll">
      <table className="data-table sessions-table" aria-label="Sessions">
        <thead><tr><th>Browser</th><th>Address</th><th>Last seen</th><th>Signed in</th><th>Ends</th>{actionOf && <th><span className="sr-only">Actions</span></th>}</tr></thead>
        <tbody>{sessions.map((session) => (
          <tr key={session.id}>
            <td><span className="with-icon"><bdi>{client(session)}</bdi>{tagOf(session)}</span></td><td className="mono soft">{session.address ?? 'Unknown'}</td>
            <td className="soft" title={moment(session.seenAt)}>{seen(session)}</td><td className="soft">{moment(session.createdAt)}</td><td className="soft">{moment(session.expiresAt)}</td>
            {actionOf && <td className="num">{actionOf(session)}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
