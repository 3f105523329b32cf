import type { Jwt } from '../app/contract';
import { ChoiceField, CheckField, FormCard, JsonField, NumberField, TagsField, TextField } from '../app/Fields';
import type { Draft } from '../app/form';
import { useNames } from '../app/queries';
import { Conditions } from './Conditions';
import { furtherJwt, jwtDemands } from './jwtForm';
import { demands, methods, type RouteValues } from './routeForm';

/** The form of a route. `own`: the only teams to choose from. */
export function RouteFields({ draft, tenant, own, isNew, jwt }: { draft: Draft<RouteValues>; tenant: string; own?: string[]; isNew: boolean; jwt?: Jwt | null }) {
  const apis = useNames(tenant, 'apis').options;
  const teams = useNames(tenant, 'teams').options.filter(({ value }) => !own || own.includes(value));
  const clusters = useNames(tenant, 'clusters').options;
  const groups = useNames(tenant, 'groups').options.map(({ value }) => value);
  const bearer = draft.values.jwt === 'required' && (draft.values['access.jwt.header'] || 'authorization').toLowerCase() === 'authorization';
  const further = furtherJwt(jwt);
  return (
    <>
        <FormCard title="Match" sentence="A request takes the first route for which all of these hold.">
          {isNew && <TextField draft={draft} name="id" label="Id" mono required help="Stays for good: figures, keys and links refer to it." placeholder="orders" />}
          <TextField draft={draft} name="match.path" label="Path" mono placeholder="/orders/{**rest}" help="{name} takes one part, {**rest} everything that follows." />
          <TagsField draft={draft} name="match.hosts" label="Hosts" mono placeholder={draft.values['match.hosts'].length ? undefined : 'Any host'} help="Enter adds a host; *.example.com takes all below." />
          <TagsField draft={draft} name="match.methods" label="Methods" data={methods} placeholder={draft.values['match.methods'].length ? undefined : 'Any method'} />
          <NumberField draft={draft} name="order" label="Order" help="Lower wins when two routes match." />
          <Conditions draft={draft} name="match.headers" label="Headers" one="header" />
          <Conditions draft={draft} name="match.query" label="Query parameters" one="parameter" />
        </FormCard>
        <FormCard title="Forwarding" sentence="Where the request goes, how long the gateway waits and what it changes on the way.">
          <ChoiceField draft={draft} name="cluster" label="Cluster" data={clusters} help={clusters.length ? 'The destinations that answer.' : 'There is no cluster yet: create one first.'} />
          <TextField draft={draft} name="timeout" label="Timeout" mono placeholder="00:01:40" help="Hours, minutes, seconds for the whole exchange." />
          <div className="wide"><JsonField draft={draft} name="transforms" label="Transforms" placeholder='[{ "PathRemovePrefix": "/orders" }]' help="A JSON list, carried out in this order." /></div>
        </FormCard>
        <FormCard title="Access and limits" sentence="Checked before anything is sent upstream.">
          <ChoiceField draft={draft} name="access.apiKey" label="API key" data={draft.values.jwt === 'required' ? demands.map((one) => (one.value === 'none' ? { ...one, label: 'None: the token suffices' } : one)) : demands} />
          <TextField draft={draft} name="access.header" label="Header of the key" mono placeholder="X-Api-Key" help={bearer ? 'The only one: Authorization carries the token.' : 'Authorization: Bearer is always accepted too.'} />
          <NumberField draft={draft} name="maxRequestBodyBytes" label="Largest request body" suffix=" bytes" min={0} placeholder="The gateway's default" help="Larger ones are refused with 413." />
          <CheckField draft={draft} name="access.passKey" label="Pass the key on to the upstream" />
        </FormCard>
        <FormCard title="Token" sentence="A signed token (JWT) that says who is calling: checked once, by the keys of its issuer.">
          <ChoiceField draft={draft} name="jwt" label="Token (JWT)" data={jwtDemands} help={draft.values.jwt === 'required' ? 'Requests without a valid one are refused with 401.' : undefined} />
          {draft.values.jwt === 'required' && (
            <>
              <TextField draft={draft} name="access.jwt.issuer" label="Issuer" mono required placeholder="https://id.example.com" help="As tokens name it, letter by letter." />
              <TagsField draft={draft} name="access.jwt.audiences" label="Audiences" mono placeholder={draft.values['access.jwt.audiences'].length ? undefined : 'orders-api'} help="A token must be for one of these. Enter adds one." />
              <TagsField draft={draft} name="access.jwt.requiredScopes" label="Required scopes" mono placeholder={draft.values['access.jwt.requiredScopes'].length ? undefined : 'None'} help="A token must have all of them; otherwise 403." />
              <TextField draft={draft} name="access.jwt.header" label="Header of the token" mono placeholder="Authorization" help="As Bearer. Another header carries the token alone." />
              {further && <p className="help wide">Also set, and kept as it is: {further}. The JSON view changes these.</p>}
            </>
          )}
        </FormCard>
        <FormCard title="Ownership" sentence="Whose route this is: for figures, keys and rights.">
          <ChoiceField draft={draft} name="api" label="API" data={apis} clearable />
          <ChoiceField draft={draft} name="team" label="Team" data={teams} clearable={!own} />
          <TagsField draft={draft} name="groups" label="Groups" data={groups} help="Keys may be allowed a whole group." />
        </FormCard>
    </>
  );
}
