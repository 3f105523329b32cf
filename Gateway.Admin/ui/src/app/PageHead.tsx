import { ActionIcon } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronLeft, IconChevronRight, IconMenu2, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useShell } from './Shell';

interface HeadProps { title: string; count?: string | number; tag?: ReactNode; trail?: ReactNode; children?: ReactNode }

/** Title, state and controls, the primary button last. On the phone its first row is the top bar. */
export function PageHead({ title, count, tag, trail, children }: HeadProps) {
  const { openNav } = useShell();
  useEffect(() => { document.title = `${title} · Gateway`; }, [title]);
  return (
    <header className="page-head">
      {trail && <div className="trail">{trail}<IconChevronRight size={14} stroke={1.75} aria-hidden="true" /><span><bdi>{title}</bdi></span></div>}
      <div className="page-head-row">
        <div className="page-title">
          <ActionIcon className="phone-only" size={40} onClick={openNav} aria-label="Open the navigation"><IconMenu2 size={20} stroke={1.6} /></ActionIcon>
          <h1><bdi>{title}</bdi></h1>
          {count !== undefined && <span className="page-count">{count}</span>}
          {tag}
          <ActionIcon className="phone-only push" size={40} onClick={spotlight.open} aria-label="Search"><IconSearch size={20} stroke={1.6} /></ActionIcon>
        </div>
        {(children || trail) && <div className="page-controls">{trail && <div className="page-back phone-only"><IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />{trail}</div>}{children}</div>}
      </div>
    </header>
  );
}
