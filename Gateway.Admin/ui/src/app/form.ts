import { useMemo, useState } from 'react';
import { ApiError, messageOf } from './client';
import { sentence } from './format';

/**
 * A draft whose field names are the paths of the API's own errors (`match.path`), so that a refusal needs no translation
 * to be shown at its field. `check` says what is wrong before anything is sent.
 */
export type Errors = Record<string, string>;
export interface Draft<T> {
  values: T;
  initial: T;
  changed: (keyof T & string)[];
  errors: Errors;
  /** A refusal that belongs to no field. */
  general: string | null;
  set<K extends keyof T & string>(name: K, value: T[K]): void;
  blur(name: string): void;
  reset(): void;
  /** Other values than those stored, from another view of the same thing. */
  load(values: T): void;
  fail(error: unknown): void;
  /** Shows every complaint; true when there is none. */
  ready(): boolean;
}

/** The field an error path belongs to: itself, or the field it lies within (`match.hosts[0]`, `destinations.1.address`). */
export function fieldOf(path: string, names: string[]): string | undefined {
  const within = names.filter((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  // Or the first field inside what the path names: an error about `match` as a whole.
  return within.sort((a, b) => b.length - a.length)[0] ?? names.find((name) => name.startsWith(`${path}.`));
}

export function useDraft<T extends object>(start: T, check: (values: T) => Errors): Draft<T> {
  const [initial] = useState(start);
  const [values, setValues] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Errors>({});
  const [general, setGeneral] = useState<string | null>(null);

  const complaints = useMemo(() => check(values), [check, values]);
  const errors: Errors = { ...refused };
  for (const [name, message] of Object.entries(complaints)) if (touched.has(name)) errors[name] = message;
  const changed = (Object.keys(values) as (keyof T & string)[]).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(initial[name]));

  return {
    values, initial, changed, errors, general,
    set(name, value) {
      setValues((old) => ({ ...old, [name]: value }));
      setRefused((old) => Object.fromEntries(Object.entries(old).filter(([path]) => fieldOf(path, [name]) === undefined)));
      setGeneral(null);
    },
    blur: (name) => setTouched((old) => new Set(old).add(name)),
    load(next) { setValues(next); setRefused({}); setGeneral(null); },
    reset() { setValues(initial); setRefused({}); setGeneral(null); setTouched(new Set()); },
    fail(error) {
      if (!(error instanceof ApiError)) return setGeneral(messageOf(error));
      if (error.status === 412) return setGeneral('Somebody changed this after you opened it. Load the page again to see their version.');
      const placed: Errors = {};
      const loose: string[] = [];
      for (const [path, messages] of Object.entries(error.fields)) {
        const at = path.replace(/\[(\d+)\]/g, '.$1');
        const whole = fieldOf(at, Object.keys(values));
        // A list of things with fields of their own shows the message at the very field, all others at the list.
        const field = whole && isListOfObjects(values[whole as keyof T]) ? at : whole;
        if (field) placed[field] = [placed[field], ...messages.map(sentence)].filter(Boolean).join(' ');
        else loose.push(path ? `${path}: ${messages.join(' ')}` : messages.map(sentence).join(' '));
      }
      setRefused(placed);
      setGeneral(loose.length ? loose.join(' ') : Object.keys(placed).length ? null : messageOf(error));
    },
    ready() {
      setTouched(new Set([...Object.keys(values), ...Object.keys(complaints)]));
      return Object.keys(complaints).length === 0;
    },
  };
}

const isListOfObjects = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object';

/** What a text field needs to be part of a draft. */
export function bind<T extends object, K extends keyof T & string>(draft: Draft<T>, name: K) {
  return {
    id: `field-${name}`,
    value: draft.values[name],
    error: draft.errors[name],
    onChange: (value: T[K]) => draft.set(name, value),
    onBlur: () => draft.blur(name),
  };
}

const span = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,7}))?$/;
/** What is wrong with a `hh:mm:ss` span, with the corrected value, or undefined. */
export function spanError(text: string): string | undefined {
  const match = span.exec(text);
  if (!match) return 'Write hours, minutes and seconds, such as 00:00:30.';
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])];
  const total = (Number(match[1] ?? 0) * 24 + hours) * 3600 + minutes * 60 + seconds;
  const two = (value: number) => String(value).padStart(2, '0');
  const right = `${two(Math.floor(total / 3600))}:${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`;
  if (minutes > 59) return `Minutes go from 00 to 59. For ${minutes} minutes write ${right}.`;
  if (seconds > 59) return `Seconds go from 00 to 59. For ${seconds} seconds write ${right}.`;
  if (hours > 23) return 'Hours go from 00 to 23.';
  return total === 0 ? 'The shortest time is 00:00:01.' : undefined;
}

const id = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** The nearest id to some words: "Mobile app" is mobile-app. */
export const idFrom = (words: string) => words.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[-._]+|[-._]+$/g, '').slice(0, 64);
export const idError = (text: string): string | undefined => {
  if (!text) return 'Give it an id, such as orders.';
  if (id.test(text)) return undefined;
  const right = idFrom(text);
  return `Use small letters, digits, dots, hyphens and underscores${id.test(right) ? `: ${right}` : ''}.`;
};
