import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CodeBlock } from '../app/Copy';
import type { Cluster, GatewayKey, GatewayRoute } from '../app/contract';
import { curl, edgeUrl } from '../app/examples';
import { cut, none } from '../app/format';
import { platformTenant, useMay } from '../app/access';
import { useList, useMe, useNodes } from '../app/queries';

const figures = ['Requests', 'Error rate', 'p95 duration', 'Bytes out'];

/** A gateway without any request yet: what is done, what is next. The page listens and gives way to the charts by itself. */
export function Onboarding({ tenant }: { tenant: string }) {
  const tenants = (useMe().data?.tenants ?? []).filter(({ id }) => id !== platformTenant);
  const mayEdit = useMay('write');
  const others = tenants.length > 1;
  const name = tenants.find(({ id }) => id === tenant)?.name ?? tenant;
  const nodes = useNodes(tenant).data;
  const routes = useList<GatewayRoute>(tenant, 'routes', '', 20, 2).items;
  const clusters = useList<Cluster>(tenant, 'clusters', '', 20, 2).items;
  const keys = useList<GatewayKey>(tenant, 'keys', '', 20, 2).items;
  const route = routes?.find((one) => one.enabled) ?? routes?.[0];
  const needsKey = route ? (route.access?.apiKey ?? 'none') === 'required' : true;
  const key = keys?.find((one) => one.state === 'active');
  const running = nodes?.items.some((node) => node.healthy) ?? false;
  const command = curl(route, edgeUrl(nodes?.proxyUrls), needsKey ? 'KEY' : undefined);

  const steps: { done: boolean; title: string; body: ReactNode; action?: ReactNode }[] = [
    { done: running, title: running ? 'Gateway is running' : 'Start the gateway', body: running ? `${nodes?.items.length === 1 ? 'One node answers' : `${nodes?.items.length} nodes answer`} with configuration v${nodes?.configVersion}.` : 'No node has reported yet.' },
    {
      done: Boolean(route), title: route ? 'Route created' : 'Create a route',
      body: route ? <>Route <Link to="/t/$tenant/routes/$id" params={{ tenant: route.tenant, id: route.id }}>{cut(route.id, 60)}</Link> forwards <code>{cut(route.match.path ?? '/', 60)}</code> to cluster {cut(route.cluster, 60)}.</> : clusters?.length ? 'A route says which requests the gateway takes and which cluster answers them.' : 'First the cluster: the destinations that answer. Then the route that sends requests to it.',
      action: clusters?.length === 0 ? <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/clusters/new`}>New cluster</Button> : <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/routes/new`}>New route</Button>,
    },
    {
      done: Boolean(key) || (Boolean(route) && !needsKey), title: key ? 'Key created' : needsKey ? 'Create a key' : 'No key is needed',
      body: key ? <>Key {cut(key.name, 60)} (<code>{key.prefix}…{key.lastFour}</code>) is active.</> : needsKey ? <>{route ? `Route ${cut(route.id, 60)} asks for a key. ` : ''}Without one, every request is refused with 401.</> : `Route ${cut(route?.id ?? '', 60)} is open to everyone who reaches it.`,
      action: <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/keys?create=true`}>Create key</Button>,
    },
    { done: false, title: 'Send a request', body: <>{needsKey && <>Put your key in place of <code>KEY</code> and run this:</>}{!needsKey && 'Run this:'}<CodeBlock code={command} label="Copy the command" /><span className="listening" role="status"><i />Waiting for the first request</span></> },
  ];
  const open = steps.findIndex((step) => !step.done);
  const left = steps.filter((step) => !step.done).length;

  return (
    <>
      <div className="kpi-strip">{figures.map((title) => <div key={title} className="card"><div className="kpi-title">{title}</div><div className="kpi-none">{none}</div><div className="help">Nothing recorded yet</div></div>)}</div>
      <div className="onboarding">
        <section className="card steps">
          <header><h2>{others ? `No request has reached ${cut(name, 60)} yet` : 'No traffic has passed through this gateway yet'}</h2><p>Charts fill within seconds of the first request. {left === 1 ? 'One step is left.' : `${left} steps are left.`}</p></header>
          <ol>
            {steps.map((step, index) => (
              <li key={step.title} className={step.done ? 'done' : index === open ? 'open' : ''} aria-current={index === open ? 'step' : undefined}>
                <span className="step-sign">{step.done ? <IconCheck size={14} stroke={2} aria-label="done" /> : index + 1}</span>
                <div><h3>{step.title}</h3><div className="step-body">{step.body}</div>{!step.done && index === open && mayEdit && step.action}</div>
              </li>
            ))}
          </ol>
        </section>
        <aside className="card aside"><h2>Just looking?</h2><p>Start with a demo upstream and a trickle of traffic.</p><CodeBlock code="deploy/run --demo" /></aside>
      </div>
    </>
  );
}
