import { SegmentedControl } from '@mantine/core';
import { cut } from './format';
import type { Clash, Side } from './merge';

const shown = (value: unknown) => (value === null || value === undefined ? '–' : cut(typeof value === 'string' ? value : JSON.stringify(value, null, 2), 2000));

/** Two versions of one document side by side; of each field that differs one is taken. */
export function TakeOver({ found, sides, onSide }: { found: Clash[]; sides: Record<string, Side>; onSide(path: string, side: Side): void }) {
  if (!found.length) return <p className="soft">Both say the same by now.</p>;
  return (
    <div className="table-scroll" tabIndex={0}><table className="data-table take-over">
      <thead><tr><th>Field</th><th>Theirs, published</th><th>Yours</th><th>Take</th></tr></thead>
      <tbody>{found.map(({ path, theirs, mine, both, side }) => {
        const taken = sides[path] ?? side;
        return (
          <tr key={path}>
            <td className="mono">{path || 'The whole'}{both && <div className="row-second">You both changed it</div>}</td>
            <td className={taken === 'theirs' ? 'taken' : undefined}><pre>{shown(theirs)}</pre></td>
            <td className={taken === 'mine' ? 'taken' : undefined}><pre>{shown(mine)}</pre></td>
            <td><SegmentedControl size="xs" aria-label={`Take for ${path || 'the whole'}`} value={taken} data={[{ value: 'theirs', label: 'Theirs' }, { value: 'mine', label: 'Yours' }]} onChange={(value) => onSide(path, value as Side)} /></td>
          </tr>
        );
      })}</tbody>
    </table></div>
  );
}
