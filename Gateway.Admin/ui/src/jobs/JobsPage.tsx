import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { allTenants, useMay } from '../app/access';
import { get, messageOf } from '../app/client';
import { RefreshButton } from '../app/FigureBar';
import { cut, written } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange } from '../app/queries';
import { moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { isStale, type Job, lastWords, nextWords } from './jobs';
import './jobs.css';

/** The work that the gateway does by itself: what it did last, when it comes again, and doing it now. */
export function JobsPage() {
  const asked = useQuery({ queryKey: ['jobs'], queryFn: ({ signal }) => get<{ items: Job[] }>('/jobs', { tenant: allTenants, signal }), refetchInterval: 5000 });
  const jobs = asked.data?.items;
  const failing = jobs?.filter((job) => job.error && !isStale(job)) ?? [];
  return (
    <>
      <PageHead title="Jobs" tag={jobs && (failing.length ? <Tag tone="warn">{failing.length === 1 ? '1 fails' : `${failing.length} fail`}</Tag> : <Tag tone="ok">All well</Tag>)}>
        <RefreshButton busy={asked.isFetching} onRefresh={() => void asked.refetch()} />
      </PageHead>
      {asked.isError && jobs && <div className="warn-line jobs-warn" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>This could not be refreshed. {messageOf(asked.error)}</span></div>}
      {asked.isError && !jobs ? <LoadFailed what="The jobs" error={asked.error} onRetry={() => void asked.refetch()} />
        : !jobs ? <Waiting lines={8} height={320} />
        : (
          <div className="jobs">
            <Jobs title="Shared by the nodes" help="one node at a time runs it; what fell due while none ran is made up for" jobs={jobs.filter((job) => job.shared)} />
            <Jobs title="On each node" help="each node runs its own; here, this node first" jobs={jobs.filter((job) => !job.shared)} />
          </div>
        )}
    </>
  );
}

const Jobs = ({ title, help, jobs }: { title: string; help: string; jobs: Job[] }) => (
  <section className="card list-card" aria-label={title}>
    <header className="table-title"><h2>{title}</h2><span>{help}</span></header>
    <div className="table-scroll" tabIndex={0}><table className="data-table two-line jobs-table">
      <thead><tr><th>Job</th><th>Schedule</th><th>Last run</th><th className="num">Took</th><th>Next run</th><th>What it did</th><th className="num">Runs</th><th><span className="sr-only">Run it</span></th></tr></thead>
      <tbody>{jobs.map((job, index) => <Row key={`${job.id} ${job.node}`} job={job} first={jobs.findIndex((one) => one.id === job.id) === index} />)}</tbody>
    </table></div>
  </section>
);

function Row({ job, first }: { job: Job; first: boolean }) {
  return (
    <tr>
      <td><div style={{ fontWeight: 500 }}>{job.title}</div><div className="row-second jobs-does">{job.does}</div></td>
      <td className="soft">{job.schedule}</td>
      <td title={job.lastRun ? moment(job.lastRun) : undefined}>
        {isStale(job) ? <Tag>Node gone</Tag> : lastWords(job)}
        {job.node && <div className="row-second"><bdi>{cut(job.node, 40)}</bdi></div>}
      </td>
      <td className="num">{job.durationMs === null ? '–' : written(job.durationMs, 'ms')}</td>
      <td className="soft" title={job.nextRun ? moment(job.nextRun) : undefined}>{isStale(job) ? '–' : nextWords(job)}</td>
      <td className="jobs-result">
        {job.error ? <><Tag tone="error">Failed</Tag> <span className="soft" title={cut(job.error, 800)}><bdi>{cut(job.error, 160)}</bdi></span></> : <span className="soft">{job.result ?? '–'}</span>}
      </td>
      <td className="num">{job.runs.toLocaleString()}{job.failures > 0 && <div className="row-second">{job.failures.toLocaleString()} failed</div>}</td>
      <td className="num">{first && <RunNow job={job} />}</td>
    </tr>
  );
}

function RunNow({ job }: { job: Job }) {
  const may = useMay('operate');
  const change = useChange();
  if (!may) return null;
  const run = async () => {
    try {
      await change.mutateAsync({ method: 'POST', path: `/jobs/${encodeURIComponent(job.id)}/run`, tenant: allTenants });
      told(job.shared ? `${job.title} runs now.` : `${job.title} runs now on the node that answers here.`);
    } catch (error) { refused(`${job.title} does not run`, error); }
  };
  return <Button variant="default" size="xs" loading={change.isPending} onClick={() => void run()} aria-label={`Run ${job.title} now`}>Run now</Button>;
}
