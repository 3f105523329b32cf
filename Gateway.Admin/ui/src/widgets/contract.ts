import type { ComponentType } from 'react';
import type { Clock } from '../app/clock';
import type { Answer, Query, Range } from '../app/contract';
import type { LabelledFilter } from '../app/search';

export type WidgetType = 'line' | 'area' | 'bar' | 'pie' | 'donut' | 'number' | 'table' | 'heatmap' | 'text';

/** One widget of a dashboard, as the API stores it. The grid has 12 columns; a text asks nothing. */
export interface Widget {
  id: string; type: WidgetType; title: string; x: number; y: number; w: number; h: number;
  query: Query | null;
  options: WidgetOptions;
}

/** Of a line chart a dashed line; of a number and of cells the colour from this value on (down to it, where more is good). */
export interface Threshold { value: number; color: 'ok' | 'warn' | 'error'; label?: string }

/** All are optional; null is as if it were not there. */
export interface WidgetOptions {
  /** A few words after the title. */
  note?: string | null;
  /** A unit of the catalogue in place of the measure's own, and a fixed number of decimals. */
  unit?: string | null;
  decimals?: number | null;
  /** Whether a chart says below its title which series is which; by default it does. */
  legend?: boolean | null;
  /** Series on top of each other instead of one behind the other. */
  stacked?: boolean | null;
  thresholds?: Threshold[] | null;
  /** Ends of the value axis; logarithmic steps on it. */
  min?: number | null;
  max?: number | null;
  log?: boolean | null;
  /** Also asks for the same figures over time, drawn small: beside a number, in each row of a table. */
  spark?: boolean | null;
  /** Series in the colours of their meaning instead of the categorical ones. */
  colours?: 'status' | 'percentiles' | 'error' | null;
  /** A soft ground under the only line of a chart. */
  ground?: boolean | null;
  /** A list shows each row's part of the whole in place of its value, a table beside it. */
  share?: boolean | null;
  /** What to say in place of a list that knows no value but "none". */
  unknownHint?: string | null;
  /** The page where all of it is found: the last part of the path under the tenant. */
  more?: 'routes' | 'keys' | null;
  /** Of a table: the measures shown, in order; how it is sorted at first; whether the first figure has a bar (it has by default). */
  columns?: string[] | null;
  sort?: { column: string; desc: boolean } | null;
  bars?: boolean | null;
  /** Whether more is good or bad, where the measure does not say. */
  good?: 'up' | 'down' | null;
  /** Markdown of a text. */
  text?: string | null;
}

/** A version of the configuration, at the time it was published. */
export interface Marker { number: number; time: number; words: string }

/** What the widgets of one dashboard have in common. Where an act is missing, the page does not offer it. */
export interface Scene {
  tenant: string;
  range: Range;
  /** How times are written; the browser's own zone by default. */
  clock?: Clock;
  filters?: LabelledFilter[];
  markers?: Marker[];
  /** The first row of charts over time: there versions are named, below it only their lines are drawn. */
  labelledRow?: number;
  /** Larger letters, for a screen that is read from afar. */
  large?: boolean;
  /** The words for the compared period, when one is asked for. */
  previous: string | null;
  /** A value of null narrows to requests that have none; `owner` is the tenant the value belongs to where those of several are seen, `range` the time it was seen at. */
  onFilter?(dimension: string, value: string | null, label: string, owner?: string, range?: Range): void;
  onZoom?(from: number, to: number): void;
  onRange?(range: Range): void;
  /** Shows the widget alone, over the whole page. */
  onFull?(widget: string): void;
  /** Where it is told what these versions of the configuration changed. */
  versionsHref?(numbers: number[]): string;
  /** Where the requests behind some figures are. */
  requestsHref?(range: Range, filters: LabelledFilter[]): string;
  /** Where an alert on a widget is begun, on one of its lines if it is named. */
  alertHref?(widget: Widget, series?: string): string;
}

/**
 * To add one: write a component that draws one `shape` of answer (smallest sibling: RankedList.tsx), name it in `index.ts`,
 * and give its type a size in the dashboards that use it. It never fetches: the dashboard asks for everything in one call.
 */
export interface WidgetProps { widget: Widget; answer: Answer; extra?: Answer; scene: Scene }
export type WidgetComponent = ComponentType<WidgetProps>;
