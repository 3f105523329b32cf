import type { Answer, Problem } from '../app/contract';

/** One's own usage: three figures, their course, and the routes they went to. `empty`: nothing was counted as one's own. `problem`: why there is no answer. */
export interface Usage { figures: { measure: string; value: number | null }[]; course?: Answer; routes: { label: string; tenant?: string; requests: number }[]; empty: boolean; problem?: Problem; completeUntil?: string | null }

const shown = ['requests', 'errors', 'refusals'];
export function usageOf({ total, requests, routes }: Record<string, Answer>): Usage {
  // Several figures at once are a table: a row for each measure.
  const figures = shown.map((measure) => ({ measure, value: total?.rows?.find(({ key }) => key === measure)?.values.value ?? null }));
  const most = (routes?.rows ?? []).filter(({ values: row }) => row.requests).slice(0, 5);
  return {
    figures, course: requests?.shape === 'series' ? requests : undefined,
    routes: most.map(({ key, label, tenant, values: row }) => ({ label: label || (key ?? 'No route'), tenant, requests: row.requests ?? 0 })),
    empty: !figures[0]?.value, problem: total?.error ?? requests?.error, completeUntil: requests?.completeUntil ?? total?.completeUntil,
  };
}
