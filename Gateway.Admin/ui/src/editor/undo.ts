/** Everything that was changed since the beginning, to go back and forth in. */
export interface History<T> { past: readonly T[]; present: T; future: readonly T[]; label?: string }

const most = 200;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
export const begun = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** One change. Those with the same label in a row, such as the letters of a title, are one step back. */
export function done<T>(history: History<T>, next: T, label?: string): History<T> {
  if (same(history.present, next)) return history;
  const past = label !== undefined && label === history.label ? history.past : [...history.past, history.present].slice(-most);
  return { past, present: next, future: [], label };
}

export function undone<T>({ past, present, future }: History<T>): History<T> {
  return past.length ? { past: past.slice(0, -1), present: past[past.length - 1]!, future: [present, ...future] } : { past, present, future };
}

export function redone<T>({ past, present, future }: History<T>): History<T> {
  return future.length ? { past: [...past, present], present: future[0]!, future: future.slice(1) } : { past, present, future };
}
