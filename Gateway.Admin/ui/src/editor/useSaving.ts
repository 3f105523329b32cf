import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, type Answered } from '../app/client';
import { refused, told } from '../app/notify';
import { queryClient, useChange } from '../app/queries';
import { newDashboard } from '../app/search';
import { type Dashboard, defaultView, searchOf, type View } from '../dashboards/document';
import type { Complaints } from './complaints';
import { bodyOf, type Draft, idsFor } from './draft';
import type { Newer } from './StaleDialog';
import { complaintsOf } from './useCheck';

interface SavingProps { tenant: string; id: string; start: Draft; draft: Draft; etag: string | null; view: View; onRefused(complaints: Complaints): void }

/** Stores the draft and goes back to reading it; or says why not. */
export function useSaving({ tenant, id, start, draft, etag, view, onRefused }: SavingProps) {
  const navigate = useNavigate();
  const { mutateAsync, isPending } = useChange<Dashboard>();
  const [newer, setNewer] = useState<Newer | null>(null);
  const leaving = useRef(false);

  const read = async ({ data, etag: tag }: Answered<Dashboard>, words: string) => {
    leaving.current = true;
    // The reading page begins with what was stored, not with what an earlier visit saw.
    queryClient.setQueryData(['item', tenant, 'dashboards', data.id], { data, etag: tag });
    told(words);
    await navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard: data.id }, search: searchOf(view, defaultView(data.defaults)), replace: true });
  };
  const failed = (error: unknown) => {
    if (error instanceof ApiError && error.status === 412) return setNewer((error.problem as { current?: Newer }).current ?? { version: null });
    const complaints = error instanceof ApiError && Object.keys(error.fields).length ? complaintsOf(error) : undefined;
    if (complaints) onRefused(complaints); else refused('The dashboard was not saved', error);
  };
  const put = (body: Draft, tag: string | null) => mutateAsync({ method: 'PUT', path: `/dashboards/${encodeURIComponent(id)}`, tenant, body, etag: tag });
  const post = (body: Draft) => mutateAsync({ method: 'POST', path: '/dashboards', tenant, body });

  /** Under the first of these ids that is free. */
  const make = async (ids: string[], body: Draft, words: string) => {
    for (const [at, free] of ids.entries()) {
      try {
        return await read(await post({ ...body, id: free }), words);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 409) || at === ids.length - 1) return failed(error);
      }
    }
  };
  const save = async (tag = etag) => {
    const body = bodyOf(draft);
    if (id === newDashboard) return make(draft.id === start.id ? idsFor(draft.title) : [draft.id], body, 'Dashboard saved');
    try {
      await read(await put(body, tag), 'Dashboard saved');
    } catch (error) { failed(error); }
  };
  const saveCopy = () => make(idsFor(`${draft.id.slice(0, 56)}-copy`), { ...bodyOf(draft), title: `${draft.title.slice(0, 190)} (copy)` }, 'Saved as a copy');
  return { save, saveCopy, saving: isPending, newer, close: () => setNewer(null), leaving };
}
