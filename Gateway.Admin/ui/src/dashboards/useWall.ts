import { useEffect } from 'react';

const busy = (target: EventTarget | null) => (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) || document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** F shows nothing but the dashboard, on the whole screen where the browser lets us; F again or Esc goes back. */
export function useWall(wall: boolean, set: (wall: boolean) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || busy(event.target)) return;
      if (event.key.toLowerCase() === 'f') {
        event.preventDefault();
        if (wall) leave(); else { set(true); document.documentElement.requestFullscreen?.().catch(() => undefined); }
      } else if (event.key === 'Escape' && wall) leave();
    };
    const leave = () => { set(false); if (document.fullscreenElement) void document.exitFullscreen(); };
    // Esc on a whole screen is the browser's: it says so by this only.
    const change = () => { if (wall && !document.fullscreenElement) set(false); };
    addEventListener('keydown', press);
    document.addEventListener('fullscreenchange', change);
    return () => { removeEventListener('keydown', press); document.removeEventListener('fullscreenchange', change); };
  }, [wall, set]);
}
