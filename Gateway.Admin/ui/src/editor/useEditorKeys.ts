import { useEffect, useRef } from 'react';

const types = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
/** Lists of choices stay in the page while they are closed. */
const floats = () => [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some((one) => one.getClientRects().length > 0);

/** Ctrl+Z and Ctrl+Shift+Z wherever nobody types, Ctrl+S everywhere, Esc closes the dock. */
export function useEditorKeys(acts: { undo(): void; redo(): void; save(): void; close(): void }) {
  const latest = useRef(acts);
  useEffect(() => { latest.current = acts; });
  useEffect(() => {
    // What floats closes itself by Esc, and is gone by the time the key arrives here.
    let floated = false;
    const look = () => { floated = floats(); };
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const control = event.ctrlKey || event.metaKey;
      if (key === 'escape' && !floated && !event.defaultPrevented) return latest.current.close();
      if (!control || event.altKey || document.querySelector('[role="dialog"]')) return;
      if (key === 's') { event.preventDefault(); latest.current.save(); return; }
      if (types(event.target)) return;
      if (key === 'z') { event.preventDefault(); if (event.shiftKey) latest.current.redo(); else latest.current.undo(); }
      else if (key === 'y') { event.preventDefault(); latest.current.redo(); }
    };
    addEventListener('keydown', look, true);
    addEventListener('keydown', press);
    return () => { removeEventListener('keydown', look, true); removeEventListener('keydown', press); };
  }, []);
}
