import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';

/** A place in a plot, seen from the chart that it lies in. */
export const inCard = (plot: HTMLElement, x: number, y: number) => ({ x: x + plot.offsetLeft, y: y + plot.offsetTop });

export interface Act { label: string; href?: string; onClick?(): void }

/** What can be done about a point of a chart: it opens where the point was clicked, and with Enter where the crosshair stands. */
export function PointMenu({ at, heading, acts, onClose }: { at: { x: number; y: number }; heading: string; acts: Act[]; onClose(): void }) {
  // It goes away as a whole, so that nothing of it is left to give the focus back.
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const before = opener.current;
    return () => { if (before instanceof HTMLElement && document.activeElement === document.body) before.focus({ preventScroll: true }); };
  }, []);
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={4}>
      <Menu.Target><span className="point-anchor" style={{ left: at.x, top: at.y }} /></Menu.Target>
      <Menu.Dropdown aria-label={heading}>
        <Menu.Label>{heading}</Menu.Label>
        {acts.map((act) => <ActItem key={act.label} act={act} />)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A link inside the pages: followed without loading them anew, and opened elsewhere as any link. */
export function ActItem({ act: { label, href, onClick }, icon }: { act: Act; icon?: ReactNode }) {
  const navigate = useNavigate();
  if (!href) return <Menu.Item onClick={onClick} leftSection={icon}>{label}</Menu.Item>;
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ href });
  };
  return <Menu.Item component="a" href={href} onClick={follow} leftSection={icon}>{label}</Menu.Item>;
}
