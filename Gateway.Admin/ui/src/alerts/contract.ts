import type { Filter, Split } from '../app/contract';
import type { Severity } from '../app/severity';

/** Alerts and their log as the API has them. */
export type AlertStatus = 'ok' | 'pending' | 'noData' | 'error' | 'firing';
export type Verdict = 'notMet' | 'met' | 'noData' | 'error';
export type WhenMissing = 'ok' | 'alert' | 'keep';

export interface AlertQuery { preset?: string; measures?: string[]; split?: Split; filters?: Filter[] }
/** One of `all`, `any`, `not`, a look at traffic (`query`), a look at the gateway itself (`health`). */
export interface Condition {
  all?: Condition[]; any?: Condition[]; not?: Condition;
  query?: AlertQuery; series?: string; reduce?: string; op?: string; threshold?: number;
  against?: 'previous' | 'day' | 'week'; as?: 'ratio' | 'difference'; absent?: boolean;
  resolveBelow?: number; resolveAbove?: number; health?: string;
}
export interface FanOut { dimension: string; limit?: number }

export interface AlertBody {
  id: string; tenant?: string; name: string; description?: string | null; team?: string | null; severity: Severity; enabled: boolean;
  when: Condition;
  window?: string | null; every: string; for: string; keepFiring: string; cooldown: string; lag?: string | null;
  resolveBelow?: number | null; resolveAbove?: number | null; noData: WhenMissing; onError: WhenMissing;
  each?: FanOut | null; zone?: string | null; channels: string[]; message?: string | null; dashboard?: string | null; labels: Record<string, string>;
}
/** As it is answered. */
export interface Alert extends AlertBody { tenant: string; version: number; updatedAt: string | null; updatedBy: string | null; state: AlertStatus | null; since: string | null }
export interface AlertTemplate { id: string; name: string; description: string; ofPlatform: boolean; alert: AlertBody }

export interface Observed { path: string; label: string; operator: string | null; threshold: number | null; value: number | null; unit: string | null; verdict: Verdict; problem: string | null }
export interface AlertInstance { instance: string; label: string; state: AlertStatus; since: string; firedAt: string | null; conditions: Observed[] }
/** How an alert stands. */
export interface AlertState { state: AlertStatus; since: string; evaluatedAt: string | null; nextAt: string | null; tookMs: number; problem: string | null; hasMore: boolean; instances: AlertInstance[] }
/** What an alert that is being written would see now. */
export interface AlertCheck { from: string; to: string; met: Verdict; problem: string | null; hasMore: boolean; message: string; instances: { instance: string; label: string; met: Verdict; conditions: Observed[] }[] }

export interface BackTestLine { path: string; label: string; instance: string; unit: string | null; operator: string | null; threshold: number | null; times: string[]; points: (number | null)[] }
export interface StateChange { instance: string; label: string; from: AlertStatus; to: AlertStatus; at: string; notice: 'fired' | 'resolved' | null; firedAt: string | null }
export interface BackTestResult {
  from: string; to: string; evaluations: number; series: BackTestLine[]; changes: StateChange[]; firings: number;
  cannotTell: { from: string; to: string; reason: string }[]; state: AlertStatus;
}

export interface AlertEvent {
  id: number; tenant: string; alert: string; team: string | null; name: string; severity: Severity; instance: string; from: AlertStatus; to: AlertStatus;
  time: string; notice: 'fired' | 'resolved' | null; incident: string; message: string; labels: Record<string, string>; channels: string[]; dashboard: string | null;
  windowFrom: string; windowTo: string; conditions: Observed[]; series?: { from: string; bucketSeconds: number; values: (number | null)[] }[] | null; isTest: boolean; seen: boolean;
}
