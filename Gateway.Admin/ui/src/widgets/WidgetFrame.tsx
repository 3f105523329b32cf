import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Component, type ErrorInfo, type ReactNode, useRef } from 'react';
import type { Answer } from '../app/contract';
import { sentence } from '../app/format';
import type { Scene, Widget } from './contract';
import { widgets } from './index';
import { NotCovered } from './NotCovered';
import { TextWidget } from './TextWidget';
import { Waiting, WidgetError } from './Waiting';
import { WidgetMenu } from './WidgetMenu';

interface FrameProps {
  widget: Widget; answer?: Answer; extra?: Answer; failure?: unknown; scene: Scene; onRetry(): void;
  /** In place of the menu for readers, such as the tools of an editor; null for none. */
  tools?: ReactNode;
  /** Whether the frame places itself in the grid of the dashboard; it does unless told otherwise. */
  placed?: boolean;
}

/** A widget's card: title, menu, and the widget itself. */
export function WidgetFrame({ tools, placed = true, ...body }: FrameProps) {
  const { widget, answer, scene } = body;
  const card = useRef<HTMLElement>(null);
  const bare = widget.type === 'number' && answer && !answer.error && !isEmpty(answer);
  const text = widget.type === 'text';
  const { note, more } = widget.options;
  return (
    <section ref={card} className={`card widget widget-${widget.type}`} data-widget={widget.id} aria-label={widget.type === 'number' ? `${widget.title} in all` : widget.title || 'Text'}
      style={placed ? { gridColumn: `${widget.x + 1} / span ${widget.w}`, gridRow: `${widget.y + 1} / span ${widget.h}` } : undefined}>
      {!bare && (widget.title || !text) && (
        <header className="widget-head">
          <h2><bdi>{widget.title}</bdi></h2>{note && <span>{note}</span>}
          {scene.previous && answer?.notCompared && <span title={answer.notCompared}>not compared</span>}
          {more && <Link to={`/t/$tenant/${more}`} params={{ tenant: scene.tenant }} className="widget-more">All {more}</Link>}
        </header>
      )}
      {tools === undefined ? (!text && <WidgetMenu widget={widget} answer={answer} scene={scene} card={card} />) : tools}
      <WidgetBody {...body} />
    </section>
  );
}

/** The picture, a skeleton, or what went wrong. One broken widget leaves the others alone. */
export function WidgetBody({ widget, answer, extra, failure, scene, onRetry }: Omit<FrameProps, 'tools' | 'placed'>) {
  if (widget.type === 'text') return <Guard key={widget.id}><TextWidget widget={widget} /></Guard>;
  const Body = widgets[widget.type];
  const error = answer?.error ?? (answer ? undefined : failure);
  if (answer?.error?.coveredFrom) return <NotCovered problem={answer.error} coveredFrom={answer.error.coveredFrom} small={widget.type === 'number'} onRange={scene.onRange} />;
  if (error) return <WidgetError error={error} onRetry={onRetry} />;
  if (!answer) return <Waiting />;
  if (!Body) return <p className="widget-note">This page does not know widgets of type {widget.type}.</p>;
  if (isEmpty(answer)) return <p className="widget-note">{sentence(answer.reason || 'Nothing recorded in this range')}</p>;
  return <Guard key={`${widget.id}/${widget.type}`}><Body widget={widget} answer={answer} extra={extra?.error ? undefined : extra} scene={scene} /></Guard>;
}

const some = (values: (number | null)[]) => values.some((value) => value !== null);
function isEmpty(answer: Answer): boolean {
  switch (answer.shape) {
    case 'series': return !(answer.series ?? []).some((series) => some(series.values));
    case 'ranking': return !answer.rows?.length;
    case 'matrix': return !(answer.values ?? []).some((band) => band.some((value) => value));
    default: return false;
  }
}

class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  state = { broken: false };
  static getDerivedStateFromError() { return { broken: true }; }
  componentDidCatch(error: Error, info: ErrorInfo) { console.error(error, info.componentStack); }
  render() {
    return this.state.broken
      ? <div className="widget-error" role="alert"><p>This widget could not be drawn.</p><Button variant="default" size="xs" onClick={() => this.setState({ broken: false })}>Retry</Button></div>
      : this.props.children;
  }
}
