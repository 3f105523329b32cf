import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ApiError, get, messageOf } from '../../app/client';
import { cut, sentence } from '../../app/format';
import { LoadFailed } from '../../app/listParts';
import { told } from '../../app/notify';
import { useChange, useItems } from '../../app/queries';
import { moment } from '../../app/time';
import { Waiting } from '../../widgets/Waiting';
import type { Dashboard } from '../document';

interface Version { version: number; savedAt: string; savedBy: string; title: string }

/** Every save that is kept, and the way back to one. Going back is a save too, so nothing is lost by it. */
export function HistoryDialog({ dashboard, etag, onClose, onChanged }: { dashboard: Dashboard; etag: string | null; onClose(): void; onChanged(): void }) {
  const { id, tenant, version: now, mayEdit, shipped } = dashboard;
  const path = `/dashboards/${encodeURIComponent(id)}`;
  const list = useItems<Version>(tenant, `${path}/versions`);
  const change = useChange();
  const [failure, setFailure] = useState<unknown>(null);
  const restore = async (version: number) => {
    setFailure(null);
    try {
      const body = await get<Dashboard>(`${path}/versions/${version}`, { tenant });
      await change.mutateAsync({ method: 'PUT', path, tenant, etag, body });
      told(`Version ${version} is back, as a new version.`);
      onChanged();
      onClose();
    } catch (error) { setFailure(error); }
  };
  const said = failure instanceof ApiError && failure.status === 412 ? 'Somebody saved it after you opened it. Load the page again first.' : sentence(messageOf(failure));
  return (
    <Modal opened onClose={onClose} title="History" size={560}>
      {list.isError ? <LoadFailed what="The history" error={list.error} onRetry={() => void list.refetch()} />
        : !list.items ? <Waiting lines={3} height={36} />
        : (
          <ul className="version-list">
            {list.items.map(({ version, savedAt, savedBy, title }) => (
              <li key={version}>
                <div><b>Version {version}</b> <bdi>{cut(title, 80)}</bdi><p>{moment(savedAt)} by <bdi>{cut(savedBy, 60)}</bdi></p></div>
                {version === now ? <span className="soft">Now</span> : mayEdit && <Button size="xs" variant="default" disabled={change.isPending} onClick={() => void restore(version)}>Restore version {version}</Button>}
              </li>
            ))}
            {shipped === id && <li><div><b>As shipped</b><p>What came with this version of the gateway</p></div>{now === 0 && <span className="soft">Now</span>}</li>}
          </ul>
        )}
      {failure !== null && <p className="form-error" role="alert">{said}</p>}
      <div className="modal-foot"><Button variant="default" onClick={onClose}>Close</Button></div>
    </Modal>
  );
}
