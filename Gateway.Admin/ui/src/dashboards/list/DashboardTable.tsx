import { IconLink, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DashboardSummary } from '../../app/contract';
import { cut } from '../../app/format';
import { RowAction, RowMenu } from '../../app/listParts';
import { ago, moment } from '../../app/time';
import { Tag } from '../../widgets/Tag';
import { Star } from '../share/Star';
import { accessWords, type Section } from './summary';

export interface RowActs {
  onStar(one: DashboardSummary): void; onEdit(one: DashboardSummary, tenant: string): void; onTag(tag: string): void; onDuplicate(one: DashboardSummary): void; onExport(one: DashboardSummary): void;
  onReset(one: DashboardSummary): void; onDelete(one: DashboardSummary): void;
}
interface TableProps extends RowActs { section: Section; showTenant: boolean; here: string; mayStar: boolean; teamName(id: string): string }

/** The dashboards of one section; on the phone each is a row of two lines. */
export function DashboardTable({ section, showTenant, here, mayStar, teamName, ...acts }: TableProps) {
  return (
    <section className="dashboard-section" aria-label={section.title}>
      <h2><bdi>{cut(section.title, 100)}</bdi> <span>{section.items.length}</span></h2>
      <div className="card list-card">
        <table className="data-table data-table-fixed two-line dashboard-table">
          <thead><tr><th>Name</th>{showTenant && <th className="wide-only col-tenant">Tenant</th>}<th className="wide-only col-tags">Tags</th><th className="wide-only col-access">Who sees it</th><th className="wide-only col-changed">Changed</th><th className="col-menu"><span className="sr-only">Actions</span></th></tr></thead>
          <tbody>{section.items.map((one) => {
            // What is the platform's shows, without a tenant, the traffic of all.
            const tenant = one.tenant === 'platform' && here === '*' ? here : one.tenant;
            return (
              <tr key={`${one.tenant}/${one.id}`}>
                <td>
                  <div className="dashboard-name">
                    {mayStar && <Star liked={one.favourite} title={one.title} onClick={() => acts.onStar(one)} />}
                    <div>
                      <Link className="row-name" to="/t/$tenant/dashboards/$dashboard" params={{ tenant, dashboard: one.id }} search={{}}><bdi>{cut(one.title, 120)}</bdi></Link>
                      {one.edited && <Tag title="It came with the gateway, and this tenant changed it.">Edited</Tag>}
                      {one.shared && <IconLink size={14} stroke={1.75} role="img" aria-label="A secret link leads to it" />}
                      {one.access === 'private' && <IconLock size={14} stroke={1.75} role="img" aria-label="Private" />}
                      <p><bdi>{cut(one.description ?? `${one.widgetCount} ${one.widgetCount === 1 ? 'widget' : 'widgets'}`, 160)}</bdi></p>
                    </div>
                  </div>
                </td>
                {showTenant && <td className="soft wide-only">{one.tenant}</td>}
                <td className="wide-only">{one.tags.slice(0, 3).map((tag) => <button key={tag} type="button" className="tag tag-neutral tag-button" onClick={() => acts.onTag(tag)}><bdi>{cut(tag, 24)}</bdi></button>)}{one.tags.length > 3 && <span className="soft"> +{one.tags.length - 3}</span>}</td>
                <td className="soft wide-only"><bdi>{cut(accessWords(one, teamName), 60)}</bdi></td>
                <td className="soft wide-only">{one.updatedAt ? <span title={moment(one.updatedAt)}>{ago(one.updatedAt)} by <bdi>{cut(one.updatedBy ?? '', 40)}</bdi></span> : 'As shipped'}</td>
                <td className="num">
                  <RowMenu label={`Actions for ${cut(one.title, 60)}`}>
                    {one.mayEdit && <span className="wide-only"><RowAction onClick={() => acts.onEdit(one, tenant)}>Edit</RowAction></span>}
                    <RowAction onClick={() => acts.onDuplicate(one)}>Duplicate</RowAction>
                    <RowAction onClick={() => acts.onExport(one)}>Export</RowAction>
                    {one.edited && one.mayEdit && <RowAction onClick={() => acts.onReset(one)}>Reset to as shipped</RowAction>}
                    {one.mayRemove && <RowAction danger onClick={() => acts.onDelete(one)}>Delete</RowAction>}
                  </RowMenu>
                </td>
              </tr>
            );
          })}</tbody>
        </table>
      </div>
    </section>
  );
}
