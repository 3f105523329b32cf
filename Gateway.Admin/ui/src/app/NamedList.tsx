import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Confirm, type Confirmation } from './Confirm';
import { TextField } from './Fields';
import { cut } from './format';
import { idError, useDraft } from './form';
import { EmptyState, ListFoot, LoadFailed, RowAction, RowMenu } from './listParts';
import { told } from './notify';
import { PageHead } from './PageHead';
import { type Collection, useChange, useList } from './queries';
import { SearchField } from './SearchField';

export interface NamedItem { id: string; name: string; tenant?: string }
interface NamedListProps {
  title: string; many?: string; one: string; tabs?: ReactNode; collection: Collection; tenant: string; search: string; mayEdit: boolean; about: string; showTenant?: boolean; fixed?: (id: string) => boolean;
  deletion: string; onSearch(words: string): void;
  /** The name as a link, where a member has a page of its own. */
  nameOf?(item: NamedItem): ReactNode;
}

/** The page of a collection whose members are an id and a name. */
export function NamedList({ title, many = title, one, tabs, collection, tenant, search, mayEdit, about, showTenant, fixed, deletion, onSearch, nameOf }: NamedListProps) {
  const list = useList<NamedItem>(tenant, collection, search);
  const change = useChange();
  const [form, setForm] = useState<NamedItem | 'new' | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const rows = list.items;
  const create = mayEdit && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setForm('new')}>New {one}</Button>;
  const pathOf = (item: NamedItem) => `/${collection}/${encodeURIComponent(item.id)}`;
  return (
    <>
      <PageHead title={title} count={rows && !search ? rows.length : undefined}>{create}</PageHead>
      <div className="filter-bar">{tabs}<SearchField value={search} placeholder="Search id or name" onSearch={onSearch} /></div>
      {list.isError && !rows ? <LoadFailed what={`The ${many}`} error={list.error} onRetry={() => void list.refetch()} />
        : !rows ? <div aria-busy="true" />
        : !rows.length ? <EmptyState title={search ? 'Nothing fits the search' : `No ${many} yet`} action={!search && create}>{about}</EmptyState>
        : (
          <div className="card list-card"><table className="data-table data-table-fixed">
            <thead><tr><th>Name</th><th>Id</th>{showTenant && <th>Tenant</th>}<th style={{ width: 60 }}><span className="sr-only">Actions</span></th></tr></thead>
            <tbody>{rows.map((item) => (
              <tr key={`${item.tenant}/${item.id}`}>
                <td style={{ fontWeight: 500 }}>{nameOf ? nameOf(item) : <bdi>{cut(item.name, 120)}</bdi>}</td><td className="mono soft">{item.id}</td>{showTenant && <td className="soft">{item.tenant}</td>}
                <td className="num">{mayEdit && !fixed?.(item.id) && <RowMenu label={`Actions for ${cut(item.name, 60)}`}>
                  <RowAction onClick={() => setForm(item)}>Rename</RowAction>
                  <RowAction danger onClick={() => setAsk({ title: `Delete ${item.name}?`, verb: `Delete ${item.name}`, body: deletion, run: async () => { await change.mutateAsync({ method: 'DELETE', path: pathOf(item), tenant: item.tenant ?? tenant, fresh: true }); told(`${cut(item.name, 60)} is deleted.`); } })}>Delete</RowAction>
                </RowMenu>}</td>
              </tr>
            ))}</tbody>
          </table></div>
        )}
      <ListFoot shown={rows?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      <Modal opened={form !== null} onClose={() => setForm(null)} title={form === 'new' ? `New ${one}` : 'Rename'} size={440}>
        {form && <NamedForm item={form === 'new' ? undefined : form} busy={change.isPending} onCancel={() => setForm(null)} onSave={async (values) => {
          if (form === 'new') await change.mutateAsync({ method: 'POST', path: `/${collection}`, tenant, body: collection === 'tenants' ? values : { ...values, tenant } });
          else await change.mutateAsync({ method: 'PATCH', path: pathOf(form), tenant: form.tenant ?? tenant, body: { name: values.name }, fresh: true });
          told(`${cut(values.name, 60)} is ${form === 'new' ? 'created' : 'renamed'}.`);
          setForm(null);
        }} />}
      </Modal>
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}

function NamedForm({ item, busy, onSave, onCancel }: { item?: NamedItem; busy: boolean; onSave(values: { id: string; name: string }): Promise<void>; onCancel(): void }) {
  const isNew = !item;
  const draft = useDraft({ id: item?.id ?? '', name: item?.name ?? '' }, useCallback((values: { id: string; name: string }) => {
    const id = isNew ? idError(values.id) : undefined;
    return { ...(id ? { id } : {}), ...(values.name.trim() ? {} : { name: 'Give it a name.' }) };
  }, [isNew]));
  const save = async () => { if (draft.ready()) try { await onSave(draft.values); } catch (error) { draft.fail(error); } };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField draft={draft} name="name" label="Name" autoFocus />
      {isNew && <TextField draft={draft} name="id" label="Id" mono help="Stays for good: small letters, digits, dots, hyphens, underscores." />}
      {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
      <div className="modal-foot"><Button variant="default" onClick={onCancel}>Cancel</Button><Button type="submit" disabled={busy}>{isNew ? 'Create' : 'Rename'}</Button></div>
    </form>
  );
}
