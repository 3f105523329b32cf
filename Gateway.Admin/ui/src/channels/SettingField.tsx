import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { Draft } from '../app/form';
import { type ChannelValues, settingName } from './channelForm';
import type { SettingKind } from './contract';

const order = { inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[] };

/** One setting of a kind of channel, as its kind is written. A secret that is set is never shown: writing replaces it. */
export function SettingField({ draft, setting, isSet }: { draft: Draft<ChannelValues>; setting: SettingKind; isSet: boolean }) {
  const name = settingName(setting.name);
  const value = draft.values[name] ?? '';
  const error = draft.errors[name];
  const shared = { id: `field-${name}`, label: setting.required || setting.default !== null ? setting.title : `${setting.title}, optional`, error, description: error ? undefined : setting.help, onBlur: () => draft.blur(name), ...order };
  const put = (next: string | number) => draft.set(name, next);
  if (setting.secret) return setting.kind === 'lines'
    ? <Textarea {...shared} autosize minRows={3} classNames={{ input: 'mono' }} placeholder={isSet ? 'Set. Write to replace it.' : undefined} value={String(value)} onChange={(event) => put(event.currentTarget.value)} />
    : <PasswordInput {...shared} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': `Show: ${setting.title.toLowerCase()}` }} placeholder={isSet ? 'Set. Write to replace it.' : undefined} value={String(value)} onChange={(event) => put(event.currentTarget.value)} />;
  switch (setting.kind) {
    case 'number': return <NumberInput {...shared} allowDecimal={false} allowNegative={false} hideControls placeholder={setting.default ?? undefined} value={value} onChange={(next) => put(typeof next === 'number' ? next : '')} />;
    case 'choice': return <Select {...shared} data={setting.choices} allowDeselect={false} value={String(value) || null} onChange={(next) => put(next ?? '')} />;
    case 'lines': return <Textarea {...shared} className="wide" autosize minRows={3} maxRows={14} classNames={{ input: 'mono' }} spellCheck={false} value={String(value)} onChange={(event) => put(event.currentTarget.value)} />;
    default: return <TextInput {...shared} autoComplete="off" spellCheck={false} placeholder={setting.default ?? undefined} classNames={setting.kind === 'url' ? { input: 'mono' } : undefined} value={String(value)} onChange={(event) => put(event.currentTarget.value)} />;
  }
}
