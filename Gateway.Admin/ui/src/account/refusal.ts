import { ApiError, messageOf } from '../app/client';
import { sentence } from '../app/format';

/** "45 s", "4 min 5 s", "2 h 10 min": how long one has to wait. */
export function waitWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
  const minutes = Math.ceil(whole / 60);
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** Why a sign-in was refused, in words, and for how many seconds trying again is in vain. */
export interface Refusal { words: string; wait: number | null }
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError)) return { words: messageOf(error), wait: null };
  const { detail, title } = error.problem;
  if (error.status === 401) return { words: sentence(detail ?? 'The name or the password is wrong'), wait: null };
  if (error.status === 429) return { words: sentence(detail ?? title ?? 'Too many tries'), wait: error.retryAfter ?? 30 };
  return { words: sentence(messageOf(error)), wait: null };
}
