import { ActionIcon } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { cut } from '../../app/format';

/** Whether the reader likes a dashboard, and the way to say so. */
export const Star = ({ liked, title, onClick }: { liked: boolean; title: string; onClick(): void }) => (
  <ActionIcon size={28} className={liked ? 'star liked' : 'star'} aria-pressed={liked} aria-label={`Favourite: ${cut(title, 60)}`} onClick={onClick}>
    {liked ? <IconStarFilled size={16} /> : <IconStar size={16} stroke={1.6} />}
  </ActionIcon>
);
