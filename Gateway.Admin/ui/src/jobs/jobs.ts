import { written } from '../app/format';
import { ago, moment } from '../app/time';

/** A job, and how its last run went. `shared`: one node at a time runs it; else each node runs its own. */
export interface Job {
  id: string; title: string; does: string; schedule: string; shared: boolean;
  node: string | null; running: boolean; lastRun: string | null; durationMs: number | null; result: string | null;
  nextRun: string | null; error: string | null; runs: number; failures: number;
}

/** When it runs again, in words; a job of every second or so has no moment worth a name. */
export function nextWords(job: Job, now = Date.now()): string {
  if (!job.nextRun) return '–';
  const wait = Date.parse(job.nextRun) - now;
  if (wait < 15_000) return 'Now';
  if (wait < 3_600_000) return `In ${written(Math.round(wait / 60_000) || 1, 'count')} min`;
  return moment(job.nextRun);
}

/** How the last run went, in words. */
export function lastWords(job: Job, now = Date.now()): string {
  if (!job.lastRun) return 'Not yet';
  return job.running ? `Running, since ${ago(job.lastRun, now)}` : ago(job.lastRun, now);
}

/** A node that is gone leaves its row for a day: it is no trouble of the others. */
export const isStale = (job: Job, now = Date.now()) => !job.shared && job.lastRun !== null && now - Date.parse(job.lastRun) > 120_000;
