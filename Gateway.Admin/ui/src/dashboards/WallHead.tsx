import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Clock } from '../app/clock';
import type { Range } from '../app/contract';
import { CompleteUntil } from '../app/FigureBar';
import { rangeLabel } from '../app/time';

/** What a wall needs to know besides the figures: what they are, of when, and that they are fresh. */
export function WallHead({ title, range, clock, until, stale, onLeave }: { title: string; range: Range; clock: Clock; until: string | null | undefined; stale: boolean; onLeave(): void }) {
  useEffect(() => { document.title = `${title} · Gateway`; }, [title]);
  return (
    <header className="wall-head">
      <h1><bdi>{title}</bdi></h1><span>{rangeLabel(range, clock)}, {clock.zone}</span>
      <CompleteUntil time={until} stale={stale} clock={clock} />
      <ActionIcon onClick={onLeave} aria-label="Leave the full screen"><IconX size={16} stroke={1.75} /></ActionIcon>
    </header>
  );
}
