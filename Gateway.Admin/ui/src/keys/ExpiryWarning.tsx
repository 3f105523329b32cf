import { IconAlertTriangle } from '@tabler/icons-react';
import type { GatewayKey } from '../app/contract';
import { expiry, moment } from '../app/time';

/** Said while there is still time to rotate. */
export function ExpiryWarning({ item }: { item: GatewayKey }) {
  if (item.state !== 'active' || !item.expiresAt || !expiry(item.expiresAt).soon) return null;
  return <div className="warn-line" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>It expires {moment(item.expiresAt)}. From then on its requests are refused with 401; choose a later day, or make another key in time.</span></div>;
}
