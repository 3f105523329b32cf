import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import { change, written } from '../app/format';
import type { Unit } from '../app/measures';

interface DeltaProps { now: number | null | undefined; before: number | null | undefined; unit: Unit; good?: 'up' | 'down'; words: string }

export function Delta({ now, before, unit, good, words }: DeltaProps) {
  const found = change(now, before, unit, good);
  if (!found) return null;
  const Arrow = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconMinus }[found.direction];
  return (
    <span className={`delta delta-${found.mood}`} title={`${words}: ${written(before, unit)}`}>
      <Arrow size={14} stroke={1.75} aria-label={{ up: 'up', down: 'down', same: 'unchanged' }[found.direction]} />{found.text}
    </span>
  );
}
