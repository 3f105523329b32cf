import { memo, type RefObject, useEffect, useRef } from 'react';
import type { Answer } from '../app/contract';
import type { Scene, Widget } from '../widgets/contract';
import { WidgetFrame } from '../widgets/WidgetFrame';
import { EditCell } from './EditCell';
import { byPlace, freePlace } from './layout';
import type { Editor } from './useEditor';
import type { useGrab } from './useGrab';

/** A card is drawn anew when its figures or settings change, not with each step of a drag. */
const Frame = memo(WidgetFrame);

interface GridProps {
  editor: Editor; grid: RefObject<HTMLDivElement | null>; hold: ReturnType<typeof useGrab>;
  answers: Record<string, Answer> | undefined; failure: unknown; scene: Scene; onRetry(): void;
  /** Whether the widget's question may be asked, and whether something about it is wrong. */
  accepts(widget: Widget): boolean; isWrong(id: string): boolean;
  /** What the dock would add. */
  candidate: Widget | null;
}

/** The dashboard with its grid to be seen; what is grabbed is shown where it would land. */
export function EditGrid({ editor, grid, hold, answers, failure, scene, onRetry, accepts, isWrong, candidate }: GridProps) {
  const { grab, start, press, leave } = hold;
  const { draft, selected } = editor;
  const held = grab && !grab.outside ? grab : null;
  const places = held?.widgets ?? draft.widgets;
  // The order stays as long as something is held: an element that is moved about loses the focus.
  const inOrder = [...draft.widgets].sort(byPlace);
  const landing = candidate && (held?.kind === 'add' ? places.find(({ id }) => id === candidate.id) : held ? undefined : freePlace(draft.widgets, candidate));

  // After a drop the order is that of the places again; the focus goes with the widget.
  const focused = useRef<string>(undefined);
  if (grab?.keys) focused.current = grab.id;
  useEffect(() => {
    if (grab || focused.current === undefined) return;
    grid.current?.querySelector<HTMLElement>(`[data-widget="${CSS.escape(focused.current)}"].edit-cell`)?.focus();
    focused.current = undefined;
  }, [grab, grid, draft]);

  // Who removes a widget goes on with the one that takes its place.
  const before = useRef<string[]>([]);
  useEffect(() => {
    const ids = [...draft.widgets].sort(byPlace).map(({ id }) => id);
    const removed = before.current.findIndex((id) => !ids.includes(id));
    if (removed >= 0 && ids.length < before.current.length && document.activeElement === document.body) {
      const cells = grid.current?.querySelectorAll<HTMLElement>('.edit-cell');
      cells?.[Math.min(removed, cells.length - 1)]?.focus();
    }
    before.current = ids;
  }, [draft.widgets, grid]);

  // What is tried out is shown where it would land, also when that is below the window.
  const trying = candidate?.id;
  useEffect(() => { if (trying !== undefined) grid.current?.querySelector('.edit-landing')?.scrollIntoView({ block: 'nearest' }); }, [trying, grid]);

  return (
    <div className="grid edit-grid" ref={grid}>
      {inOrder.map((stored) => {
        const widget = places.find(({ id }) => id === stored.id) ?? stored;
        const { id } = widget;
        const waits = widget.query && !accepts(widget);
        return (
          <EditCell key={id} widget={widget} selected={id === selected} wrong={isWrong(id)} grab={grab?.id === id ? grab : null}
            onSelect={() => editor.select(id)} onDuplicate={() => editor.duplicate(id)} onRemove={() => editor.remove(id)} onLeave={leave}
            onGrab={(event, kind) => start(event, id, kind)} onKey={(key, shift) => press(key, shift, widget)}>
            <Frame widget={stored} placed={false} tools={null} answer={waits ? undefined : answers?.[id]} extra={waits ? undefined : answers?.[`${id}.spark`]} failure={waits ? undefined : failure} scene={scene} onRetry={onRetry} />
          </EditCell>
        );
      })}
      {landing && <div className="edit-landing" style={{ gridColumn: `${landing.x + 1} / span ${landing.w}`, gridRow: `${landing.y + 1} / span ${landing.h}` }} data-place={`${landing.x},${landing.y} ${landing.w}x${landing.h}`}><span><bdi>{candidate!.title || 'Text'}</bdi> lands here</span></div>}
      {!draft.widgets.length && !landing && <div className="edit-empty"><h2>Nothing on this dashboard yet</h2><p>Add a widget from the catalogue, or compose one of your own.</p></div>}
    </div>
  );
}
