import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import type { Delivery } from '../channels/contract';
import { deliveryTones, deliveryWords } from '../channels/delivery';
import { Tag, type Tone } from '../widgets/Tag';

/** What became of each notice, with what the other side answered. */
export const Deliveries = ({ deliveries, nameOf }: { deliveries: Delivery[]; nameOf(channel: string): string }) => (
  <ul className="delivery-list">{deliveries.map((one) => (
    <li key={one.id}>
      <span className="delivery-head"><b><bdi>{cut(nameOf(one.channel), 60)}</bdi></b><Tag tone={deliveryTones[one.state]}>{deliveryWords[one.state]}</Tag>{one.attempts > 1 && <span className="soft">after {one.attempts} tries</span>}<span className="soft push" title={moment(one.doneAt ?? one.createdAt)}>{ago(one.doneAt ?? one.createdAt)}</span></span>
      {one.answer && <span className="delivery-answer soft"><bdi>{cut(one.answer, 300)}</bdi></span>}
      {one.silence && !one.answer && <span className="delivery-answer soft">By the silence {one.silence}</span>}
      {one.nextTry && one.state === 'pending' && <span className="delivery-answer soft">Next try {moment(one.nextTry)}</span>}
    </li>
  ))}</ul>
);

/** All deliveries of one change in a few words: what is not well first. */
export function deliverySum(deliveries: Delivery[] | undefined): { words: string; tone: Tone } | undefined {
  if (!deliveries?.length) return undefined;
  const worst = (['failed', 'pending', 'held', 'silenced', 'skipped', 'summedUp', 'sent'] as const).find((state) => deliveries.some((one) => one.state === state))!;
  const count = deliveries.filter(({ state }) => state === worst).length;
  return { words: deliveries.length === 1 ? deliveryWords[worst] : `${deliveryWords[worst]}: ${count} of ${deliveries.length}`, tone: deliveryTones[worst] };
}
