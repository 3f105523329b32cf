import { useEffect, useRef, useState } from 'react';
import { ApiError, call } from '../app/client';
import type { Query } from '../app/contract';
import type { Complaints } from './complaints';

const pause = 350;
interface Checked { text: string; complaints: Complaints }

/**
 * What the API would say to a save, asked a moment after each change and stored by nobody. Questions that it accepted may be
 * asked: one that it would refuse would take the answers of all others with it.
 */
export function useCheck(tenant: string, body: unknown, start: unknown) {
  const text = JSON.stringify(body);
  const untouched = text === JSON.stringify(start);
  const [checked, setChecked] = useState<Checked>({ text, complaints: {} });
  const accepted = useRef<Set<string>>(undefined);
  accepted.current ??= new Set(questions(start).filter((one) => one !== undefined));

  useEffect(() => {
    if (untouched) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void call('POST', '/dashboards?dryRun=true', { tenant, body: JSON.parse(text), signal: stop.signal }).then(() => ({}), complaintsOf).then((complaints) => {
        if (stop.signal.aborted || !complaints) return;
        questions(JSON.parse(text)).forEach((question, at) => { if (question && !Object.keys(complaints).some((one) => one === '' || one.startsWith(`widgets[${at}].query`))) accepted.current!.add(question); });
        setChecked({ text, complaints });
      });
    }, pause);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [tenant, text, untouched]);

  return {
    complaints: untouched ? {} : checked.complaints,
    waiting: !untouched && checked.text !== text,
    accepts: (query: Query | null) => query !== null && accepted.current!.has(JSON.stringify(query)),
    refuse: (complaints: Complaints) => setChecked({ text, complaints }),
  };
}

/** The questions of a document by the places of their widgets; undefined where one asks nothing. */
function questions(document: unknown): (string | undefined)[] {
  const widgets = (document as { widgets?: unknown } | null)?.widgets;
  return Array.isArray(widgets) ? widgets.map((one: { query?: unknown } | null) => (one?.query ? JSON.stringify(one.query) : undefined)) : [];
}

/** Undefined where the gateway gave no verdict: it is away, or the question was called off. */
export function complaintsOf(error: unknown): Complaints | undefined {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return undefined;
  if (Object.keys(error.fields).length) return error.fields;
  return { '': [error.message] };
}
