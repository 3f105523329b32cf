import type { Answer } from '../app/contract';

/** One's own usage: three figures and their course. `empty`: nothing was counted as one's own. */
export interface Usage { figures: { measure: string; value: number | null }[]; course?: Answer; empty: boolean; completeUntil?: string | null }

const wanted = ['requests', 'errors', 'p95'];
/** Taken from the answers by what they are: single numbers by the name they were asked under, the course by its shape. */
export function usageOf(results: Record<string, Answer>): Usage {
  const course = Object.values(results).find(({ shape }) => shape === 'series');
  const figures = wanted.map((measure) => ({ measure, value: results[measure]?.value ?? null }));
  return { figures, course, empty: !figures[0]?.value, completeUntil: course?.completeUntil };
}
