import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { allTenants } from '../app/access';
import type { Confirmation } from '../app/Confirm';
import type { AccessToken, Grant, NewToken } from '../app/contract';
import { apiCurl } from '../app/examples';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { useChange, useItems } from '../app/queries';
import { rolesWords } from '../app/roles';
import { SecretOnce } from '../app/SecretOnce';
import { moment, zone } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { CreatePersonalToken } from './CreatePersonalToken';
import { PersonalTokenList } from './PersonalTokenList';

const hint = ({ prefix, lastFour }: AccessToken) => `${prefix}…${lastFour}`;

/** Tokens with which programs call the API in one's name. */
export function PersonalTokens({ owner, roles, onAsk }: { owner: string; roles: Grant[]; onAsk(ask: Confirmation): void }) {
  const tokens = useItems<AccessToken>(undefined, '/me/tokens');
  const change = useChange<NewToken>();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const remove = (token: AccessToken) => onAsk({
    title: `Remove ${token.name}?`, verb: `Remove ${token.name}`, body: `Calls with this token (${hint(token)}) are refused with 401 within a second, for good.`,
    run: async () => { await change.mutateAsync({ method: 'DELETE', path: `/me/tokens/${encodeURIComponent(token.id)}` }); told(`${cut(token.name, 60)} is removed.`); },
  });
  return (
    <section className="card list-card section-card" aria-labelledby="own-tokens">
      <header>
        <div><h2 id="own-tokens">Personal tokens</h2></div>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>New token</Button>
        <p>For programs that call the API in your name. They never may more than you at that time, and end with your account.</p>
      </header>
      {tokens.isError && !tokens.items ? <LoadFailed what="Your tokens" error={tokens.error} onRetry={() => void tokens.refetch()} />
        : !tokens.items ? <div className="section-body"><Waiting lines={2} height={44} /></div>
        : !tokens.items.length ? <p className="section-body soft">No personal token yet.</p>
        : <PersonalTokenList tokens={tokens.items} hint={hint} onRemove={remove} />}
      {adding && <CreatePersonalToken owner={owner} roles={roles} busy={change.isPending} onClose={() => setAdding(false)} onCreate={async (document) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/me/tokens', body: document });
        setAdding(false);
        setMade(data);
      }} />}
      {made && (
        <SecretOnce title={`Personal token created: ${cut(made.name, 80)}`} what="token" secret={made.token} hint={hint(made)} command={(token) => apiCurl(token)} onDone={() => setMade(null)}>
          <div><dt>May</dt><dd>{rolesWords(made.roles, allTenants)}</dd></div>
          <div><dt>Expires</dt><dd>{made.expiresAt ? `${moment(made.expiresAt)} ${zone}` : 'Never'}</dd></div>
        </SecretOnce>
      )}
    </section>
  );
}
