import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { allTenants } from '../app/access';
import { get, messageOf } from '../app/client';
import type { PipelineState } from '../app/contract';
import { CompleteUntil, RefreshButton } from '../app/FigureBar';
import { cut, exact, written } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { Balance } from './Balance';
import './pipeline.css';
import { Partitions, Quarantine, Writers } from './PipelineTables';
import { Stages } from './Stages';
import { SpoolCard } from './SpoolCard';
import { troubles } from './sum';
import { Sums } from './Sums';

/** The gateway watching itself: whether every request it answered has become a row. */
export function PipelinePage() {
  const asked = useQuery({ queryKey: ['pipeline'], queryFn: ({ signal }) => get<PipelineState>('/pipeline', { tenant: allTenants, signal }), refetchInterval: 5000 });
  const state = asked.data;
  const found = state ? troubles(state) : [];
  return (
    <>
      <PageHead title="Pipeline" tag={state && (state.balanced && !found.length ? <Tag tone="ok">All accounted for</Tag> : <Tag tone="warn">Needs attention</Tag>)}>
        {state && <CompleteUntil time={state.completeUntil} stale={asked.isError} />}
        <RefreshButton busy={asked.isFetching} onRefresh={() => void asked.refetch()} />
      </PageHead>
      {asked.isError && state && <div className="warn-line pipeline-warn" role="status">These figures could not be refreshed. {messageOf(asked.error)}</div>}
      {found.length > 0 && <div className="warn-line pipeline-warn" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>{cut(found.join(' '), 500)}</span></div>}
      {asked.isError && !state ? <LoadFailed what="The pipeline" error={asked.error} onRetry={() => void asked.refetch()} />
        : !state ? <Waiting lines={3} height={140} />
        : (
          <div className="pipeline">
            <Balance state={state} />
            <div className="pipeline-facts">
              <Fact title="Lag" value={state.lagSeconds === null ? '–' : written(state.lagSeconds * 1000, 'ms')} help={state.lagSeconds === null ? 'Nothing recorded yet' : 'From answer to stored'} />
              <Fact title="Stored now" value={written(state.storage.partitions.reduce((sum, one) => sum + one.bytes, 0), 'bytes')} help={`${state.storage.partitions.length} ${state.storage.partitions.length === 1 ? 'partition' : 'partitions'}`} />
              <Fact title="User agents known" value={written(state.userAgents.cached, 'count')} help={`${exact(state.userAgents.pending)} waiting to be read`} />
              <Fact title="Requests of unknown agents" value={written(state.userAgents.unknown, 'count')} help="The text was gone after a restart, or there was no time to read it" />
            </div>
            <Stages state={state} />
            <Writers state={state} />
            {state.nodes.map((node) => <SpoolCard key={node.node} node={node} />)}
            <Sums state={state} />
            <Partitions state={state} />
            <Quarantine state={state} />
          </div>
        )}
    </>
  );
}

const Fact = ({ title, value, help }: { title: string; value: string; help: string }) => (
  <div className="card fact"><div className="kpi-title">{title}</div><div className="fact-value">{value}</div><div className="help">{help}</div></div>
);
