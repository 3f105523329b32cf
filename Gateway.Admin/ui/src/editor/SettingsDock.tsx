import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useLedTeams, useMay } from '../app/access';
import { zones } from '../app/clock';
import { useMe, useNames } from '../app/queries';
import { refreshChoices } from '../app/search';
import { presets as ranges, previousLabel, rangeLabel } from '../app/time';
import type { Defaults, View } from '../dashboards/document';
import { Filters } from '../app/Filters';
import { type Complaints, saidAt } from './complaints';
import { Dock } from './Dock';
import type { Draft } from './draft';
import type { Editor } from './useEditor';

interface SettingsProps { tenant: string; editor: Editor; view: View; complaints: Complaints; onClose(): void }

const readers = ' ';
const bare = ({ dimension, op, values }: Defaults['filters'][number]) => ({ dimension, op, values });

/** What a view is in the words of a dashboard's defaults. The reader's own zone is left to each reader. */
export const defaultsOf = (view: View, own: Defaults, browserZone: string): Defaults => ({
  ...own, range: { from: view.from, to: view.to }, zone: view.zone === browserZone ? (own.zone === browserZone ? own.zone : null) : view.zone,
  filters: view.filters.map(bare), compare: view.compare === 'none' ? null : view.compare, refreshSeconds: view.refresh,
});

/** What the whole dashboard is called, who sees it, and what it opens with. */
export function SettingsDock({ tenant, editor, view, complaints, onClose }: SettingsProps) {
  const { draft, change } = editor;
  const mayWrite = useMay('write');
  const led = useLedTeams();
  const isPerson = Boolean(useMe().data?.user);
  const teams = useNames(tenant, 'teams').options.filter(({ value }) => mayWrite || led.includes(value));
  const allZones = useMemo(zones, []);
  const { defaults } = draft;
  const { range } = defaults;
  const said = (field: string) => saidAt(complaints, field);
  const put = (next: Partial<Draft>, field: string) => change((old) => ({ ...old, ...next }), field);
  const putDefault = (next: Partial<Defaults>, field: string) => change((old) => ({ ...old, defaults: { ...old.defaults, ...next } }), `defaults.${field}`);
  const own = `${range.from} ${range.to}`;
  const rangeData = [...(ranges.some(({ from }) => own === `${from} now`) ? [] : [{ value: own, label: rangeLabel(range) }]), ...ranges.map(({ from, label }) => ({ value: `${from} now`, label }))];
  const onScreen = [rangeLabel({ from: view.from, to: view.to }), view.filters.length ? `${view.filters.length} ${view.filters.length === 1 ? 'filter' : 'filters'}` : 'no filter', view.compare === 'none' ? 'no comparison' : `vs ${previousLabel(view.compare, view).toLowerCase()}`, view.refresh ? `refresh every ${view.refresh < 60 ? `${view.refresh} s` : `${view.refresh / 60} min`}` : 'no refresh'].join(', ');
  return (
    <Dock title="Dashboard settings" onClose={onClose}>
      <div className="stack dock-scroll">
        <TextInput label="Title" data-autofocus value={draft.title} maxLength={200} error={said('title')} onChange={(event) => put({ title: event.currentTarget.value }, 'title')} />
        <Textarea label="Description" autosize minRows={2} maxRows={6} value={draft.description ?? ''} maxLength={2000} error={said('description')} onChange={(event) => put({ description: event.currentTarget.value || null }, 'description')} />
        <TextInput label="Folder" value={draft.folder ?? ''} maxLength={100} error={said('folder')} onChange={(event) => put({ folder: event.currentTarget.value || null }, 'folder')} />
        <TagsInput label="Tags" value={draft.tags} acceptValueOnBlur error={said('tags')} onChange={(tags) => put({ tags }, 'tags')} />
        <div className="two-fields">
          <Select label="Who sees it" data={[{ value: 'tenant', label: 'The whole tenant', disabled: !mayWrite }, { value: 'team', label: 'One team', disabled: !teams.length }, { value: 'private', label: 'Only you', disabled: !isPerson }]} value={draft.access} allowDeselect={false} error={said('access')}
            onChange={(next) => { if (next) put({ access: next as Draft['access'], team: next === 'team' ? (draft.team ?? teams[0]?.value ?? null) : null }, 'access'); }} />
          {draft.access === 'team' && <Select label="Team" data={teams} value={draft.team} searchable allowDeselect={false} error={said('team')} onChange={(team) => put({ team }, 'team')} />}
        </div>
        <h3 className="dock-section">What it opens with</h3>
        <div className="on-screen"><Button variant="default" onClick={() => change((old) => ({ ...old, defaults: defaultsOf(view, old.defaults, Intl.DateTimeFormat().resolvedOptions().timeZone) }))}>Save view as default</Button><p className="help">Takes what is on screen: {onScreen}.</p></div>
        <Select label="Time range" data={rangeData} value={own} allowDeselect={false} error={said('defaults.range')} onChange={(next) => { if (next) { const [from, to] = next.split(' '); putDefault({ range: { from: from!, to: to! } }, 'range'); } }} />
        <Select label="Time zone" data={[{ value: readers, label: 'Of each reader' }, ...allZones.map((value) => ({ value, label: value }))]} value={defaults.zone ?? readers} searchable limit={60} allowDeselect={false} error={said('defaults.zone')} onChange={(next) => putDefault({ zone: next === readers ? null : next }, 'zone')} />
        <div className="two-fields">
          <Select label="Refresh" data={refreshChoices.map((seconds) => ({ value: String(seconds), label: seconds === 0 ? 'Off' : seconds < 60 ? `${seconds} s` : `${seconds / 60} min` }))} value={String(defaults.refreshSeconds ?? 0)} allowDeselect={false} error={said('defaults.refreshSeconds')} onChange={(next) => putDefault({ refreshSeconds: Number(next) }, 'refresh')} />
          <Select label="Compared with" data={[{ value: readers, label: 'Nothing' }, { value: 'previous', label: 'Previous period' }, { value: 'day', label: 'Previous day' }, { value: 'week', label: 'Previous week' }]} value={defaults.compare ?? readers} allowDeselect={false} error={said('defaults.compare')} onChange={(next) => putDefault({ compare: next === readers ? null : (next as Defaults['compare']) }, 'compare')} />
        </div>
        <div role="group" aria-label="Filters it opens with">
          <div className="field-label">Filters</div>
          <div className="dock-chips"><Filters filters={defaults.filters} tenant={tenant} range={view} onChange={(filters) => putDefault({ filters: filters.map(bare) }, 'filters')} /></div>
          {said('defaults.filters') && <p className="form-error" role="alert">{said('defaults.filters')}</p>}
        </div>
      </div>
    </Dock>
  );
}
