import { useAnswers } from '../app/analytics';

const question = { ever: { measures: ['requests'], split: null } };
const longest = { from: 'now-90d', to: 'now' };

/** Whether this tenant has any request at all; asked only when a range was empty, then every 2 s until the first one comes. */
export function useEverRecorded(tenant: string, asked: boolean) {
  const { data, isLoading } = useAnswers(tenant, asked ? question : {}, longest, { everySeconds: asked ? 2 : undefined });
  const answer = asked ? data?.ever : undefined;
  return { waiting: asked && isLoading, recorded: answer && !answer.error ? Boolean(answer.value) : undefined };
}
