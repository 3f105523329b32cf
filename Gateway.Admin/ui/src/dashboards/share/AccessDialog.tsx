import { Button, Modal, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { useLedTeams } from '../../app/access';
import { ApiError, messageOf } from '../../app/client';
import { sentence } from '../../app/format';
import { told } from '../../app/notify';
import { useChange, useMe, useNames } from '../../app/queries';
import type { Dashboard } from '../document';

interface AccessProps { dashboard: Dashboard; etag: string | null; whole: boolean; onClose(): void; onChanged(): void }

/** Who sees a dashboard. Who leads a team gives what is private to that team; the whole tenant takes an editor. */
export function AccessDialog({ dashboard, etag, whole, onClose, onChanged }: AccessProps) {
  const change = useChange();
  const me = useMe().data;
  const teams = useNames(dashboard.tenant, 'teams');
  const led = useLedTeams();
  const [access, setAccess] = useState(dashboard.access);
  const [team, setTeam] = useState(dashboard.team);
  const [failure, setFailure] = useState<unknown>(null);
  const options = whole ? teams.options : teams.options.filter(({ value }) => led.includes(value));
  const save = async () => {
    setFailure(null);
    try {
      await change.mutateAsync({ method: 'PATCH', path: `/dashboards/${encodeURIComponent(dashboard.id)}`, tenant: dashboard.tenant, etag, body: { access, team: access === 'team' ? team : null } });
      told('Who sees it is changed.');
      onChanged();
      onClose();
    } catch (error) { setFailure(error); }
  };
  const said = failure instanceof ApiError && failure.status === 412 ? 'Somebody saved it after you opened it. Load the page again first.' : sentence(messageOf(failure));
  return (
    <Modal opened onClose={onClose} title="Who sees it" size={460}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Radio.Group aria-label="Who sees it" value={access} onChange={(value) => setAccess(value as Dashboard['access'])}>
          <div className="stack">
            <Radio value="tenant" disabled={!whole && dashboard.access !== 'tenant'} label="The whole tenant" description="Everybody with a role in the tenant; teams see it when it came with the gateway." />
            <Radio value="team" disabled={!options.length} label="One team" description="The people of the team, and those of the whole tenant." />
            <Radio value="private" disabled={!me?.user} label="Only me" description="A secret link to it ends. Admins see that it is there and may delete it." />
          </div>
        </Radio.Group>
        {access === 'team' && <Select label="Team" data={options} value={team} onChange={setTeam} searchable allowDeselect={false} nothingFoundMessage="No team is called so." />}
        {failure !== null && <p className="form-error" role="alert">{said}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={change.isPending || (access === 'team' && !team)}>Save</Button></div>
      </form>
    </Modal>
  );
}
