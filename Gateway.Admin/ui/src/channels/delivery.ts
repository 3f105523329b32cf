import type { Tone } from '../widgets/Tag';
import type { DeliveryState } from './contract';

/** What becomes of a notice, in words. */
export const deliveryWords: Record<DeliveryState, string> = { sent: 'Delivered', pending: 'On its way', failed: 'Not delivered', held: 'Held back', summedUp: 'Summed up', silenced: 'Silenced', skipped: 'Not sent' };
export const deliveryTones: Record<DeliveryState, Tone> = { sent: 'ok', pending: 'info', failed: 'error', held: 'warn', summedUp: 'neutral', silenced: 'neutral', skipped: 'neutral' };
