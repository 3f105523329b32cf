import type { Tone } from '../widgets/Tag';

/** How much an alert matters, as everybody calls it. */
export type Severity = 'info' | 'warning' | 'critical';
export const severities: Severity[] = ['critical', 'warning', 'info'];
export const severityWords: Record<Severity, string> = { info: 'Info', warning: 'Warning', critical: 'Critical' };
export const severityTone: Record<Severity, Tone> = { info: 'info', warning: 'warn', critical: 'error' };
