import type { Unit } from './measures';

/** Figures for readers: three to four significant digits, the unit apart, and a dash (never 0) where nothing was recorded. */
export interface Figure { text: string; unit: string }
export const none = '–';

const plain = (value: number, digits: number) =>
  value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Three significant digits, without digits after the point from 100 on: 1.84, 41.7, 601. */
const three = (value: number) => {
  const size = Math.abs(value);
  if (size === 0) return '0';
  return plain(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
};

const steps = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e5, 'k']] as const;
function count(value: number): Figure {
  const size = Math.abs(value);
  for (const [from, sign] of steps) {
    // 99,999.6 rounds to 100,000: the next step starts half a unit early.
    if (size >= from - 0.5) return { text: three(value / (sign === 'k' ? 1e3 : from)), unit: sign };
  }
  return { text: plain(value, Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 0 : 1), unit: '' };
}

function bytes(value: number): Figure {
  const signs = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let step = 0;
  while (Math.abs(value) >= 999.5 && step < signs.length - 1) { value /= 1000; step++; }
  return { text: step === 0 ? plain(value, 0) : three(value), unit: signs[step]! };
}

function milliseconds(value: number): Figure {
  if (value === 0) return { text: '0', unit: 'ms' };
  if (value < 9.95) return { text: plain(value, 1), unit: 'ms' };
  if (value < 999.5) return { text: plain(value, 0), unit: 'ms' };
  if (value < 59_995) return { text: plain(value / 1000, value < 9_995 ? 2 : 1), unit: 's' };
  const seconds = Math.round(value / 1000);
  if (seconds < 3600) return { text: `${Math.floor(seconds / 60)} min ${seconds % 60}`, unit: 's' };
  return { text: `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)}`, unit: 'min' };
}

function rate(value: number): string {
  if (value === 0) return '0';
  if (value < 0.01) return '< 0.01';
  return value < 1 ? plain(value, 2) : value < 1000 ? plain(value, value < 100 ? 1 : 0) : '';
}

/** `digits`: a fixed number of decimals in place of the significant ones. */
export function figure(value: number | null | undefined, unit: Unit, digits?: number): Figure {
  if (value === null || value === undefined || !Number.isFinite(value)) return { text: none, unit: '' };
  if (digits !== undefined) return fixed(value, unit, digits);
  switch (unit) {
    case 'count': return count(value);
    case 'bytes': return bytes(value);
    case 'ms': return milliseconds(value);
    case 'ratio': return { text: plain(value * 100, 2), unit: '%' };
    case 'rate': {
      const small = rate(value);
      if (small) return { text: small, unit: 'req/s' };
      const big = count(value);
      return { text: big.text, unit: `${big.unit} req/s`.trim() };
    }
  }
}

function fixed(value: number, unit: Unit, digits: number): Figure {
  if (unit === 'ratio') return { text: plain(value * 100, digits), unit: '%' };
  if (unit === 'ms') return Math.abs(value) < 999.5 ? { text: plain(value, digits), unit: 'ms' } : { text: plain(value / 1000, digits), unit: 's' };
  if (unit === 'bytes') {
    const { unit: sign } = bytes(value);
    return { text: plain(value / 1000 ** ['B', 'kB', 'MB', 'GB', 'TB', 'PB'].indexOf(sign), digits), unit: sign };
  }
  const [from, sign] = steps.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return { text: plain(value / (sign === 'k' ? 1e3 : from), digits), unit: unit === 'rate' ? `${sign} req/s`.trim() : sign };
}

/** A figure in one string; the unit of a rate is left out where the place already names it. */
export function written(value: number | null | undefined, unit: Unit, bare = false, digits?: number): string {
  const { text, unit: sign } = figure(value, unit, digits);
  const shown = bare ? sign.replace(/\s?req\/s$/, '') : sign;
  return shown ? `${text}\u00a0${shown}` : text;
}

export const share = (part: number | null | undefined, whole: number | null | undefined) =>
  part === null || part === undefined || !whole ? none : `${plain((part / whole) * 100, 1)}\u00a0%`;

/** Everything the number has, for tooltips. */
export const exact = (value: number | null | undefined) =>
  value === null || value === undefined ? 'Nothing recorded' : value.toLocaleString(undefined, { maximumFractionDigits: 6 });

export interface Change { direction: 'up' | 'down' | 'same'; text: string; mood: 'good' | 'bad' | 'neutral' }
/** A rate changes in points, everything else in per cent. Coloured only where up or down is good or bad. */
export function change(now: number | null | undefined, before: number | null | undefined, unit: Unit, good?: 'up' | 'down'): Change | null {
  if (now === null || now === undefined || before === null || before === undefined) return null;
  if (unit !== 'ratio' && before === 0) return null;
  const amount = unit === 'ratio' ? (now - before) * 100 : ((now - before) / before) * 100;
  const digits = unit === 'ratio' && Math.abs(amount) < 0.95 ? 2 : Math.abs(amount) >= 99.5 ? 0 : 1;
  const size = Math.abs(amount).toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const text = `${size}\u00a0${unit === 'ratio' ? 'pp' : '%'}`;
  if (Number(Math.abs(amount).toFixed(digits)) === 0) return { direction: 'same', text, mood: 'neutral' };
  const direction = amount > 0 ? 'up' : 'down';
  return { direction, text, mood: !good ? 'neutral' : good === direction ? 'good' : 'bad' };
}

/** Tooltips, chips and labels stay short, whatever a client sent us. */
export const cut = (text: string, length = 120) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** The API's reasons begin small and without the name of what they are about ("must be …"); where they stand alone they are sentences. */
export const sentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
