import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy, IconSettings, IconTrash } from '@tabler/icons-react';
import { type PointerEvent, type ReactNode, useRef } from 'react';
import type { Widget } from '../widgets/contract';
import type { Grab } from './useGrab';

const icon = { size: 15, stroke: 1.75 } as const;

interface CellProps {
  widget: Widget; selected: boolean; wrong: boolean; grab: Grab | null; children: ReactNode;
  onSelect(): void; onDuplicate(): void; onRemove(): void; onLeave(): void;
  onGrab(event: PointerEvent, kind: 'move' | 'resize'): void;
  onKey(key: string, shift: boolean): boolean;
}

/** One widget while it is edited: its card shows figures and takes no clicks; what stands around it moves, resizes and removes it. */
export function EditCell({ widget, selected, wrong, grab, children, onSelect, onDuplicate, onRemove, onLeave, onGrab, onKey }: CellProps) {
  const cell = useRef<HTMLDivElement>(null);
  const { x, y, w, h, title, type } = widget;
  const name = title || type;
  const shift = grab?.shift;
  const tools = [{ label: 'Settings of', icon: IconSettings, act: onSelect }, { label: 'Duplicate', icon: IconCopy, act: onDuplicate }, { label: 'Remove', icon: IconTrash, act: onRemove }];
  return (
    <div ref={cell} className={`edit-cell${selected ? ' edit-selected' : ''}${wrong ? ' edit-wrong' : ''}${grab ? ' edit-grabbed' : ''}`} data-widget={widget.id} data-place={`${x},${y} ${w}x${h}`} tabIndex={0} role="group"
      aria-roledescription="widget" aria-label={`${name}, column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high${wrong ? ', needs a fix' : ''}`} aria-describedby="edit-keys"
      style={{ gridColumn: `${Math.min(x, 11) + 1} / span ${Math.min(w, 12)}`, gridRow: `${y + 1} / span ${h}` }}
      onBlur={(event) => { if (event.target === cell.current) onLeave(); }}
      onKeyDown={(event) => {
        if (event.target !== cell.current || event.ctrlKey || event.metaKey || event.altKey) return;
        if (onKey(event.key, event.shiftKey)) { event.preventDefault(); event.stopPropagation(); }
        else if (event.key === 'Enter') { event.preventDefault(); onSelect(); }
        else if (event.key === 'Delete') { event.preventDefault(); onRemove(); }
      }}>
      <div className="edit-card" style={shift && { transform: `translate(${shift.x}px, ${shift.y}px)`, width: shift.w, height: shift.h }}>
        <div className="edit-inert" inert>{children}</div>
        <div className="edit-face" onClick={() => { cell.current!.focus(); onSelect(); }} />
        <div className="edit-head" onPointerDown={(event) => onGrab(event, 'move')} />
        <div className="edit-tools">
          {tools.map(({ label, icon: Icon, act }) => <Tooltip key={label} label={label.replace(/ of$/, '')}><ActionIcon size={24} onClick={act} aria-label={`${label} ${name}`}><Icon {...icon} /></ActionIcon></Tooltip>)}
        </div>
        <div className="edit-corner" onPointerDown={(event) => onGrab(event, 'resize')} />
      </div>
    </div>
  );
}
