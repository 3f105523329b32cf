import { Bars } from './Bars';
import type { WidgetComponent, WidgetType } from './contract';
import { HeatmapWidget } from './HeatmapWidget';
import { NumberWidget } from './NumberWidget';
import { DonutWidget, PieWidget } from './PieWidget';
import { TableWidget } from './TableWidget';
import { AreaWidget, LineWidget } from './TimeWidget';

/** Every widget that draws an answer, by the type that dashboards store. A text asks nothing and stands beside them. */
export const widgets: Partial<Record<WidgetType, WidgetComponent>> = {
  line: LineWidget,
  area: AreaWidget,
  bar: Bars,
  pie: PieWidget,
  donut: DonutWidget,
  number: NumberWidget,
  table: TableWidget,
  heatmap: HeatmapWidget,
};
