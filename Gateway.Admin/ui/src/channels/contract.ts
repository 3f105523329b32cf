import type { Severity } from '../app/severity';

/** Channels and silences as the API has them. */
export interface ChannelStatus { lastAt: string; lastAnswer: string | null; deliveredAt: string | null; failures: number; retryAt: string | null }
export interface Receives { severities?: string[]; labels?: Record<string, string>; tenants?: string[] }
export type Setting = string | number;
/** `secrets`: those that are set, which are never answered; `missing`: those without which nothing is sent. */
export interface Channel {
  id: string; tenant: string; name: string; type: string; enabled: boolean; settings: Record<string, Setting>;
  receives: Receives | null; resolved: boolean; groupWait: string | null; perHour: number;
  secrets: string[] | null; missing: string[] | null; status: ChannelStatus | null;
}
export interface SettingKind { name: string; title: string; kind: 'text' | 'lines' | 'number' | 'choice' | 'url' | 'mails'; help: string; required: boolean; secret: boolean; default: string | null; choices: string[] }
export interface ChannelType { type: string; title: string; gathers: boolean; settings: SettingKind[] }

export interface Weekly { days: string[]; from: string; to: string; zone: string }
export interface Silence {
  id: string; tenant: string; reason: string; from: string; to: string | null; weekly: Weekly | null;
  matches: { alerts?: string[]; severities?: string[]; labels?: Record<string, string>; instances?: string[] };
  createdBy: string | null; createdAt: string | null; active: boolean | null;
}
export interface Told { severity: Severity; labels: Record<string, string>; named: string[] }

export type DeliveryState = 'pending' | 'sent' | 'failed' | 'held' | 'summedUp' | 'silenced' | 'skipped';
/** A notice on its way through a channel; without an event it came from a node's memory, or sums up what was held back. */
export interface Delivery { id: number; channel: string; event: number | null; alert: string; state: DeliveryState; attempts: number; createdAt: string; nextTry: string | null; doneAt: string | null; answer: string | null; silence: string | null }
