import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleX, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, call, messageOf } from '../app/client';
import type { GatewayRoute } from '../app/contract';
import { edgeUrl } from '../app/examples';
import { cut, sentence } from '../app/format';
import { useNodes } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { methods } from './routeForm';
import { exampleUrl, headerLines, reasonWords, type Trial, wire } from './trial';

/** Thinks a request through: which route takes it, why the others do not, what the upstream would receive. Of `route` it starts with an address that fits; `unsaved` is tried in place of what is published. */
export function TryIt({ tenant, route, unsaved = null }: { tenant: string; route?: GatewayRoute; unsaved?: object | null }) {
  const edges = useNodes(tenant).data?.proxyUrls;
  const [method, setMethod] = useState(route?.match.methods?.[0] ?? 'GET');
  const [url, setUrl] = useState<string | null>(null);
  const [headers, setHeaders] = useState<string | null>(route?.access?.apiKey === 'required' ? `${route.access.header || 'X-Api-Key'}: ` : null);
  const trial = useMutation({ mutationFn: async (body: unknown) => (await call<Trial>('POST', '/routes/try', { tenant, body })).data });
  const address = url ?? exampleUrl(route, edgeUrl(edges));
  const { lines, wrong } = headerLines(headers ?? '');
  const refused = trial.error instanceof ApiError ? trial.error.fields : {};
  const urlError = refused.url?.map(sentence).join(' ');
  const headersError = wrong ?? (Object.entries(refused).filter(([path]) => path.startsWith('headers')).map(([path, words]) => sentence(`${path} ${words.join(' ')}`)).join(' ') || undefined);
  return (
    <section className="card try-card" aria-labelledby="try-it">
      <header><h2 id="try-it">Try it</h2><span>{unsaved ? 'With your unsaved changes; nothing is sent upstream' : 'Nothing is sent upstream'}</span></header>
      <form className="try-form" noValidate onSubmit={(event) => { event.preventDefault(); if (!wrong) trial.mutate({ method, url: address, headers: lines, route: unsaved ? { tenant, ...unsaved } : null }); }}>
        <Select aria-label="Method" data={methods} value={method} onChange={(value) => setMethod(value ?? 'GET')} allowDeselect={false} />
        <TextInput aria-label="Address" classNames={{ input: 'mono' }} spellCheck={false} autoComplete="off" value={address} error={urlError} onChange={(event) => setUrl(event.currentTarget.value)} />
        <Button type="submit" disabled={trial.isPending} leftSection={<IconPlayerPlay size={16} stroke={1.75} />}>Try</Button>
        {headers === null
          ? <button type="button" className="text-button" onClick={() => setHeaders('')}>Add headers</button>
          : <Textarea className="try-headers" label="Headers" description="Name: value, one a line" classNames={{ input: 'mono' }} autosize minRows={2} maxRows={8} spellCheck={false} value={headers} error={headersError} onChange={(event) => setHeaders(event.currentTarget.value)} />}
      </form>
      {trial.isError && !urlError && !headersError && <p className="form-error try-part" role="alert">{sentence(messageOf(trial.error))}</p>}
      <div aria-live="polite">{trial.data && <Verdict trial={trial.data} tenant={tenant} route={route} />}</div>
    </section>
  );
}

function Verdict({ trial, tenant, route }: { trial: Trial; tenant: string; route?: GatewayRoute }) {
  const { winner, refusal, upstream } = trial;
  const good = winner && !refusal && (!route || winner.id === route.id);
  return (
    <>
      <p className="try-part try-winner">
        {good ? <IconCircleCheckFilled size={18} className="fact-ok" aria-hidden="true" /> : <IconCircleX size={18} className="soft" aria-hidden="true" />}
        <span>{winner ? <><b><bdi>{cut(winner.id, 60)}</bdi></b> takes it</> : trial.isHidden ? 'A route that you may not see takes it' : <b>No route takes it</b>}{winner && route && winner.id !== route.id && <>, not {cut(route.id, 60)}</>}</span>
        <span className="soft">as of v{trial.version}</span>
      </p>
      {refusal && <div className="try-part"><h3>The gateway answers itself</h3><p><Tag tone={refusal.status >= 500 ? 'error' : 'warn'}>{refusal.status}</Tag> {refusal.title}. <span className="soft">{refusal.detail}</span></p></div>}
      {upstream && (
        <div className="try-part">
          <h3>What the upstream receives</h3>
          <pre className="try-wire mono" tabIndex={0} aria-label="The request as it would be sent">{wire(upstream)}</pre>
          <p className="help">To {cut(upstream.destination, 60)} of {cut(upstream.cluster, 60)}{upstream.destinations.length > 1 && `, one of ${upstream.destinations.length} that load balancing may choose`}.{upstream.withheld.length > 0 && ` ${upstream.withheld.join(', ')} ${upstream.withheld.length === 1 ? 'is' : 'are'} not passed on.`}</p>
        </div>
      )}
      {trial.others.length > 0 && (
        <div className="try-part">
          <h3>Why not the others</h3>
          <dl className="try-others">{trial.others.slice(0, 12).map((other) => (
            <div key={`${other.tenant}/${other.id}`}>
              <dt><Link to="/t/$tenant/routes/$id" params={{ tenant: other.tenant || tenant, id: other.id }}><bdi>{cut(other.id, 60)}</bdi></Link></dt>
              <dd><Tag>{reasonWords[other.reason] ?? other.reason}</Tag><span><bdi>{cut(other.detail, 200)}</bdi></span></dd>
            </div>
          ))}</dl>
          {trial.others.length + trial.furtherOthers > 12 && <p className="help">{trial.others.length + trial.furtherOthers - 12} more routes are further away.</p>}
        </div>
      )}
    </>
  );
}
