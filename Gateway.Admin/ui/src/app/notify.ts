import { notifications } from '@mantine/notifications';
import { cut } from './format';
import { messageOf, wasDrafted } from './client';

/** What an act did. One that went into a draft did nothing yet, whatever the page would say of it. */
export const told = (message: string) => notifications.show({ message: wasDrafted() ? 'Kept in your draft. It takes effect when you publish it.' : cut(message, 200), withBorder: true, autoClose: 4000 });
export const refused = (title: string, error: unknown) =>
  notifications.show({ title, message: cut(messageOf(error), 400), color: 'red', withBorder: true, autoClose: 10_000 });
