import type { WidgetProps } from './contract';
import { RankedList } from './RankedList';
import { TimeBars } from './TimeWidget';

/** Bars stand side by side over time, and lie in a list where values are ranked. */
export const Bars = (props: WidgetProps) => (props.answer.shape === 'series' ? <TimeBars {...props} /> : <RankedList {...props} />);
