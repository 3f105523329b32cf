import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsMaximize, IconBell, IconDots, IconFileTypeCsv, IconLink, IconListSearch, IconPhoto } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { Answer } from '../app/contract';
import { copy } from '../app/Copy';
import { refused, told } from '../app/notify';
import { useColours } from '../app/theme';
import type { Scene, Widget } from './contract';
import { csvOf } from './csv';
import { hasPicture, pictureOf, save } from './picture';
import { ActItem } from './PointMenu';

const icon = { size: 16, stroke: 1.75 } as const;

/** What one can do with a widget that is being read. */
export function WidgetMenu({ widget, answer, scene, card }: { widget: Widget; answer: Answer | undefined; scene: Scene; card: RefObject<HTMLElement | null> }) {
  const { palette } = useColours();
  const name = widget.title || 'this widget';
  const figures = answer && !answer.error ? answer : undefined;
  const picture = async () => {
    const blob = await pictureOf(card.current!, widget.title, palette);
    if (blob) save(blob, widget.title, 'png');
  };
  const link = () => {
    const address = new URL(location.href);
    address.searchParams.set('widget', widget.id);
    copy(address.href).then(() => told('Link copied'), (error: unknown) => refused('The link was not copied', error));
  };
  return (
    <Menu>
      <Menu.Target><ActionIcon className="widget-menu" size={24} aria-label={`Menu of ${name}`}><IconDots {...icon} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {scene.onFull && <Menu.Item leftSection={<IconArrowsMaximize {...icon} />} onClick={() => scene.onFull!(widget.id)}>Full screen</Menu.Item>}
        {scene.requestsHref && widget.query && <ActItem icon={<IconListSearch {...icon} />} act={{ label: 'Requests behind it', href: scene.requestsHref(scene.range, widget.query.filters ?? []) }} />}
        {scene.alertHref && widget.query && <ActItem icon={<IconBell {...icon} />} act={{ label: 'Alert on this', href: scene.alertHref(widget) }} />}
        {figures && <Menu.Item leftSection={<IconFileTypeCsv {...icon} />} onClick={() => save(new Blob([csvOf(figures)], { type: 'text/csv' }), widget.title, 'csv')}>Save as CSV</Menu.Item>}
        {figures && hasPicture(widget.type, figures.shape) && <Menu.Item leftSection={<IconPhoto {...icon} />} onClick={() => void picture()}>Save as PNG</Menu.Item>}
        {scene.onFull && <Menu.Item leftSection={<IconLink {...icon} />} onClick={link}>Copy link</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
