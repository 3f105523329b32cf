import { Modal } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { Answer } from '../app/contract';
import type { Scene, Widget } from '../widgets/contract';
import { WidgetFrame } from '../widgets/WidgetFrame';

interface GridProps {
  widgets: Widget[]; answers: Record<string, Answer> | undefined; failure: unknown; scene: Scene; onRetry(): void;
  /** The widget that fills the screen, and how to go back from it. */
  full?: string; onLeave?(): void;
}

/** The widgets of a dashboard where they stand, each with its answer. */
export function DashboardGrid({ widgets, answers, failure, scene, onRetry, full, onLeave }: GridProps) {
  const rows = Math.max(1, ...widgets.map(({ y, h }) => y + h));
  // In the order in which they are read: keys go through them, and screens of phones and readers show them so.
  const inOrder = [...widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  const frame = (widget: Widget, placed: boolean) => (
    <WidgetFrame key={widget.id} widget={widget} placed={placed} answer={answers?.[widget.id]} extra={answers?.[`${widget.id}.spark`]} failure={failure} scene={placed ? scene : { ...scene, onFull: undefined, labelledRow: undefined }} onRetry={onRetry} />
  );
  const alone = full === undefined ? undefined : widgets.find(({ id }) => id === full);
  return (
    <>
      <div className="grid" style={{ '--rows': rows } as CSSProperties}>{inOrder.map((widget) => frame(widget, true))}</div>
      {onLeave && <Modal opened={alone !== undefined} onClose={onLeave} fullScreen title={alone?.title || 'Text'} className="full-widget">{alone && frame(alone, false)}</Modal>}
    </>
  );
}

/** The first row of charts over time. */
export const firstChartRow = (widgets: Widget[]) => Math.min(...widgets.filter(({ type }) => ['line', 'area', 'bar'].includes(type)).map(({ y }) => y));
