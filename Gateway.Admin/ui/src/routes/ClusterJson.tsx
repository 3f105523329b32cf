import { Button } from '@mantine/core';
import { useState } from 'react';
import { type ApiError, messageOf } from '../app/client';
import type { Cluster } from '../app/contract';
import { sentence } from '../app/format';
import { type Fault, JsonText } from '../app/JsonText';
import { useDryRun } from '../app/useDryRun';

const asIs = (value: unknown) => value;
const faultsOf = ({ fields, message }: ApiError): Fault[] => {
  const all = Object.entries(fields).flatMap(([path, words]) => words.map((one) => ({ path, words: sentence(one) })));
  return all.length ? all : [{ path: '', words: sentence(message) }];
};

/** A cluster with all that it knows, as text; checked by the gateway while it is written. */
export function ClusterJson({ cluster, mayEdit, busy, onSave }: { cluster: Cluster; mayEdit: boolean; busy: boolean; onSave(document: unknown): Promise<unknown> }) {
  const [written, setWritten] = useState<unknown>(cluster);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const changed = JSON.stringify(written) !== JSON.stringify(cluster);
  const waiting = useDryRun(mayEdit && changed && written !== undefined ? { method: 'PUT', path: `/clusters/${encodeURIComponent(cluster.id)}`, tenant: cluster.tenant, body: written } : null, (refusal) => setFaults(refusal ? faultsOf(refusal) : []));
  const save = async () => {
    try { await onSave(written); } catch (error) { setFailure(sentence(messageOf(error))); }
  };
  return (
    <>
      <div className="route-json"><JsonText label="The cluster as JSON" value={written ?? cluster} faults={changed ? faults : []} soundOf={asIs} onChange={(value) => { setWritten(value); setFailure(null); }} /></div>
      {failure && <p className="form-error" role="alert">{failure}</p>}
      {mayEdit && changed && <div className="save-bar" role="region" aria-label="Changes"><div className="save-words"><b>Changes</b> to {cluster.id}</div><div className="save-buttons"><Button disabled={busy || waiting || written === undefined || faults.length > 0} onClick={() => void save()}>Publish</Button></div></div>}
    </>
  );
}
