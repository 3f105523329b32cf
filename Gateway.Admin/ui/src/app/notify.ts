import { notifications } from '@mantine/notifications';
import { cut } from './format';
import { messageOf } from './client';

export const told = (message: string) => notifications.show({ message: cut(message, 200), withBorder: true, autoClose: 4000 });
export const refused = (title: string, error: unknown) =>
  notifications.show({ title, message: cut(messageOf(error), 400), color: 'red', withBorder: true, autoClose: 10_000 });
