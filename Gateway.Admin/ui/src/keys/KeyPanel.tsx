import { Button, Drawer } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { onlyLook } from '../app/access';
import type { GatewayKey } from '../app/contract';
import { cut } from '../app/format';
import { useDraft } from '../app/form';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { useChange, useItem } from '../app/queries';
import { ago, moment } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { ExpiryWarning } from './ExpiryWarning';
import { hint, keyErrors, keyPatch, type KeyValues, keyValues } from './keyDocument';
import { KeyFields } from './KeyFields';

/** One key beside the list: its facts, and its definition to change. */
export function KeyPanel({ tenant, id, mayEdit, onClose }: { tenant: string; id: string; mayEdit: boolean; onClose(): void }) {
  const item = useItem<GatewayKey>(tenant, 'keys', id);
  const key = item.data?.data;
  return (
    <Drawer opened onClose={onClose} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} title={<bdi>{cut(key?.name ?? id, 80)}</bdi>} closeButtonProps={{ 'aria-label': 'Close' }} className="side-panel">
      {item.isError ? <LoadFailed what={`Key ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !key ? <Waiting lines={5} height={44} />
        : <KeyForm key={item.data?.etag ?? ''} item={key} etag={item.data?.etag ?? null} mayEdit={mayEdit} onClose={onClose} />}
    </Drawer>
  );
}

function KeyForm({ item, etag, mayEdit: mayWrite, onClose }: { item: GatewayKey; etag: string | null; mayEdit: boolean; onClose(): void }) {
  const mayEdit = mayWrite && item.state !== 'revoked';
  const change = useChange<GatewayKey>();
  const draft = useDraft(keyValues(item), useCallback((values: KeyValues) => keyErrors(values, item), [item]));
  const save = async () => {
    if (!draft.ready()) return;
    try {
      await change.mutateAsync({ method: 'PATCH', path: `/keys/${encodeURIComponent(item.id)}`, tenant: item.tenant, body: keyPatch(draft.values, draft.changed, item), etag });
      told(`${cut(draft.values.name, 60)} is changed.`);
      onClose();
    } catch (error) { draft.fail(error); }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <dl className="facts panel-facts">
        <div><dt>Key</dt><dd className="mono">{hint(item)}</dd></div>
        <div><dt>Id</dt><dd className="mono">{item.id}</dd></div>
        <div><dt>State</dt><dd>{item.state.charAt(0).toUpperCase() + item.state.slice(1)}</dd></div>
        <div><dt>Created</dt><dd>{moment(item.createdAt)}</dd></div>
        <div><dt>Last used</dt><dd title={item.lastUsedAt ? moment(item.lastUsedAt) : undefined}>{ago(item.lastUsedAt)}</dd></div>
      </dl>
      <ExpiryWarning item={item} />
      <p><Link to="/t/$tenant/keys/$id" params={{ tenant: item.tenant, id: item.id }}>Its usage, today and this month</Link></p>
      {!mayWrite && <p className="help">{onlyLook}</p>}
      <fieldset className="stack" disabled={!mayEdit}><KeyFields draft={draft} tenant={item.tenant} isNew={false} /></fieldset>
      {mayEdit && <div className="panel-foot"><span className="soft">{draft.changed.length === 0 ? 'Nothing changed' : draft.changed.length === 1 ? '1 change' : `${draft.changed.length} changes`}</span><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={change.isPending || !draft.changed.length}>Save key</Button></div>}
    </form>
  );
}
