import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/access';
import type { AccessToken, NewToken } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { apiCurl } from '../app/examples';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList, useMe } from '../app/queries';
import { rolesWords } from '../app/roles';
import type { TokensSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { SecretOnce } from '../app/SecretOnce';
import { moment, zone } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { CreateToken } from './CreateToken';
import { hint } from './tokenDocument';
import { TokenCards, type TokenListProps, TokenTable } from './TokenTable';
import './tokens.css';

const api = getRouteApi('/t/$tenant/tokens');

/** Who may call the API and sign in here, and as what. */
export function TokensPage() {
  const { tenant } = api.useParams();
  const { search = '', create = false } = api.useSearch();
  const navigate = useNavigate();
  const mayManage = useMay('manage');
  const me = useMe().data;
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<AccessToken>(tenant, 'tokens', search);
  const change = useChange<NewToken>();
  const [made, setMade] = useState<NewToken | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const go = (next: TokensSearch) => void navigate({ to: '/t/$tenant/tokens', params: { tenant }, search: next, replace: true });
  const back = search ? { search } : {};

  const props: TokenListProps | undefined = list.items && {
    tokens: list.items, tenant, mayRemove: mayManage,
    onRemove: (token) => setAsk({
      title: `Remove ${token.name}?`, verb: `Remove ${token.name}`,
      body: `Calls with this token (${hint(token)}) are refused with 401 within a second, for good.${me?.name === `token ${token.name}` ? ' It looks like the token you are signed in with: you would have to sign in with another one.' : ''}`,
      run: async () => { await change.mutateAsync({ method: 'DELETE', path: `/tokens/${encodeURIComponent(token.id)}`, tenant: token.tenant, fresh: true }); told(`${cut(token.name, 60)} is removed.`); },
    }),
  };
  const newToken = mayManage && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => go({ ...back, create: true })}>New token</Button>;

  return (
    <>
      <PageHead title="Access tokens" count={props && !search ? `${props.tokens.length}${list.hasNextPage ? '+' : ''}` : undefined}>{newToken}</PageHead>
      {(props || !list.isError) && <div className="filter-bar"><SearchField value={search} placeholder="Search name or prefix" onSearch={(words) => go(words ? { search: words } : {})} /></div>}
      {list.isError && !props ? <LoadFailed what="The access tokens" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={5} height={44} />
        : !props.tokens.length ? <EmptyState title={search ? 'No token fits the search' : 'No access tokens yet'} action={search ? undefined : newToken}>{search ? 'Names, ids and prefixes were searched.' : 'A token lets a person sign in here and a program call the API, with the rights of its role.'}</EmptyState>
        : phone ? <TokenCards {...props} /> : <TokenTable {...props} />}
      <ListFoot shown={props?.tokens.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {create && mayManage && <CreateToken tenant={tenant} busy={change.isPending} onClose={() => go(back)} onCreate={async ({ owner, document }) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/tokens', tenant: owner, body: document });
        go(back);
        setMade(data);
      }} />}
      {made && (
        <SecretOnce title={`Access token created: ${cut(made.name, 80)}`} what="token" secret={made.token} hint={hint(made)} command={(token) => apiCurl(token)} onDone={() => setMade(null)}>
          <div><dt>Role</dt><dd>{rolesWords(made.roles, tenant)}</dd></div>
          <div><dt>Expires</dt><dd>{made.expiresAt ? `${moment(made.expiresAt)} ${zone}` : 'Never'}</dd></div>
        </SecretOnce>
      )}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
