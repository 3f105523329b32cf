import { lazy, Suspense } from 'react';
import type { Widget } from './contract';

// Most dashboards have no text: the reader of Markdown comes with the first one.
const MarkdownText = lazy(() => import('./MarkdownText'));

/** Words between the figures. */
export function TextWidget({ widget }: { widget: Widget }) {
  const text = widget.options.text?.trim();
  return <div className="widget-text-body" tabIndex={0} role="group" aria-label={widget.title || 'Text'}>{text ? <Suspense fallback={<p className="widget-note" aria-busy="true" />}><MarkdownText text={text} /></Suspense> : <p className="widget-note">This text is empty.</p>}</div>;
}
