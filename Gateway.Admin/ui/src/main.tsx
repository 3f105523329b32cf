import './app/styles';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/queries';
import { router } from './app/router';
import { resolver, theme } from './app/theme';
import { warmUp } from './app/warmUp';

warmUp();

const colours = localStorageColorSchemeManager({ key: 'gateway.scheme' });
// Before the first paint, and from here: the content security policy allows no script inside the page.
const chosen = colours.get('auto');
const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} cssVariablesResolver={resolver} colorSchemeManager={colours} defaultColorScheme="auto">
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
    <Notifications position="bottom-right" limit={4} />
  </MantineProvider>,
);
