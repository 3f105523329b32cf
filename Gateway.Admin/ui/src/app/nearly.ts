import type { Answer } from './contract';
import { exact } from './format';
import { measureOf } from './measures';

/** What of an answer says how far its figures can be trusted. */
export type Exactness = Pick<Answer, 'exact' | 'errorBound'>;

const bounded = ({ errorBound }: Exactness) => errorBound !== null && errorBound !== undefined;

/** Whether a figure is not exact. With a bound only estimated measures are meant; without one, every figure of the answer. */
export const isNear = (answer: Exactness | undefined, measure: string) =>
  answer?.exact === false && (!bounded(answer) || measureOf(measure).estimated === true);

/** Before a figure that is not exact. Nothing recorded and zero are what they are. */
export const nearSign = (near: boolean, value: number | null | undefined) => (near && value ? '≈\u2009' : '');

/** Why a figure is not exact, for tooltips. */
export const nearWords = (answer: Exactness) => bounded(answer)
  ? `Estimated: at most ${(answer.errorBound! * 100).toLocaleString(undefined, { maximumFractionDigits: 2 })}\u00a0% off`
  : 'Not exact: older figures are kept in larger steps, and late ones are still being added';

/** Everything a number has, and how far it can be trusted. */
export const exactTitle = (value: number | null | undefined, answer: Exactness, measure: string) =>
  isNear(answer, measure) && value ? `≈ ${exact(value)}. ${nearWords(answer)}` : exact(value);
