import type { WidgetComponent, WidgetType } from './contract';
import { AreaWidget, LineWidget } from './LineWidget';
import { NumberWidget } from './NumberWidget';
import { RankedList } from './RankedList';
import { TableWidget } from './TableWidget';

/** Every widget there is, by the type that dashboards store. */
export const widgets: Partial<Record<WidgetType, WidgetComponent>> = {
  line: LineWidget,
  area: AreaWidget,
  bar: RankedList,
  number: NumberWidget,
  table: TableWidget,
};
