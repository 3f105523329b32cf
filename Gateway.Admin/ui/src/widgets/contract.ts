import type { ComponentType } from 'react';
import type { Answer, Query, Range } from '../app/contract';

export type WidgetType = 'line' | 'area' | 'bar' | 'pie' | 'donut' | 'number' | 'table' | 'heatmap' | 'text';

/** One widget of a dashboard, as the API stores it. The grid has 12 columns. */
export interface Widget {
  id: string; type: WidgetType; title: string; x: number; y: number; w: number; h: number;
  query: Query;
  options: WidgetOptions;
}

export interface WidgetOptions {
  /** A few words after the title. */
  note?: string;
  /** Also asks for the same figures over time, drawn small: beside a number, in each row of a table. */
  spark?: boolean;
  /** Series in the colours of their meaning instead of the categorical ones. */
  colours?: 'status' | 'percentiles' | 'error';
  /** A soft ground under the only line of a chart. */
  ground?: boolean;
  /** A ranked list shows each row's part of the whole in place of its value. */
  share?: boolean;
  /** What to say in place of a list that knows no value but "none". */
  unknownHint?: string;
  /** The page where all of it is found: the last part of the path under the tenant. */
  more?: 'routes' | 'keys';
}

/** What the widgets of one dashboard have in common. */
export interface Scene {
  tenant: string;
  range: Range;
  /** The words for the compared period, when one is asked for. */
  previous: string | null;
  /** A value of null narrows to requests that have none; `owner` is the tenant the value belongs to where those of several are seen. */
  onFilter(dimension: string, value: string | null, label: string, owner?: string): void;
  onZoom(from: number, to: number): void;
  onRange(range: Range): void;
}

/**
 * To add one: write a component that draws one `shape` of answer (smallest sibling: RankedList.tsx), name it in `index.ts`,
 * and give its type a size in the dashboards that use it. It never fetches: the dashboard asks for everything in one call.
 */
export interface WidgetProps { widget: Widget; answer: Answer; extra?: Answer; scene: Scene }
export type WidgetComponent = ComponentType<WidgetProps>;
