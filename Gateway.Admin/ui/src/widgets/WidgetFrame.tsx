import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import type { Answer } from '../app/contract';
import { sentence } from '../app/format';
import type { Scene, Widget } from './contract';
import { widgets } from './index';
import { NotCovered } from './NotCovered';
import { Waiting, WidgetError } from './Waiting';

interface FrameProps { widget: Widget; answer?: Answer; extra?: Answer; failure?: unknown; scene: Scene; onRetry(): void }

/** A widget's card: title, and in it the picture, a skeleton, or what went wrong. One broken widget leaves the others alone. */
export function WidgetFrame({ widget, answer, extra, failure, scene, onRetry }: FrameProps) {
  const Body = widgets[widget.type];
  const bare = widget.type === 'number';
  const error = answer?.error ?? (answer ? undefined : failure);
  return (
    <section className={`card widget widget-${widget.type}`} aria-label={bare ? `${widget.title} in all` : widget.title}
      style={{ gridColumn: `${widget.x + 1} / span ${widget.w}`, gridRow: `${widget.y + 1} / span ${widget.h}` }}>
      {(!bare || !answer || Boolean(error)) && (
        <header className="widget-head">
          <h2>{widget.title}</h2>{widget.options.note && <span>{widget.options.note}</span>}
          {scene.previous && answer?.notCompared && <span title={answer.notCompared}>not compared</span>}
          {widget.options.more && <Link to={`/t/$tenant/${widget.options.more}`} params={{ tenant: scene.tenant }} className="widget-more">All {widget.options.more}</Link>}
        </header>
      )}
      {answer?.error?.coveredFrom ? <NotCovered problem={answer.error} coveredFrom={answer.error.coveredFrom} small={bare} onRange={scene.onRange} />
        : error ? <WidgetError error={error} onRetry={onRetry} />
        : !answer ? <Waiting />
        : !Body ? <p className="widget-note">This page does not know widgets of type {widget.type}.</p>
        : <Guard key={widget.id}>{isEmpty(answer) ? <p className="widget-note">{sentence(answer.reason || 'Nothing recorded in this range')}</p> : <Body widget={widget} answer={answer} extra={extra?.error ? undefined : extra} scene={scene} />}</Guard>}
    </section>
  );
}

const isEmpty = (answer: Answer) =>
  (answer.shape === 'series' && !(answer.series ?? []).some((series) => series.values.some((value) => value !== null))) || (answer.shape === 'ranking' && !answer.rows?.length);

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
