import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { allTenants, useLedTeams, useMay } from '../app/access';
import { useCatalogue } from '../app/dimensions';
import { cut } from '../app/format';
import { idFrom } from '../app/form';
import { LoadFailed } from '../app/listParts';
import { Message } from '../app/Messages';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { AlertEditor } from './AlertEditor';
import type { Alert, AlertBody } from './contract';
import { alertOnWidget } from './fromWidget';
import { useTemplates } from './useAlertAnswers';
import { ViewSwitch } from './ViewSwitch';
import './alerts.css';

const api = getRouteApi('/t/$tenant/alerts/new');

/** An alert from nothing, from a template, like another one, or on what a widget shows. */
export function NewAlertPage() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const change = useChange<Alert>();
  const templates = useTemplates(tenant);
  const model = useItem<Alert>(tenant, 'alerts', search.clone);
  const catalogue = useCatalogue(tenant);
  const mayAll = useMay('write');
  const led = useLedTeams();
  const start = useMemo((): Partial<AlertBody> | undefined => {
    if (search.clone) return model.data && { ...model.data.data, id: '', name: `${model.data.data.name} (copy)` };
    if (search.template) return templates.data && (templates.data.find(({ id }) => id === search.template)?.alert ?? {});
    if (search.query) return catalogue.data && withId(alertOnWidget(search, catalogue.data.presets));
    return {};
  }, [search, model.data, templates.data, catalogue.data]);
  if (!mayAll && !led.length) return <Message title="You may not create alerts here">That takes the role editor or admin of this tenant, or admin of a team.</Message>;
  if (tenant === allTenants) return <Message title="Choose a tenant first">An alert belongs to one tenant. Choose it at the top of the navigation.</Message>;
  const failed = search.clone ? model : search.template ? templates : search.query ? catalogue : undefined;
  const isPlain = !search.clone && !search.template && !search.query;
  return (
    <div className="form-page alert-page">
      <PageHead title="New alert" trail={<Link to="/t/$tenant/alerts" params={{ tenant }}>Alerts</Link>} tag={<Tag>Draft</Tag>}>
        {isPlain && Boolean(templates.data?.length) && <Menu width={260}>
          <Menu.Target><Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} />}>Begin with</Button></Menu.Target>
          <Menu.Dropdown>{templates.data!.map(({ id, name }) => <Menu.Item key={id} onClick={() => void navigate({ to: '/t/$tenant/alerts/new', params: { tenant }, search: { template: id } })}>{cut(name, 60)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>}
        <ViewSwitch json={search.view === 'json'} onChange={(json) => void navigate({ to: '/t/$tenant/alerts/new', params: { tenant }, search: ({ ...search, view: json ? 'json' : undefined }), replace: true, resetScroll: false })} />
        <Button component={Link} variant="subtle" color="gray" to={`/t/${encodeURIComponent(tenant)}/alerts`}>Cancel</Button>
      </PageHead>
      {failed?.isError ? <LoadFailed what="What it begins with" error={failed.error} onRetry={() => void failed.refetch()} />
        : !start ? <Waiting lines={3} height={180} />
        : <AlertEditor key={`${search.clone}/${search.template}/${search.title}`} tenant={tenant} teams={mayAll ? undefined : led} start={start} busy={change.isPending} json={search.view === 'json'} onSave={async (document) => {
            const { data } = await change.mutateAsync({ method: 'POST', path: '/alerts', tenant, body: { ...document, tenant } });
            told(`${cut(data.name, 60)} is created.`);
            await navigate({ to: '/t/$tenant/alerts/$id', params: { tenant, id: data.id } });
          }} />}
    </div>
  );
}

const withId = (alert: Partial<AlertBody>): Partial<AlertBody> => ({ ...alert, id: idFrom(alert.name ?? '') });
