/** Lengths of time as people write them (5 min, 1 h 30 min, 45 s) and as documents do (00:05:00, 7.00:00:00). */
const sizes: [RegExp, number][] = [[/^(?:d|day|days)$/, 86_400], [/^(?:h|hour|hours)$/, 3600], [/^(?:m|min|mins|minute|minutes)$/, 60], [/^(?:s|sec|second|seconds)$/, 1]];
const span = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?$/;

/** Seconds of what is written in either way; undefined where it is neither. */
export function secondsOf(text: string): number | undefined {
  const words = text.trim().toLowerCase();
  const exact = span.exec(words);
  if (exact) return Number(exact[1] ?? 0) * 86_400 + Number(exact[2]) * 3600 + Number(exact[3]) * 60 + Number(exact[4]);
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/.test(words)) return /^0+$/.test(words) ? 0 : undefined;
  let sum = 0;
  for (const [, amount, unit] of words.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const size = sizes.find(([name]) => name.test(unit!))?.[1];
    if (size === undefined) return undefined;
    sum += Number(amount) * size;
  }
  return Number.isInteger(sum) ? sum : undefined;
}

/** Seconds as a document writes them. */
export function spanOf(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  return `${days ? `${days}.` : ''}${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}

/** Seconds as people read them: the units that are not zero. */
export function lengthWords(seconds: number): string {
  const parts = ([[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']] as const).flatMap(([size, sign], at, all) => {
    const count = Math.floor((at ? seconds % all[at - 1]![0] : seconds) / size);
    return count ? [`${count} ${sign}`] : [];
  });
  return parts.join(' ') || '0 s';
}

/** A document's span as people read it; what is no span stays as it is. */
export const spanWords = (span: string | null | undefined) => { const seconds = span ? secondsOf(span) : undefined; return seconds === undefined ? (span ?? '') : lengthWords(seconds); };
