import { Button, FileButton, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, call, messageOf } from '../app/client';
import type { Cluster, GatewayRoute } from '../app/contract';
import { cut, sentence } from '../app/format';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { matchLine } from './routeRows';

interface Preview { clusters: Cluster[]; routes: GatewayRoute[]; renamed: Record<string, string>; refused: Record<string, string[]> }
const count = (number: number, one: string) => `${number} ${number === 1 ? one : `${one}s`}`;

/** Takes over the section ReverseProxy of an appsettings.json: first what would come of it, then all of it as one version. */
export function ImportYarp({ tenant, onClose }: { tenant: string; onClose(): void }) {
  const [settings, setSettings] = useState('');
  const preview = useMutation({ mutationFn: async (text: string) => (await call<Preview>('POST', '/routes/import?dryRun=true', { tenant, body: { settings: text } })).data });
  const change = useChange<Preview>();
  const found = preview.data;
  const refused = Object.entries(found?.refused ?? {});
  const broken = refused.some(([path]) => /^(routes|clusters)\./.test(path));
  const failure = preview.error ?? change.error;
  const words = failure instanceof ApiError && failure.fields.settings ? failure.fields.settings.map(sentence).join(' ') : failure ? sentence(messageOf(failure)) : undefined;
  const write = (text: string) => { setSettings(text); preview.reset(); change.reset(); };
  const take = async () => {
    try {
      await change.mutateAsync({ method: 'POST', path: '/routes/import', tenant, body: { settings, skipRefused: true } });
      told(`${count(found!.routes.length, 'route')} and ${count(found!.clusters.length, 'cluster')} are taken over.`);
      onClose();
    } catch { /* Shown below the text. */ }
  };
  return (
    <Modal opened onClose={onClose} title="Import from YARP" size={720}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (found) void take(); else preview.mutate(settings); }}>
        <Textarea label="appsettings.json, or its section ReverseProxy" classNames={{ input: 'mono' }} autosize minRows={6} maxRows={found ? 8 : 18} spellCheck={false} placeholder={'{ "ReverseProxy": { "Routes": { … }, "Clusters": { … } } }'} value={settings} error={words} onChange={(event) => write(event.currentTarget.value)} data-autofocus />
        {!found && <div><FileButton accept=".json,application/json" onChange={(file) => { if (file) void file.text().then(write); }}>{(props) => <Button variant="default" {...props}>Choose a file</Button>}</FileButton></div>}
        {found && (
          <div className="import-preview" aria-live="polite">
            <h3>{count(found.routes.length, 'route')}</h3>
            <ul>{found.routes.map((route) => <li key={route.id}><b><bdi>{cut(route.id, 60)}</bdi></b> <span className="mono soft"><bdi>{cut(matchLine(route), 120)}</bdi></span> <span className="soft">to {cut(route.cluster, 60)}</span></li>)}</ul>
            <h3>{count(found.clusters.length, 'cluster')}</h3>
            <ul>{found.clusters.map((cluster) => <li key={cluster.id}><b><bdi>{cut(cluster.id, 60)}</bdi></b> <span className="mono soft"><bdi>{cut(cluster.destinations.map(({ address }) => address).join(', '), 160)}</bdi></span></li>)}</ul>
            {Object.keys(found.renamed).length > 0 && <><h3>Other ids</h3><ul>{Object.entries(found.renamed).map(([from, to]) => <li key={from}><span className="mono"><bdi>{cut(from, 80)}</bdi></span> becomes <span className="mono">{to}</span></li>)}</ul></>}
            {refused.length > 0 && <div className="import-refused"><h3>{broken ? 'To mend first' : 'Not taken over'}</h3><ul>{refused.map(([path, reasons]) => <li key={path}><code><bdi>{cut(path, 160)}</bdi></code> {cut(reasons.join('; '), 300)}</li>)}</ul></div>}
          </div>
        )}
        <div className="modal-foot">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit" disabled={!settings.trim() || broken || preview.isPending || change.isPending}>{!found ? 'Preview' : refused.length ? 'Import without these' : 'Import'}</Button>
        </div>
      </form>
    </Modal>
  );
}
