import { type Errors, idError, spanError } from '../app/form';
import { labelOf, labelTexts } from '../app/labels';
import type { Channel, ChannelType, Setting } from './contract';

/** A channel as its form has it. A setting is named by its path, so that what the API says of it stands at its field. */
export interface ChannelValues {
  name: string; id: string; enabled: boolean; resolved: boolean; perHour: number | ''; groupWait: string;
  chooses: boolean; 'receives.severities': string[]; 'receives.labels': string[]; 'receives.tenants': string[];
  [setting: `settings.${string}`]: Setting;
}
export const settingName = (name: string): `settings.${string}` => `settings.${name}`;
const at = (values: ChannelValues, name: string) => values[settingName(name)] ?? '';

export function channelValues(type: ChannelType, channel?: Channel): ChannelValues {
  const settings = Object.fromEntries(type.settings.map(({ name, kind, default: usual }) => [settingName(name), channel?.settings[name] ?? (kind === 'number' ? (usual ? Number(usual) : '') : kind === 'choice' ? (usual ?? '') : '')]));
  return {
    name: channel?.name ?? '', id: channel?.id ?? '', enabled: channel?.enabled ?? true, resolved: channel?.resolved ?? true, perHour: channel?.perHour ?? 60, groupWait: channel?.groupWait ?? '',
    chooses: channel ? channel.receives !== null : true, 'receives.severities': channel?.receives?.severities ?? [],
    'receives.labels': labelTexts(channel?.receives?.labels), 'receives.tenants': channel?.receives?.tenants ?? [],
    ...settings,
  };
}

/** The document of a form. A secret is sent only where one was written: left out it stays as it is. */
export function channelDocument(type: ChannelType, values: ChannelValues): object {
  const settings = Object.fromEntries(type.settings.flatMap(({ name, kind }) => {
    const value = at(values, name);
    return value === '' ? [] : [[name, kind === 'number' ? Number(value) : value]];
  }));
  return {
    id: values.id, name: values.name.trim(), type: type.type, enabled: values.enabled, settings, resolved: values.resolved, perHour: values.perHour === '' ? 60 : values.perHour,
    ...(type.gathers && values.groupWait.trim() ? { groupWait: values.groupWait.trim() } : {}),
    receives: values.chooses ? { severities: values['receives.severities'], labels: Object.fromEntries(values['receives.labels'].map(labelOf)), ...(values['receives.tenants'].length ? { tenants: values['receives.tenants'] } : {}) } : null,
  };
}

export function channelErrors(type: ChannelType, values: ChannelValues, channel?: Channel): Errors {
  const errors: Errors = {};
  if (!values.name.trim()) errors.name = 'Give it a name.';
  const id = channel ? undefined : idError(values.id);
  if (id) errors.id = id;
  for (const { name, required, secret, title } of type.settings) if (required && at(values, name) === '' && !(secret && channel?.secrets?.includes(name))) errors[settingName(name)] = `${title} is needed.`;
  const wait = values.groupWait.trim();
  if (wait && wait !== '00:00:00' && spanError(wait)) errors.groupWait = spanError(wait)!;
  return errors;
}

export const channelLabels = (type: ChannelType): Record<string, string> => ({
  name: 'Name', id: 'Id', enabled: 'Enabled', resolved: 'Tells of the end', perHour: 'Messages of an hour', groupWait: 'Waits for others', chooses: 'Chooses alerts',
  'receives.severities': 'Severities', 'receives.labels': 'Labels', 'receives.tenants': 'Tenants', ...Object.fromEntries(type.settings.map(({ name, title }) => [settingName(name), title])),
});
