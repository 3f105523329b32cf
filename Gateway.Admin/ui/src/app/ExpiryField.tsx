import '@mantine/dates/styles.css';
import { DateInput } from '@mantine/dates';
import dayjs from 'dayjs';
import type { Draft } from './form';

interface Ending { expiresAt: string | null }

/** The day on which something ends; none is never. */
export function ExpiryField({ draft }: { draft: Pick<Draft<Ending>, 'values' | 'errors'> & { set(name: 'expiresAt', value: string | null): void } }) {
  const error = draft.errors.expiresAt;
  return (
    <DateInput id="field-expiresAt" label="Expires" placeholder="Never" clearable clearButtonProps={{ 'aria-label': 'Never expires' }} minDate={dayjs().add(1, 'day').format('YYYY-MM-DD')} valueFormat="D MMM YYYY"
      value={draft.values.expiresAt} onChange={(value) => draft.set('expiresAt', value)} error={error} description={error ? undefined : 'At the start of this day.'} inputWrapperOrder={['label', 'input', 'error', 'description']} />
  );
}
