import { ActionIcon, Button, Menu, type MenuItemProps } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from './client';
import { sentence } from './format';

/** What every list has around its rows. */
export const EmptyState = ({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) => (
  <div className="card empty"><h2>{title}</h2><p>{children}</p>{action}</div>
);

/** A refusal is no failure: asking again would change nothing. */
export const LoadFailed = ({ what, error, onRetry, action }: { what: string; error: unknown; onRetry(): void; action?: ReactNode }) => error instanceof ApiError && error.status === 403 ? (
  <EmptyState title="You may not see this">{sentence(messageOf(error))} Whoever gave you access can widen it.</EmptyState>
) : (
  <div className="card empty" role="alert"><h2>{what} could not be loaded</h2><p>{sentence(messageOf(error))}</p>{action}<Button variant="default" onClick={onRetry}>Retry</Button></div>
);

export const RowMenu = ({ label, children }: { label: string; children: ReactNode }) => (
  <Menu width={180}>
    <Menu.Target><ActionIcon size={28} aria-label={label} onClick={(event) => event.stopPropagation()}><IconDots size={16} stroke={1.75} /></ActionIcon></Menu.Target>
    <Menu.Dropdown onClick={(event) => event.stopPropagation()}>{children}</Menu.Dropdown>
  </Menu>
);

export const RowAction = ({ danger, ...props }: MenuItemProps & { danger?: boolean; onClick(): void; children: ReactNode }) => <Menu.Item className={danger ? 'danger-item' : undefined} {...props} />;

/** In place of a figure that is asked for: a dash would say that nothing was recorded. */
export const Soon = () => <span className="soon" aria-busy="true" />;

export const ListFoot = ({ shown, more, onMore, busy }: { shown: number; more: boolean; busy: boolean; onMore(): void }) =>
  more ? <div className="list-foot"><span>{shown} shown</span><Button variant="default" disabled={busy} onClick={onMore}>Show more</Button></div> : null;
