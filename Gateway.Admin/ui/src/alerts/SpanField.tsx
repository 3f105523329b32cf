import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { bind, type Draft } from '../app/form';
import type { AlertValues } from './alertForm';
import { lengthWords, secondsOf } from './durations';

type SpanName = 'window' | 'every' | 'for' | 'keepFiring' | 'cooldown' | 'lag';

/** A length of time, written as people do; what was written otherwise is put so when it is left. */
export function SpanField({ draft, name, label, help, placeholder }: { draft: Draft<AlertValues>; name: SpanName; label: string; help?: ReactNode; placeholder?: string }) {
  const { id, value, error, onChange, onBlur } = bind(draft, name);
  const leave = () => {
    const seconds = secondsOf(value);
    if (seconds !== undefined && value.trim() && lengthWords(seconds) !== value) onChange(lengthWords(seconds));
    onBlur();
  };
  return <TextInput id={id} label={label} placeholder={placeholder} value={value} error={error} description={error ? undefined : help} inputWrapperOrder={['label', 'input', 'error', 'description']} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} onBlur={leave} />;
}
