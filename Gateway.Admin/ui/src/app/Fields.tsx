import { Checkbox, NumberInput, PasswordInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { bind, type Draft } from './form';

/** Inputs of a draft: label above, help below, and in its place what is wrong. `id`: where a page has two drafts with a field of that name. */
interface FieldProps<T extends object, K> { draft: Draft<T>; name: K; label: string; help?: ReactNode; placeholder?: string; disabled?: boolean; required?: boolean; id?: string }
type Of<T, V> = { [K in keyof T & string]: T[K] extends V ? (V extends T[K] ? K : never) : never }[keyof T & string];

const frame = { inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[], withAsterisk: false };
function shared<T extends object>({ draft, name, label, help, placeholder, disabled, required, id: own }: FieldProps<T, keyof T & string>) {
  const { id, error, onBlur } = bind(draft, name);
  return { ...frame, id: own ?? id, error, onBlur, label, placeholder, disabled, 'aria-required': required || undefined, description: error ? undefined : help };
}
const put = <T extends object>({ draft, name }: FieldProps<T, keyof T & string>, value: unknown) => draft.set(name, value as T[keyof T & string]);

export const TextField = <T extends object>(props: FieldProps<T, Of<T, string>> & { mono?: boolean; autoFocus?: boolean; autoComplete?: string; readOnly?: boolean }) => (
  <TextInput {...shared(props)} classNames={props.mono ? { input: 'mono' } : undefined} data-autofocus={props.autoFocus || undefined} spellCheck={false} autoComplete={props.autoComplete ?? 'off'} readOnly={props.readOnly}
    value={props.draft.values[props.name] as string} onChange={(event) => put(props, event.currentTarget.value)} />
);

export const PasswordField = <T extends object>(props: FieldProps<T, Of<T, string>> & { autoComplete: 'new-password' | 'current-password' }) => (
  <PasswordInput {...shared(props)} aria-invalid={Boolean(props.draft.errors[props.name]) || undefined} autoComplete={props.autoComplete} visibilityToggleButtonProps={{ 'aria-label': `Show: ${props.label.toLowerCase()}` }}
    value={props.draft.values[props.name] as string} onChange={(event) => put(props, event.currentTarget.value)} />
);

export const JsonField = <T extends object>(props: FieldProps<T, Of<T, string>>) => (
  <Textarea {...shared(props)} classNames={{ input: 'mono' }} autoComplete="off" autosize minRows={3} maxRows={16} spellCheck={false} value={props.draft.values[props.name] as string} onChange={(event) => put(props, event.currentTarget.value)} />
);

export const NumberField = <T extends object>(props: FieldProps<T, Of<T, number | ''>> & { suffix?: string; min?: number }) => (
  <NumberInput {...shared(props)} allowDecimal={false} allowNegative={(props.min ?? -1) < 0} min={props.min} thousandSeparator="," suffix={props.suffix}
    value={props.draft.values[props.name] as number | ''} onChange={(value) => put(props, typeof value === 'number' ? value : '')} />
);

export const ChoiceField = <T extends object>(props: FieldProps<T, Of<T, string | null>> & { data: { value: string; label: string }[]; clearable?: boolean }) => (
  <Select {...shared(props)} data={props.data} searchable={props.data.length > 6} clearable={props.clearable} allowDeselect={props.clearable ?? false} nothingFoundMessage="Nothing found"
    value={props.draft.values[props.name] as string | null} onChange={(value) => put(props, value)} />
);

export const TagsField = <T extends object>(props: FieldProps<T, Of<T, string[]>> & { data?: string[]; mono?: boolean }) => (
  <TagsInput {...shared(props)} data={props.data} acceptValueOnBlur classNames={props.mono ? { input: 'mono' } : undefined} value={props.draft.values[props.name] as string[]} onChange={(value) => put(props, value)} />
);

export const CheckField = <T extends object>({ draft, name, label, help }: FieldProps<T, Of<T, boolean>>) => (
  <Checkbox id={`field-${name}`} label={label} description={help} error={draft.errors[name]} checked={draft.values[name] as boolean} onChange={(event) => draft.set(name, event.currentTarget.checked as T[typeof name])} />
);

export const FormCard = ({ title, sentence, children }: { title: string; sentence: string; children: ReactNode }) => (
  <section className="card form-card"><header><h2>{title}</h2><p>{sentence}</p></header><div className="form-grid">{children}</div></section>
);
