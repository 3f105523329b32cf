import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** A panel beside the dashboard, which stays in use. The focus comes in with it and goes back where it was. */
export function Dock({ title, onClose, children, foot }: { title: string; onClose(): void; children: ReactNode; foot?: ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current = document.activeElement;
    const dock = panel.current;
    // By the keyboard one goes on in here; the mouse leaves the focus where it clicked.
    if (opener.current?.matches(':focus-visible')) dock?.focus();
    return () => { if (dock?.contains(document.activeElement) || document.activeElement === document.body) (opener.current as HTMLElement | null)?.focus?.(); };
  }, []);
  return (
    <aside className="dock" ref={panel} tabIndex={-1} aria-label={title}>
      <header className="dock-head"><h2>{title}</h2><ActionIcon onClick={onClose} aria-label={`Close: ${title.toLowerCase()}`}><IconX size={16} stroke={1.75} /></ActionIcon></header>
      <div className="dock-body">{children}</div>
      {foot && <footer className="dock-foot">{foot}</footer>}
    </aside>
  );
}
