import { useEffect } from 'react';

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** J and K go to the next row and the one before; with the panel open they open it. Enter opens the row that has the focus. */
export function useRowKeys(ids: string[], opened: string | undefined, onOpen: (id: string) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      // What floats has its own keys; the panel beside the list is part of it.
      if ([...document.querySelectorAll('[role="dialog"]')].some((dialog) => !dialog.closest('.side-panel'))) return;
      const focused = document.activeElement?.closest<HTMLElement>('[data-request]')?.dataset.request;
      const at = ids.indexOf(opened ?? focused ?? '');
      const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
      if (next === undefined) return;
      event.preventDefault();
      const row = document.querySelector<HTMLElement>(`[data-request="${CSS.escape(next)}"]`);
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'nearest' });
      if (opened) onOpen(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [ids, opened, onOpen]);
}
