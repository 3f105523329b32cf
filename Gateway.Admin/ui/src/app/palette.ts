/**
 * Every colour of the pages, once. `theme.ts` turns the tokens into CSS variables (`--accent`); charts, which draw on a
 * canvas and cannot read variables, take the values from here.
 */
export interface Palette {
  canvas: string; surface: string; raised: string; sunken: string; hover: string;
  border: string; borderStrong: string; grid: string; bar: string;
  text: string; text2: string; text3: string;
  accent: string; accentHover: string; onAccent: string; onAccentHover: string; accentText: string; accentSoft: string;
  ok: string; okSoft: string; warn: string; warnSoft: string; error: string; errorSoft: string; info: string; infoSoft: string;
  s2xx: string; s3xx: string; s4xx: string; s5xx: string;
  p50: string; p75: string; p95: string; p99: string;
  shadow: string;
}

export const light: Palette = {
  canvas: '#F6F7F9', surface: '#FFFFFF', raised: '#FFFFFF', sunken: '#F0F2F5', hover: '#F3F5F8',
  border: '#E3E7ED', borderStrong: '#8A95A5', grid: '#E9ECF1', bar: '#E6EDFC',
  text: '#12161C', text2: '#465063', text3: '#636E80',
  accent: '#2B59D9', accentHover: '#2149BB', onAccent: '#FFFFFF', onAccentHover: '#FFFFFF', accentText: '#2450CC', accentSoft: '#EAF0FE',
  ok: '#0E7A4E', okSoft: '#E5F5EC', warn: '#935600', warnSoft: '#FDF2DC', error: '#BE2A1E', errorSoft: '#FDECEA', info: '#2450CC', infoSoft: '#EAF0FE',
  s2xx: '#4A9A87', s3xx: '#748ACF', s4xx: '#C27F00', s5xx: '#BE2A1E',
  p50: '#4C9BD6', p75: '#3D70D6', p95: '#5A3DBE', p99: '#86197A',
  shadow: '0 1px 2px rgba(18,22,28,.06), 0 8px 24px rgba(18,22,28,.12)',
};

export const dark: Palette = {
  canvas: '#0C0F13', surface: '#13171D', raised: '#1A1F27', sunken: '#1D232C', hover: '#1A2029',
  border: '#252C36', borderStrong: '#667386', grid: '#20262F', bar: '#1D2A47',
  text: '#E9EDF3', text2: '#B0BAC8', text3: '#8A96A7',
  accent: '#3F6BEA', accentHover: '#5680F5', onAccent: '#FFFFFF', onAccentHover: '#0C0F13', accentText: '#8FACFF', accentSoft: '#18233F',
  ok: '#4CC38A', okSoft: '#10291F', warn: '#E8A33D', warnSoft: '#2E2210', error: '#FF7A70', errorSoft: '#361816', info: '#8FACFF', infoSoft: '#18233F',
  s2xx: '#3C8676', s3xx: '#7088CC', s4xx: '#E8A33D', s5xx: '#FF7A70',
  p50: '#3E86C4', p75: '#6D96F2', p95: '#B59DFB', p99: '#F6BDF0',
  shadow: '0 1px 2px rgba(0,0,0,.4), 0 8px 24px rgba(0,0,0,.5)',
};

/** In this order; a series keeps its place in both themes. A ninth value and all after it are `text3`. */
export const categorical = {
  light: ['#2B6BE0', '#CC7200', '#1EA381', '#930660', '#8B83BF', '#1C560B', '#65188D', '#AF824C'],
  dark: ['#6A9BFF', '#E99B2A', '#2CDCAF', '#B0416B', '#6E659F', '#A4CD79', '#E9A1E3', '#90652E'],
};

/** From nearly none to most, away from the ground: cells of a heat map. */
export const sequential = {
  light: ['#F3F6FC', '#DCE8FB', '#B5CFF6', '#84AEEE', '#4F86DF', '#2A5FBE', '#173F86', '#0B2454'],
  dark: ['#171C24', '#1A2A47', '#1F3F73', '#2858A3', '#3D7AD0', '#6FA2EA', '#A9CAF8', '#E3EFFF'],
};

export type Scheme = 'light' | 'dark';
export const palettes: Record<Scheme, Palette> = { light, dark };
