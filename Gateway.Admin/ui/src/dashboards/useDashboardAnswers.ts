import { useEffect, useMemo, useRef } from 'react';
import { useAnswers } from '../app/analytics';
import type { Answer, Query } from '../app/contract';
import { useCatalogue } from '../app/dimensions';
import { questionsOf } from '../widgets/questions';
import type { Dashboard, View } from './document';
import { useEverRecorded } from './useEverRecorded';

/** Beside what the widgets ask: whether there is any request at all. No widget can be called so. */
const pageRef = '.page';
const pageQuestion: Query = { measures: ['requests'], split: null };
const nothingAsked: Record<string, Query> = {};

/** All answers of a dashboard, by one call for each refresh; and what they say about the whole page. */
export function useDashboardAnswers(tenant: string, { widgets }: Pick<Dashboard, 'widgets'>, { from, to, zone, filters, compare }: View, refresh: number) {
  const catalogue = useCatalogue(tenant);
  // Presets say what is drawn small beside a figure. Without the catalogue, which only lists them, their figures still come.
  const presets = catalogue.data?.presets ?? (catalogue.isError ? [] : undefined);
  const asks = useMemo(() => (presets && widgets.some(({ query }) => query) ? { ...questionsOf(widgets, presets), [pageRef]: pageQuestion } : nothingAsked), [widgets, presets]);
  const range = useMemo(() => ({ from, to }), [from, to]);
  const asked = useAnswers(tenant, asks, range, { filters, compare: compare === 'none' ? undefined : compare, zone, everySeconds: refresh });
  const answers = asked.data;
  const page = answers?.[pageRef];
  const nothing = page !== undefined && !page.error && !page.value;
  // With a filter on, an empty picture says something about the filter, not about the gateway.
  const ever = useEverRecorded(tenant, nothing && !filters.length);
  // The first request of all was seen by the other question: the page asks again at once, not when its turn comes.
  const unused = useRef(false);
  const { refetch, error, isError, isFetching } = asked;
  useEffect(() => {
    if (ever.recorded && unused.current) void refetch();
    unused.current = ever.recorded === false;
  }, [ever.recorded, refetch]);
  const timed = answers && Object.values(answers).find((one): one is Answer => Boolean(one.interval));
  return { answers, page, nothing, ever, refetch, error, isError, isFetching, interval: timed?.interval, until: page?.completeUntil ?? timed?.completeUntil };
}
