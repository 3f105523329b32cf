import type { ReactNode } from 'react';
import { written } from '../app/format';

export type Tone = 'neutral' | 'ok' | 'warn' | 'error' | 'info';
export const Tag = ({ tone = 'neutral', children, title }: { tone?: Tone; children: ReactNode; title?: string }) => <span className={`tag tag-${tone}`} title={title}>{children}</span>;

/** Only the exceptional value gets a tag: from one per cent on. */
export const ErrorRate = ({ value }: { value: number | null | undefined }) =>
  (value ?? 0) >= 0.01 ? <Tag tone="error">{written(value, 'ratio')}</Tag> : <>{written(value, 'ratio')}</>;
