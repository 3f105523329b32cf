import { useEffect, useRef, useState } from 'react';
import { ApiError, call } from './client';

const pause = 400;
export interface DryRun { method: 'POST' | 'PUT'; path: string; tenant: string; body: unknown; etag?: string | null }

/**
 * What the API would say to a save, asked a moment after each change and stored by nobody. `said` hears the refusal, or
 * null when there is none. Nothing is asked while `asked` is null.
 */
export function useDryRun(asked: DryRun | null, said: (refusal: ApiError | null) => void): boolean {
  const text = asked ? JSON.stringify(asked) : null;
  const [heard, setHeard] = useState<string | null>(null);
  const tell = useRef(said);
  useEffect(() => { tell.current = said; });
  useEffect(() => {
    if (text === null) return;
    const { method, path, tenant, body } = JSON.parse(text) as DryRun;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void call(method, `${path}?dryRun=true`, { tenant, body, signal: stop.signal }).then(() => null, (error: unknown) => error).then((answer) => {
        // A gateway that is away has given no verdict.
        if (stop.signal.aborted || (answer && !(answer instanceof ApiError && answer.status >= 400 && answer.status < 500))) return;
        setHeard(text);
        tell.current(answer as ApiError | null);
      });
    }, pause);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);
  return text !== null && heard !== text;
}
