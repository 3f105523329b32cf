import { IconPencil } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useDraftState } from './useDraftState';

/** What the reader changed and has not published, as a line above every page but its own. */
export function DraftBar({ tenant }: { tenant: string }) {
  const { data } = useDraftState(tenant);
  const { pathname } = useLocation();
  const count = data?.items.length ?? 0;
  if (!count || pathname.endsWith('/versions/draft')) return null;
  const raced = data!.items.some(({ isRaced }) => isRaced);
  return (
    <div className="draft-line" role="status">
      <IconPencil size={16} stroke={1.75} aria-hidden="true" />
      <span><b>{count} {count === 1 ? 'change' : 'changes'} not published.</b>{raced ? ' Somebody else published something else in the meantime.' : ''}</span>
      <Link to="/t/$tenant/versions/draft" params={{ tenant }}>Review and publish</Link>
    </div>
  );
}
