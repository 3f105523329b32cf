import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../app/client';
import { cut } from '../app/format';
import { refused, told } from '../app/notify';
import type { Alert } from './contract';

/** Tells everybody who would be told, marked as a test. What became of it stands in the log. */
export function useAlertTest(tenant: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alert: Pick<Alert, 'id' | 'name' | 'tenant'>) => call('POST', `/alerts/${encodeURIComponent(alert.id)}/test`, { tenant: alert.tenant || tenant }),
    onSuccess: async (_, { name }) => {
      told(`A test of ${cut(name, 60)} is on its way. The log says what became of it.`);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'list' && queryKey[2] === 'alert-events' });
    },
    onError: (error) => refused('No test was sent', error),
  });
}
