import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, useComputedColorScheme } from '@mantine/core';
import { categorical, dark, light, type Palette, palettes, type Scheme } from './palette';

const slate: MantineColorsTuple = [
  dark.text, dark.text2, dark.text3, dark.borderStrong, dark.border, dark.sunken, dark.surface, dark.surface, dark.canvas, dark.canvas,
];
const accent: MantineColorsTuple = [
  light.accentSoft, '#D3E0FD', '#A9C1FA', '#7C9FF6', '#5680F5', '#3F6BEA', light.accent, light.accentHover, '#1B3D9E', '#15317F',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark: slate },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '20px', xl: '24px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600' },
  components: {
    Button: { defaultProps: { size: 'sm', loaderProps: { type: 'dots' } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Menu: { defaultProps: { shadow: 'md', radius: 8, position: 'bottom-end', transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: 'md', radius: 8, transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { radius: 10, centered: true, transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, radius: 6 } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md', radius: 8 }, checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { comboboxProps: { shadow: 'md', radius: 8 } } },
    Notification: { defaultProps: { radius: 10, closeButtonProps: { 'aria-label': 'Close' } } },
  },
});

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const variables = (palette: Palette) => Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--${kebab(name)}`, value as string]));

const mantine = (palette: Palette) => ({
  '--mantine-color-body': palette.canvas,
  '--mantine-color-text': palette.text,
  '--mantine-color-dimmed': palette.text3,
  '--mantine-color-placeholder': palette.text3,
  '--mantine-color-anchor': palette.accentText,
  '--mantine-color-error': palette.error,
  '--mantine-color-default': palette.surface,
  '--mantine-color-default-hover': palette.hover,
  '--mantine-color-default-color': palette.text,
  '--mantine-color-default-border': palette.border,
  '--mantine-color-disabled': palette.sunken,
  '--mantine-color-disabled-color': palette.text3,
  '--mantine-color-disabled-border': palette.border,
  '--mantine-primary-color-filled': palette.accent,
  '--mantine-primary-color-filled-hover': palette.accentHover,
  '--mantine-color-accent-filled': palette.accent,
  '--mantine-color-accent-filled-hover': palette.accentHover,
  '--mantine-color-accent-light': palette.accentSoft,
  '--mantine-color-accent-light-color': palette.accentText,
  '--mantine-shadow-md': palette.shadow,
  '--mantine-shadow-xl': palette.shadow,
});

export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variables(light), ...mantine(light), '--cat0': categorical.light[0]! },
  dark: { ...variables(dark), ...mantine(dark), '--cat0': categorical.dark[0]! },
});

/** What a canvas needs: the palette and the series colours of the scheme now on screen. */
export function useColours() {
  const scheme: Scheme = useComputedColorScheme('light');
  return { scheme, palette: palettes[scheme], series: categorical[scheme] };
}
