import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../app/client';
import { CopyButton } from '../../app/Copy';
import { sentence } from '../../app/format';
import { told } from '../../app/notify';
import { useChange } from '../../app/queries';
import { moment } from '../../app/time';
import type { Dashboard } from '../document';
import { endOf, ends, sharedLink } from './links';

interface Made { token?: string }

/** The one secret link of a dashboard: made, shown once, ended. */
export function ShareDialog({ dashboard, onClose, onChanged }: { dashboard: Dashboard; onClose(): void; onChanged(): void }) {
  const change = useChange<Made>();
  const [end, setEnd] = useState('7');
  const [link, setLink] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { share, tenant, id, team } = dashboard;
  const path = `/dashboards/${encodeURIComponent(id)}/share`;
  const act = async (run: () => Promise<void>) => {
    setFailure(null);
    try { await run(); onChanged(); } catch (error) { setFailure(error); }
  };
  const make = () => act(async () => {
    const { data } = await change.mutateAsync({ method: 'POST', path, tenant, body: { expiresAt: endOf(end) } });
    setLink(sharedLink(data.token ?? ''));
  });
  const revoke = () => act(async () => {
    await change.mutateAsync({ method: 'DELETE', path, tenant });
    setLink(null);
    told('The secret link is ended.');
  });
  return (
    <Modal opened onClose={onClose} title="Secret link" size={560}>
      <div className="stack">
        <p className="confirm">Whoever has the link sees this dashboard and its figures without signing in, {team ? 'as far as the team sees them' : 'for this whole tenant'}: no single persons, no requests, nothing else of the gateway. They choose the range and the comparison.</p>
        {link ? (
          <>
            <div className="secret-row"><output className="secret mono" aria-label="The secret link">{link}</output><CopyButton text={link} autoFocus /></div>
            <p className="help">Copy it now: it is shown this once. A new link ends this one.</p>
          </>
        ) : share ? (
          <p>There is a link, made by <bdi>{share.createdBy}</bdi> {moment(share.createdAt)}{share.expiresAt ? `; it ends ${moment(share.expiresAt)}` : '; it has no end'}. Nobody can show it again.</p>
        ) : null}
        {!link && <Select label="It ends" data={ends} value={end} allowDeselect={false} onChange={(value) => setEnd(value ?? '7')} />}
        {failure !== null && <p className="form-error" role="alert">{sentence(messageOf(failure))}</p>}
        <div className="modal-foot">
          {(share || link) && <Button className="danger" disabled={change.isPending} onClick={() => void revoke()}>End the link</Button>}
          <Button variant="default" onClick={onClose}>Close</Button>
          {!link && <Button disabled={change.isPending} onClick={() => void make()}>{share ? 'Make a new link' : 'Make the link'}</Button>}
        </div>
      </div>
    </Modal>
  );
}
