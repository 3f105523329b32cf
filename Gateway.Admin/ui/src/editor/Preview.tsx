import { useAnswers } from '../app/analytics';
import type { Preset } from '../app/contract';
import type { View } from '../dashboards/document';
import type { Scene, Widget } from '../widgets/contract';
import { questionsOf } from '../widgets/questions';
import { WidgetFrame } from '../widgets/WidgetFrame';

interface PreviewProps { tenant: string; widget: Widget; view: View; presets: Preset[]; scene: Scene; asks: boolean }

/** The widget with the figures that it would show. */
export function Preview({ tenant, widget, view: { from, to, zone, filters, compare }, presets, scene, asks }: PreviewProps) {
  const one = { ...widget, id: 'preview' };
  const { data, error, refetch } = useAnswers(tenant, asks ? questionsOf([one], presets) : {}, { from, to }, { filters, compare: compare === 'none' ? undefined : compare, zone });
  return (
    <div className={`preview preview-${widget.type}`} inert>
      <WidgetFrame widget={one} placed={false} tools={null} answer={asks ? data?.preview : undefined} extra={asks ? data?.['preview.spark'] : undefined} failure={asks ? error : undefined} scene={{ ...scene, labelledRow: undefined, markers: [] }} onRetry={() => void refetch()} />
    </div>
  );
}
