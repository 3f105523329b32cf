import type { Setting } from '../app/contract';

/** `14.00:00:00` as people say it, in its two largest units. */
export function span(text: string): string | null {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text) ?? [];
  if (hours === undefined) return null;
  const parts = [[Number(days), Number(days) === 1 ? 'day' : 'days'], [Number(hours), 'h'], [Number(minutes), 'min'], [Number(seconds), 's']] as const;
  return parts.filter(([count]) => count > 0).slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ') || '0 s';
}

/** A value as it is written in the table; a list in one line. */
export const written = (value: unknown, type = ''): string =>
  type.startsWith('duration') && typeof value === 'string' ? (span(value) ?? value)
    : value === null || value === undefined || (Array.isArray(value) && !value.length) || value === '' ? 'none'
    : Array.isArray(value) ? value.join(', ')
    : typeof value === 'object' ? Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`).join(', ') || 'none'
    : typeof value === 'boolean' ? (value ? 'on' : 'off')
    : String(value);

const sources = { default: 'Default', file: 'File', environment: 'Environment', commandLine: 'Command line', set: 'Set here' } as const;
export const sourceOf = ({ source, file }: Pick<Setting, 'source' | 'file'>) => (source === 'file' && file ? file : sources[source]);
export const configuredOf = ({ configured, configuredSource, file, type }: Setting) =>
  `${written(configured, type)} (${configuredSource === 'default' ? 'default' : configuredSource === 'file' ? file ?? 'file' : sources[configuredSource].toLowerCase()})`;

/** Those that have all words in key or meaning. */
export const found = (items: Setting[], search: string) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ key, meaning }) => words.every((word) => key.toLowerCase().includes(word) || meaning.toLowerCase().includes(word)));
};

/** The sections of a list, in its order. */
export const bySection = (items: Setting[]) => [...new Set(items.map(({ section }) => section))].map((section) => ({ section, items: items.filter((item) => item.section === section) }));

/** What a text field takes for it; lists and switches have fields of their own. */
export const kindOf = ({ value, default: usual }: Setting): 'switch' | 'list' | 'number' | 'text' => {
  const sample = usual ?? value;
  return typeof sample === 'boolean' ? 'switch' : Array.isArray(sample) ? 'list' : typeof sample === 'number' ? 'number' : 'text';
};
