import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import { get } from '../app/client';
import { Confirm, type Confirmation } from '../app/Confirm';
import type { Certificate, CertificateUse } from '../app/contract';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList, useNodes } from '../app/queries';
import { SearchField } from '../app/SearchField';
import { Waiting } from '../widgets/Waiting';
import { losses } from './certificate';
import { CertificateDialog } from './CertificateDialog';
import { CertificateTable } from './CertificateTable';
import './certificates.css';

const api = getRouteApi('/t/$tenant/certificates');

/** What clients are shown by https: names, issuers, ends, and which one answers. */
export function CertificatesPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const list = useList<Certificate>(tenant, 'certificates', search, 200, 15);
  const nodes = useNodes(tenant).data;
  const change = useChange();
  const [open, setOpen] = useState<Certificate | 'new' | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const mayEdit = may('write');
  const pathOf = ({ id }: Certificate) => `/certificates/${encodeURIComponent(id)}`;
  const go = (words?: string) => void navigate({ to: '/t/$tenant/certificates', params: { tenant }, search: words ? { search: words } : {}, replace: true });
  const hasHttps = nodes?.proxyUrls?.some((url) => url.startsWith('https:')) ?? true;

  const remove = async (item: Certificate) => {
    try {
      const { names } = await get<{ names: CertificateUse[] }>(`${pathOf(item)}/uses`, { tenant: item.tenant });
      setAsk({
        title: `Delete ${item.id}?`, verb: `Delete ${item.id}`, body: <>{losses(names).map((words) => <p key={words}>{words}</p>)}<p>Connections that are open go on. Its key is gone from the gateway for good.</p></>,
        run: async () => { await change.mutateAsync({ method: 'DELETE', path: pathOf(item), tenant: item.tenant }); told(`${cut(item.id, 60)} is deleted.`); },
      });
    } catch (error) { refused(`What ${cut(item.id, 60)} is used for could not be asked`, error); }
  };
  const add = mayEdit && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setOpen('new')}>Add certificate</Button>;

  return (
    <>
      <PageHead title="Certificates" count={list.items && !search ? `${list.items.length}${list.hasNextPage ? '+' : ''}` : undefined}>{add}</PageHead>
      <div className="filter-bar"><SearchField value={search} placeholder="Search id, name or issuer" onSearch={go} /></div>
      {!hasHttps && <div className="warn-line certificates-warn" role="status">The gateway takes no https yet. Add an address such as https://*:8443 to Gateway:Proxy:Urls and start it again.</div>}
      {list.isError && !list.items ? <LoadFailed what="The certificates" error={list.error} onRetry={() => void list.refetch()} />
        : !list.items ? <Waiting lines={6} height={52} />
        : !list.items.length ? <EmptyState title={search ? 'No certificate fits the search' : 'No certificates yet'} action={search ? <Button variant="default" onClick={() => go()}>Show all certificates</Button> : add}>{search ? 'Ids, host names and issuers were searched.' : 'Clients that come by https are shown the certificate that has the name they ask for. Without one they are answered 421.'}</EmptyState>
        : <CertificateTable items={list.items} showTenant={tenant === allTenants} mayEdit={mayEdit} onReplace={setOpen} onRemove={(item) => void remove(item)} />}
      <ListFoot shown={list.items?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {open && <CertificateDialog tenant={open === 'new' ? tenant : open.tenant} item={open === 'new' ? null : open} mayNameFiles={may('operate')} onClose={() => setOpen(null)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
