import { Button, Modal } from '@mantine/core';
import { useCallback } from 'react';
import { allTenants } from '../app/access';
import type { Setting } from '../app/contract';
import { CheckField, NumberField, TagsField, TextField } from '../app/Fields';
import { useDraft } from '../app/form';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { configuredOf, kindOf } from './setting';

interface Values { value: string; list: string[]; on: boolean; number: number | '' }

export function SettingDialog({ item, onClose }: { item: Setting; onClose(): void }) {
  const kind = kindOf(item);
  const name = ({ switch: 'on', list: 'list', number: 'number', text: 'value' } as const)[kind];
  const draft = useDraft<Values>({
    value: typeof item.value === 'string' ? item.value : '', list: Array.isArray(item.value) ? item.value.map(String) : [],
    on: item.value === true, number: typeof item.value === 'number' ? item.value : '',
  }, useCallback(() => ({}), []));
  const change = useChange();
  const save = async () => {
    try {
      await change.mutateAsync({ method: 'PUT', path: `/settings/${encodeURIComponent(item.key)}`, tenant: allTenants, body: { value: draft.values[name] } });
      told(`${item.key} is set for all nodes.`);
      onClose();
    } catch (error) { draft.fail(error); }
  };
  const said = draft.errors.value;
  const field = { draft, label: item.key, help: `${item.meaning} Configured: ${configuredOf(item)}.` };
  return (
    <Modal opened onClose={onClose} title="Change for all nodes" size={520}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {kind === 'switch' ? <CheckField {...field} name="on" /> : kind === 'list' ? <TagsField {...field} name="list" mono /> : kind === 'number' ? <NumberField {...field} name="number" /> : <TextField {...field} name="value" mono autoFocus />}
        {said && kind !== 'text' && <p className="form-error" role="alert">{said}</p>}
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={change.isPending || !draft.changed.length}>Set for all nodes</Button></div>
      </form>
    </Modal>
  );
}
