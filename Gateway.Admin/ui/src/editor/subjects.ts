import type { Preset } from '../app/contract';

/** Presets by what they are about, in the order of the catalogue. */
export function bySubject(presets: Preset[]): [string, Preset[]][] {
  const groups = new Map<string, Preset[]>();
  for (const preset of presets) groups.set(preset.subject, [...(groups.get(preset.subject) ?? []), preset]);
  return [...groups];
}

export const subjectWords = (subject: string) => subject.charAt(0).toUpperCase() + subject.slice(1).replace(/-/g, ' ');
