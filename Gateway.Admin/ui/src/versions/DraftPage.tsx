import { Button, Modal, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants } from '../app/access';
import { ApiError, call, messageOf } from '../app/client';
import { Confirm, type Confirmation } from '../app/Confirm';
import type { DraftedDocument } from '../app/contract';
import { cut, sentence } from '../app/format';
import { EmptyState, LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange } from '../app/queries';
import { useTenant } from '../app/Shell';
import { StaleDialog } from '../app/StaleDialog';
import { useDraftState } from '../app/useDraftState';
import { Waiting } from '../widgets/Waiting';
import { ChangeList } from './ChangeList';
import { oneOf } from './words';

/** What the reader changed and has not published: the difference, whose is in the way, and the way on. */
export function DraftPage() {
  const tenant = useTenant();
  const draft = useDraftState(tenant);
  const change = useChange();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [settling, setSettling] = useState<DraftedDocument | null>(null);
  const [publishes, setPublishes] = useState(false);
  const items = draft.data?.items;
  const raced = items?.filter(({ isRaced }) => isRaced) ?? [];
  const drop = (one?: DraftedDocument) => setAsk({
    title: one ? `Discard the change of ${one.id}?` : 'Discard all changes?', verb: one ? `Discard ${one.id}` : 'Discard all',
    body: 'Nothing of it was published, and it cannot be brought back.',
    run: () => change.mutateAsync({ method: 'DELETE', path: one ? `/draft/${one.collection}/${encodeURIComponent(one.id)}` : '/draft', tenant: one?.tenant ?? tenant }),
  });
  const settle = async (one: DraftedDocument, document: unknown, etag: string | null) => {
    const path = `/${one.collection}/${encodeURIComponent(one.id)}`;
    if (document === null) await call('DELETE', `/draft/${one.collection}/${encodeURIComponent(one.id)}`, { tenant: one.tenant });
    else await call('PUT', path, { tenant: one.tenant, body: document, etag });
    setSettling(null);
    await draft.refetch();
  };
  return (
    <>
      <PageHead title="Not published" trail={<Link to="/t/$tenant/versions" params={{ tenant }}>Versions</Link>}>
        {items && items.length > 0 && <Button variant="default" onClick={() => drop()}>Discard all</Button>}
        {items && items.length > 0 && <Button disabled={raced.length > 0} onClick={() => setPublishes(true)}>Publish</Button>}
      </PageHead>
      {draft.isError && !items ? <LoadFailed what="Your draft" error={draft.error} onRetry={() => void draft.refetch()} />
        : !items ? <Waiting lines={4} height={60} />
        : !items.length ? <EmptyState title="Everything is published">{draft.data!.on ? 'What you change of routes, clusters, APIs and groups gathers here until you publish it.' : 'Each change is published at once here. Whoever runs the gateway may have changes gather first, by Gateway:Admin:Drafts.'}</EmptyState>
        : (
          <>
            {raced.length > 0 && (
              <section className="card raced" role="alert" aria-label="In the way">
                <p><b>Somebody else published {raced.length === 1 ? 'one of these' : 'some of these'} after you began.</b> Settle {raced.length === 1 ? 'it' : 'them'} before you publish.</p>
                <ul>{raced.map((one) => <li key={`${one.collection}/${one.id}`}>{oneOf(one.collection)} <b className="mono">{cut(one.id, 64)}</b> <Button variant="default" size="xs" onClick={() => setSettling(one)}>Compare</Button></li>)}</ul>
              </section>
            )}
            <ChangeList changes={items} count={items.length} showTenant={tenant === allTenants} onDrop={(one) => drop(items.find((item) => item.collection === one.collection && item.id === one.id && item.tenant === one.tenant))} />
          </>
        )}
      {settling && <StaleDialog late={{ name: settling.id, base: settling.before, theirs: settling.current, mine: settling.after, etag: settling.currentTag }} onClose={() => setSettling(null)} onSave={(document, etag) => settle(settling, document, etag)} />}
      {publishes && <Publish tenant={tenant} count={items?.length ?? 0} onClose={() => setPublishes(false)} onRaced={() => { setPublishes(false); void draft.refetch(); }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}

function Publish({ tenant, count, onClose, onRaced }: { tenant: string; count: number; onClose(): void; onRaced(): void }) {
  const change = useChange<{ version: number; applied: boolean }>();
  const navigate = useNavigate();
  const [message, setMessage] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const run = async () => {
    setFailure(null);
    try {
      const { data } = await change.mutateAsync({ method: 'POST', path: `/draft/publish${message.trim() ? `?message=${encodeURIComponent(message.trim())}` : ''}`, tenant, body: {} });
      told(data.applied ? `Published as v${data.version}.` : 'It came to nothing: all of it is published already.');
      onClose();
      if (data.applied) await navigate({ to: '/t/$tenant/versions/$number', params: { tenant, number: String(data.version) } });
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) onRaced();
      else setFailure(sentence(messageOf(error)));
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Publish ${count} ${count === 1 ? 'change' : 'changes'}`} size={520}>
      <TextInput label="Why" description="Stands in the history beside your name." maxLength={500} value={message} onChange={(event) => setMessage(event.currentTarget.value)} data-autofocus />
      {failure && <p className="form-error" role="alert">{failure}</p>}
      <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button disabled={change.isPending} onClick={() => void run()}>Publish</Button></div>
    </Modal>
  );
}
