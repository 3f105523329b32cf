import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { download } from '../../app/client';
import { cut } from '../../app/format';
import type { Confirmation } from '../../app/Confirm';
import { refused, told } from '../../app/notify';
import { useChange } from '../../app/queries';
import type { Dashboard } from '../document';

/** What both the list and a dashboard's own menu need of one. */
export interface Subject { id: string; tenant: string; title: string; favourite?: boolean; shipped?: string | null }

/** Saves a file that the API gives. */
export async function saveFile(path: string, tenant: string, name: string) {
  const url = URL.createObjectURL(await download(path, tenant));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Star, copy, file, way back, removal. */
export function useDashboardActs() {
  const client = useQueryClient();
  const change = useChange<Dashboard>();
  const navigate = useNavigate();
  const pathOf = ({ id }: Subject) => `/dashboards/${encodeURIComponent(id)}`;
  return {
    change,
    async star(one: Subject) {
      try {
        await change.mutateAsync({ method: one.favourite ? 'DELETE' : 'PUT', path: `${pathOf(one)}/favourite`, tenant: one.tenant });
      } catch (error) { refused('The favourite was not changed', error); }
    },
    async duplicate(one: Subject) {
      try {
        const { data } = await change.mutateAsync({ method: 'POST', path: `${pathOf(one)}/duplicate`, tenant: one.tenant, body: {} });
        told(`${cut(data.title, 60)} is made.`);
        await navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: data.tenant, dashboard: data.id }, search: {} });
      } catch (error) { refused(`${cut(one.title, 60)} was not duplicated`, error); }
    },
    async save(one: Subject) {
      try { await saveFile(`/dashboards/export?ids=${encodeURIComponent(one.id)}`, one.tenant, `${one.id}.json`); } catch (error) { refused(`${cut(one.title, 60)} was not exported`, error); }
    },
    reset: (one: Subject, after?: () => void): Confirmation => ({
      title: `Reset ${one.title}?`, verb: `Reset ${one.title}`, body: 'It becomes again what came with the gateway, and newer versions of the gateway change it again. Your version stays in its history.',
      run: async () => { await change.mutateAsync({ method: 'POST', path: `${pathOf(one)}/reset`, tenant: one.tenant }); told(`${cut(one.title, 60)} is as shipped.`); after?.(); },
    }),
    remove: (one: Subject, after?: () => void): Confirmation => ({
      title: `Delete ${one.title}?`, verb: `Delete ${one.title}`,
      body: one.shipped === one.id ? 'It goes for everybody of this tenant, with its secret link. It came with the gateway, so it can be brought back from the list of dashboards.' : 'It goes for everybody who sees it, with its history and its secret link. Export it first to keep a copy.',
      run: async () => {
        await change.mutateAsync({ method: 'DELETE', path: pathOf(one), tenant: one.tenant });
        client.removeQueries({ queryKey: ['item', one.tenant, 'dashboards', one.id] });
        told(`${cut(one.title, 60)} is deleted.`);
        after?.();
      },
    }),
  };
}
