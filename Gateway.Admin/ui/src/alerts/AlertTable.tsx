import { Link } from '@tanstack/react-router';
import type { Catalogue } from '../app/contract';
import { cut } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import { type Severity, severityTone, severityWords } from '../app/severity';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import type { Alert } from './contract';
import { conditionWords, stateTone, stateWords } from './words';

export interface AlertListProps {
  alerts: Alert[]; catalogue: Catalogue | undefined; showTenant: boolean; mayEdit(alert: Alert): boolean; channelNames(alert: Alert): string;
  onOpen(alert: Alert): void; onEdit(alert: Alert): void; onEnable(alert: Alert): void; onClone(alert: Alert): void; onDelete(alert: Alert): void;
}

/** Only what is not well gets a tag. */
export const StateTag = ({ alert }: { alert: Pick<Alert, 'enabled' | 'state' | 'severity'> }) => {
  if (!alert.enabled) return <Tag>Off</Tag>;
  if (!alert.state) return <>–</>;
  return alert.state === 'ok' ? <>{stateWords.ok}</> : <Tag tone={stateTone(alert.state, alert.severity)}>{stateWords[alert.state]}</Tag>;
};
/** A severity by its sign and its word: the sign is full only while it fires. */
export const SeverityWord = ({ severity }: { severity: Severity }) => <span className="severity"><i className={`severity-sign severity-${severityTone[severity]}`} aria-hidden="true" />{severityWords[severity]}</span>;

const Actions = ({ alert, mayEdit, onOpen, onEdit, onEnable, onClone, onDelete }: AlertListProps & { alert: Alert }) => (
  <RowMenu label={`Actions for ${cut(alert.name, 60)}`}>
    <RowAction onClick={() => onOpen(alert)}>Open</RowAction>
    {mayEdit(alert) && <RowAction onClick={() => onEdit(alert)}>Edit</RowAction>}
    {mayEdit(alert) && <RowAction onClick={() => onEnable(alert)}>{alert.enabled ? 'Disable' : 'Enable'}</RowAction>}
    {mayEdit(alert) && <RowAction onClick={() => onClone(alert)}>Clone</RowAction>}
    {mayEdit(alert) && <RowAction danger onClick={() => onDelete(alert)}>Delete</RowAction>}
  </RowMenu>
);

const linkTo = ({ tenant, id }: Alert) => ({ to: '/t/$tenant/alerts/$id' as const, params: { tenant, id } });

export function AlertTable(props: AlertListProps) {
  const { alerts, catalogue, showTenant, channelNames, onOpen } = props;
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line alerts-table">
        <thead><tr><th>Alert</th>{showTenant && <th>Tenant</th>}<th>State</th><th>Severity</th><th>Since</th><th>Channels</th><th>Last change</th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>{alerts.map((alert) => {
          const words = conditionWords(alert.when, catalogue);
          return (
            <tr key={`${alert.tenant}/${alert.id}`} className={`row-open${alert.enabled ? '' : ' row-off'}`} onClick={() => onOpen(alert)}>
              <td className="alert-cell"><Link className="row-name" {...linkTo(alert)} onClick={(event) => event.stopPropagation()}><bdi>{cut(alert.name, 120)}</bdi></Link><div className="row-second" title={cut(words, 400)}><bdi>{cut(words, 200)}</bdi></div></td>
              {showTenant && <td>{alert.tenant}</td>}
              <td><StateTag alert={alert} /></td>
              <td className="soft"><SeverityWord severity={alert.severity} /></td>
              <td className="soft" title={alert.since ? moment(alert.since) : undefined}>{alert.enabled && alert.since ? ago(alert.since) : '–'}</td>
              <td className="soft channel-cell"><bdi>{cut(channelNames(alert), 80)}</bdi></td>
              <td className="soft change-cell" title={alert.updatedAt ? moment(alert.updatedAt) : undefined}><div>{ago(alert.updatedAt)}</div><div className="row-second"><bdi>{cut(alert.updatedBy ?? '', 40)}</bdi></div></td>
              <td className="num"><Actions {...props} alert={alert} /></td>
            </tr>
          );
        })}</tbody>
      </table>
    </div></div>
  );
}

export function AlertCards(props: AlertListProps) {
  return (
    <ul className="card people-cards alert-cards">{props.alerts.map((alert) => (
      <li key={`${alert.tenant}/${alert.id}`} className={alert.enabled ? undefined : 'row-off'}>
        <div className="people-card-head"><Link className="row-name" {...linkTo(alert)}><bdi>{cut(alert.name, 60)}</bdi></Link><StateTag alert={alert} /><Actions {...props} alert={alert} /></div>
        <div className="row-second alert-words"><bdi>{cut(conditionWords(alert.when, props.catalogue), 160)}</bdi></div>
        <div className="people-card-facts soft"><SeverityWord severity={alert.severity} />{alert.enabled && alert.since && <span>since {ago(alert.since)}</span>}<bdi>{cut(props.channelNames(alert), 60)}</bdi></div>
      </li>
    ))}</ul>
  );
}
