import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconDownload, IconHistory, IconLayoutGrid, IconLink, IconRestore, IconTrash, IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm, type Confirmation } from '../../app/Confirm';
import { useMay } from '../../app/access';
import { useMe } from '../../app/queries';
import { useTenant } from '../../app/Shell';
import type { Dashboard } from '../document';
import { AccessDialog } from './AccessDialog';
import { HistoryDialog } from './HistoryDialog';
import { ShareDialog } from './ShareDialog';
import './share.css';
import { Star } from './Star';
import { useDashboardActs } from './useDashboardActs';

interface MenuProps { dashboard: Dashboard; etag: string | null; onChanged(): void }
const icon = { size: 16, stroke: 1.75 };

/** The star after a dashboard's title. */
export function DashboardStar({ dashboard, onChanged }: Omit<MenuProps, 'etag'>) {
  const acts = useDashboardActs();
  if (!useMe().data?.user) return null;
  return <Star liked={dashboard.favourite ?? false} title={dashboard.title} onClick={() => void acts.star(dashboard).then(onChanged)} />;
}

/** What one does with a dashboard as a whole. */
export function DashboardMenu({ dashboard, etag, onChanged }: MenuProps) {
  const here = useTenant();
  const navigate = useNavigate();
  const acts = useDashboardActs();
  const mayWrite = useMay('write');
  const [open, setOpen] = useState<'share' | 'access' | 'history' | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const { mayEdit = false, edited, access, share } = dashboard;
  const close = () => setOpen(null);
  const leave = () => void navigate({ to: '/t/$tenant/dashboards', params: { tenant: here }, search: {} });
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target><ActionIcon variant="default" size={32} aria-label="More of this dashboard"><IconDots {...icon} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLayoutGrid {...icon} />} onClick={leave}>All dashboards</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => void acts.duplicate(dashboard)}>Duplicate</Menu.Item>
          <Menu.Item leftSection={<IconDownload {...icon} />} onClick={() => void acts.save(dashboard)}>Export</Menu.Item>
          <Menu.Item leftSection={<IconHistory {...icon} />} onClick={() => setOpen('history')}>History</Menu.Item>
          {mayEdit && <Menu.Divider />}
          {mayEdit && <Menu.Item leftSection={<IconUsers {...icon} />} onClick={() => setOpen('access')}>Who sees it</Menu.Item>}
          {mayEdit && access !== 'private' && <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => setOpen('share')}>{share ? 'Secret link (on)' : 'Secret link'}</Menu.Item>}
          {mayEdit && edited && <Menu.Item leftSection={<IconRestore {...icon} />} onClick={() => setAsk(acts.reset(dashboard, onChanged))}>Reset to as shipped</Menu.Item>}
          {mayEdit && <Menu.Item className="danger-item" leftSection={<IconTrash {...icon} />} onClick={() => setAsk(acts.remove(dashboard, leave))}>Delete</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {open === 'share' && <ShareDialog dashboard={dashboard} onClose={close} onChanged={onChanged} />}
      {open === 'access' && <AccessDialog dashboard={dashboard} etag={etag} whole={mayWrite} onClose={close} onChanged={onChanged} />}
      {open === 'history' && <HistoryDialog dashboard={dashboard} etag={etag} onClose={close} onChanged={onChanged} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
