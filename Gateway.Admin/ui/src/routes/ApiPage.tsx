import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useMay } from '../app/access';
import type { Api } from '../app/contract';
import { ChoiceField, FormCard, TextField } from '../app/Fields';
import { type Errors, useDraft } from '../app/form';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem, useNames } from '../app/queries';
import { SaveBar } from '../app/SaveBar';
import { usual } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Traffic } from '../widgets/Traffic';
import { Waiting } from '../widgets/Waiting';
import { RoutesOf } from './RoutesOf';
import { apiTraffic } from './traffic';
import './routes.css';

const api = getRouteApi('/t/$tenant/apis/$id');

/** One API: whose it is, its routes, who calls them and how that goes. */
export function ApiPage() {
  const { tenant, id } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const [editing, setEditing] = useState(false);
  const item = useItem<Api>(tenant, 'apis', id);
  const found = item.data?.data;
  return (
    <div className="form-page">
      <PageHead title={found?.name ?? id} tag={found?.version ? <Tag>{cut(found.version, 20)}</Tag> : undefined} trail={<Link to="/t/$tenant/apis" params={{ tenant }}>APIs</Link>}>
        {found && mayEdit && <Button variant="default" onClick={() => setEditing(!editing)}>{editing ? 'Close the form' : 'Edit'}</Button>}
      </PageHead>
      {item.isError ? <LoadFailed what={`API ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !found ? <Waiting lines={2} height={160} />
        : (
          <>
            <p className="soft owner-line">{found.team ? <>Team <Link to="/t/$tenant/teams/$id" params={{ tenant: found.tenant, id: found.team }}>{found.team}</Link> answers for it.</> : 'No team answers for it yet.'}</p>
            {editing && <ApiForm key={item.data?.etag ?? ''} item={found} etag={item.data?.etag ?? null} onSaved={() => { setEditing(false); void item.refetch(); }} />}
            <Traffic tenant={found.tenant} widgets={apiTraffic} filters={[{ dimension: 'api', op: 'is', values: [id] }]} range={{ ...usual, ...search }} onRange={(range) => void navigate({ to: '/t/$tenant/apis/$id', params: { tenant, id }, search: range, replace: true, resetScroll: false })} />
            <RoutesOf tenant={found.tenant} filters={{ api: id }} sentence="A route says itself which API it belongs to: choose it in the route's form, under Ownership." />
          </>
        )}
    </div>
  );
}

interface ApiValues { name: string; team: string | null; version: string }
const check = ({ name }: ApiValues): Errors => (name.trim() ? {} : { name: 'Give it a name.' });

function ApiForm({ item, etag, onSaved }: { item: Api; etag: string | null; onSaved(): void }) {
  const draft = useDraft<ApiValues>({ name: item.name, team: item.team ?? null, version: item.version ?? '' }, useCallback(check, []));
  const teams = useNames(item.tenant, 'teams').options;
  const change = useChange<Api>();
  const save = async () => {
    if (!draft.ready()) return;
    try {
      await change.mutateAsync({ method: 'PATCH', path: `/apis/${encodeURIComponent(item.id)}`, tenant: item.tenant, etag, body: { name: draft.values.name.trim(), team: draft.values.team, version: draft.values.version.trim() || null } });
      told(`${cut(draft.values.name, 60)} is changed.`);
      onSaved();
    } catch (error) { draft.fail(error); }
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      <FormCard title="Definition" sentence="What readers of figures and keys see of it.">
        <TextField draft={draft} name="name" label="Name" autoFocus />
        <TextField draft={draft} name="version" label="Version" placeholder="v2" help="As its makers count." />
        <ChoiceField draft={draft} name="team" label="Owner team" data={teams} clearable placeholder="None" help="Who answers for it." />
      </FormCard>
      <SaveBar draft={draft} name={item.name} labels={{ name: 'Name', team: 'Owner team', version: 'Version' }} verb="Save API" busy={change.isPending} onSave={() => void save()} />
    </form>
  );
}
