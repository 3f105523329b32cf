import { useCallback, useMemo, useState } from 'react';
import type { Widget } from '../widgets/contract';
import { copyOf, differences, type Draft, withNew, withoutWidget, withWidget } from './draft';
import { begun, done, redone, undone } from './undo';

export type DockKind = 'add' | 'widget' | 'settings';

/** The dashboard as it is being changed, what is chosen in it, and which dock is open. Nothing of it is stored. */
export function useEditor(start: Draft, first: DockKind | null) {
  const [history, setHistory] = useState(() => begun(start));
  const [selected, setSelected] = useState<string | null>(null);
  const [dock, setDock] = useState<DockKind | null>(first);
  const draft = history.present;
  const changes = useMemo(() => differences(start, draft), [start, draft]);

  /** `label`: changes with the same one in a row are one step back. */
  const change = useCallback((next: (draft: Draft) => Draft, label?: string) => setHistory((old) => done(old, next(old.present), label)), []);
  const select = useCallback((id: string | null) => { setSelected(id); setDock(id === null ? null : 'widget'); }, []);
  const open = useCallback((kind: DockKind | null) => { setDock(kind); if (kind !== 'widget') setSelected(null); }, []);
  const chosen = draft.widgets.find(({ id }) => id === selected);

  return {
    start, draft, changes, change, selected: chosen?.id ?? null, chosen, select, dock: dock === 'widget' && !chosen ? null : dock, open,
    canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    undo: useCallback(() => setHistory(undone), []), redo: useCallback(() => setHistory(redone), []),
    changeWidget: useCallback((id: string, next: (widget: Widget) => Widget, field?: string) => change((old) => withWidget(old, id, next), field === undefined ? undefined : `${id}.${field}`), [change]),
    add: useCallback((widget: Widget) => change((old) => withNew(old, widget)), [change]),
    remove(id: string) { change((old) => withoutWidget(old, id)); select(null); },
    duplicate(id: string) { const copy = copyOf(draft, id); if (copy) { change((old) => withNew(old, copy)); select(copy.id); } },
  };
}
export type Editor = ReturnType<typeof useEditor>;
