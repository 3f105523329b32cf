import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { usePages } from './nav';

const list: [string, string][] = [
  ['⌘K or Ctrl K', 'Search pages, dashboards, alerts, routes and keys'], ['/', 'Go to the search field'], ['T', 'Choose the time range'], ['← →', 'Move the crosshair of a focused chart'], ['F', 'On a dashboard: nothing but the figures'], ['E', 'On a dashboard, or an alert: edit it'], ['J K', 'In a list of requests: the next, the one before'], ['?', 'This list'], ['Esc', 'Close'],
];

let shown = false;
const listeners = new Set<() => void>();
const show = (next: boolean) => { shown = next; for (const listener of listeners) listener(); };
export const openShortcuts = () => show(true);
const subscribe = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Single keys, as long as nobody types and nothing floats: G and a letter goes to a page. */
export function Shortcuts({ tenant }: { tenant: string }) {
  const opened = useSyncExternalStore(subscribe, () => shown);
  const navigate = useNavigate();
  const pages = usePages();
  const [going, setGoing] = useState(0);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[role="dialog"]')) return;
      const key = event.key.toLowerCase();
      if (Date.now() - going < 1500) {
        setGoing(0);
        const page = pages.find((one) => one.go === key);
        if (page) { event.preventDefault(); void navigate({ to: page.to, params: { tenant } }); }
        return;
      }
      if (key === 'g') setGoing(Date.now());
      else if (event.key === '?') openShortcuts();
      else if (key === '/' || key === 't' || key === 'e') {
        const field = document.querySelector<HTMLElement>(`[data-shortcut="${{ '/': 'search', t: 'range', e: 'edit' }[key]}"]`);
        // What is hidden on a narrow screen has no key either.
        if (!field?.getClientRects().length) return;
        event.preventDefault();
        if (key === '/') field.focus(); else field.click();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [going, navigate, pages, tenant]);

  return (
    <Modal opened={opened} onClose={() => show(false)} title="Keyboard shortcuts" size={440}>
      <dl className="shortcut-list">
        {list.map(([keys, words]) => <div key={keys}><dt>{words}</dt><dd><kbd>{keys}</kbd></dd></div>)}
        {pages.map((page) => <div key={page.at}><dt>Go to {page.label}</dt><dd><kbd>G</kbd> <kbd>{page.go.toUpperCase()}</kbd></dd></div>)}
      </dl>
    </Modal>
  );
}
