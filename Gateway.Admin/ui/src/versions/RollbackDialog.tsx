import { Button, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, call, messageOf } from '../app/client';
import type { DocumentChange } from '../app/contract';
import { sentence } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { Waiting } from '../widgets/Waiting';
import { ChangeList } from './ChangeList';
import { oneOf } from './words';

interface RolledBack { version: number; applied: boolean; changes: DocumentChange[]; left: { collection: string; tenant: string; id: string; why: string }[] }

/** The way back to a version, with what it would change before it changes anything. */
export function RollbackDialog({ tenant, number, showTenant, onClose, onDone }: { tenant: string; number: number; showTenant: boolean; onClose(): void; onDone(version: number): void }) {
  const path = `/config/versions/${number}/rollback`;
  const preview = useQuery({ queryKey: ['versions', tenant, 'rollback', number], gcTime: 0, staleTime: Infinity, retry: false, queryFn: ({ signal }) => call<RolledBack>('POST', `${path}?dryRun=true`, { tenant, body: {}, signal }) });
  const change = useChange<RolledBack>();
  const [message, setMessage] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const found = preview.data?.data;
  const run = async () => {
    setFailure(null);
    try {
      const { data } = await change.mutateAsync({ method: 'POST', path: message.trim() ? `${path}?message=${encodeURIComponent(message.trim())}` : path, tenant, body: {}, etag: preview.data?.etag });
      told(`The configuration is as it was at v${number}, as v${data.version}.`);
      onDone(data.version);
    } catch (error) { setFailure(error); }
  };
  const raced = failure instanceof ApiError && failure.status === 412;
  return (
    <Modal opened onClose={onClose} title={`Roll back to v${number}`} size={720}>
      {preview.isError ? <LoadFailed what="The preview" error={preview.error} onRetry={() => void preview.refetch()} />
        : !found ? <Waiting lines={3} height={44} />
        : found.changes.length === 0 ? <p className="soft">The configuration is as it was at v{number}{found.left.length > 0 ? ', but for what a rollback leaves as it is' : ''}. There is nothing to roll back.</p>
        : <><p className="soft">A new version is published in which this stands as it stood at v{number}. Nothing is lost: the versions since stay in the history.</p><ChangeList changes={found.changes} count={found.changes.length} showTenant={showTenant} /></>}
      {found && found.left.length > 0 && <ul className="left-list" aria-label="What stays as it is">{found.left.slice(0, 50).map((one) => <li key={`${one.collection}/${one.tenant}/${one.id}`}>{oneOf(one.collection)} <b className="mono">{one.id}</b> stays as it is: {one.why}.</li>)}</ul>}
      {found && found.changes.length > 0 && <TextInput label="Why" placeholder={`Rolled back to version ${number}`} maxLength={500} value={message} onChange={(event) => setMessage(event.currentTarget.value)} />}
      {failure !== null && <p className="form-error" role="alert">{raced ? 'Somebody published after you opened this. Look at what it would change now.' : sentence(messageOf(failure))}</p>}
      <div className="modal-foot">
        <Button variant="default" onClick={onClose} data-autofocus>Cancel</Button>
        {raced ? <Button onClick={() => { setFailure(null); void preview.refetch(); }}>Look again</Button>
          : <Button className="danger" disabled={!found?.changes.length || change.isPending} onClick={() => void run()}>Roll back to v{number}</Button>}
      </div>
    </Modal>
  );
}
