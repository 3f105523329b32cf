import { Button } from '@mantine/core';
import { messageOf } from '../app/client';
import { sentence } from '../app/format';
import type { Person } from '../app/people';
import { PeopleTable } from '../app/PeopleTable';
import { useItems } from '../app/queries';

/** Who else may see this tenant: people of the platform. Only to know of them; their roles are changed where they belong. */
export function Others({ tenant }: { tenant: string }) {
  const people = useItems<Person>(tenant, `/tenants/${encodeURIComponent(tenant)}/people`);
  const others = people.items?.filter(({ home }) => !home);
  if (people.isError && !others) {
    return <p className="others-failed" role="alert">Who else may see this tenant could not be loaded. {sentence(messageOf(people.error))} <Button variant="default" size="xs" onClick={() => void people.refetch()}>Retry</Button></p>;
  }
  if (!others?.length) return null;
  return (
    <section className="card list-card section-card" aria-labelledby="others">
      <header><h2 id="others">Others who may see this tenant</h2><p>People of the platform; a platform admin gives and takes their roles.</p></header>
      <PeopleTable people={others} within={tenant} label="Others who may see this tenant" />
    </section>
  );
}
