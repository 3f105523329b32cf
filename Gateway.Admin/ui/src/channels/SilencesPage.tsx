import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from '../app/access';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { AlertTabs } from './AlertTabs';
import type { Silence } from './contract';
import { NewSilence } from './NewSilence';
import { phaseOf, type SilencePhase, silenceSubject, silenceTime } from './silenceForm';
import './channels.css';

const api = getRouteApi('/t/$tenant/silences');
const order: SilencePhase[] = ['active', 'resting', 'coming', 'over'];
const phases: Record<SilencePhase, React.ReactNode> = { active: <Tag tone="warn">Silent now</Tag>, resting: 'Between its hours', coming: 'To come', over: 'Over' };

/** The times in which alerts tell nobody. */
export function SilencesPage() {
  const { tenant } = api.useParams();
  const { create = false, alert } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const list = useList<Silence>(tenant, 'silences', '', 500, 30);
  const alerts = useList<{ id: string; name: string; tenant: string }>(tenant, 'alerts', '', 500).items ?? [];
  const change = useChange();
  const go = (next: { create?: boolean }) => void navigate({ to: '/t/$tenant/silences', params: { tenant }, search: next, replace: true });
  const now = Date.now();
  const rows = list.items && [...list.items].sort((a, b) => order.indexOf(phaseOf(a, now)) - order.indexOf(phaseOf(b, now)) || b.from.localeCompare(a.from));
  const act = async (silence: Silence, body: object | null, words: string) => {
    try {
      await change.mutateAsync({ method: body ? 'PATCH' : 'DELETE', path: `/silences/${encodeURIComponent(silence.id)}`, tenant: silence.tenant, body: body ?? undefined, fresh: true });
      told(words);
    } catch (error) { refused('It was not changed', error); }
  };
  // What has not begun cannot end: it is taken away.
  const end = (silence: Silence) => act(silence, Date.parse(silence.from) < Date.now() ? { to: new Date().toISOString() } : null, 'It is ended. What still fires is told now.');
  const button = mayEdit && tenant !== allTenants && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => go({ create: true })}>New silence</Button>;
  return (
    <>
      <PageHead title="Silences" count={rows?.length}>{button}</PageHead>
      <div className="filter-bar"><AlertTabs tenant={tenant} at="Silences" /></div>
      {list.isError && !rows ? <LoadFailed what="The silences" error={list.error} onRetry={() => void list.refetch()} />
        : !rows ? <Waiting lines={4} height={52} />
        : !rows.length ? <EmptyState title="No silences" action={button}>While a silence holds, its alerts tell nobody; they are judged and written to the log as always. One can hold once, for a maintenance, or every week at the same hours.</EmptyState>
        : (
          <ul className="card people-cards silence-list">{rows.map((silence) => {
            const phase = phaseOf(silence, now);
            return (
              <li key={`${silence.tenant}/${silence.id}`} className={phase === 'over' ? 'row-off' : undefined}>
                <div className="people-card-head"><b className="row-name"><bdi>{cut(silence.reason, 120)}</bdi></b><span className="soft">{phases[phase]}</span>
                  {mayEdit && <RowMenu label={`Actions for ${cut(silence.reason, 60)}`}>
                    {phase !== 'over' && <RowAction onClick={() => void end(silence)}>End now</RowAction>}
                    {phase === 'over' && <RowAction danger onClick={() => void act(silence, null, 'It is removed.')}>Remove</RowAction>}
                  </RowMenu>}
                </div>
                <div className="people-card-facts soft"><span><bdi>{cut(silenceSubject(silence, (id) => alerts.find((one) => one.id === id)?.name ?? id), 200)}</bdi></span><span>{silenceTime(silence)}</span>{tenant === allTenants && <span>{silence.tenant}</span>}{silence.createdBy && <span>By <bdi>{cut(silence.createdBy, 60)}</bdi></span>}</div>
              </li>
            );
          })}</ul>
        )}
      <ListFoot shown={rows?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {create && mayEdit && tenant !== allTenants && <NewSilence tenant={tenant} alerts={alerts} chosen={alert} onClose={() => go({})} />}
    </>
  );
}
