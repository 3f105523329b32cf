import { describe, expect, test } from 'vitest';
import { change, cut, figure, share, written } from './format';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('figures', () => {
  test.each([
    [37_100_000, 'count', '37.1 M'], [184_000, 'count', '184 k'], [12_480, 'count', '12,480'], [601, 'count', '601'], [0, 'count', '0'], [99_999.6, 'count', '100 k'],
    [0.003, 'ratio', '0.30 %'], [0, 'ratio', '0.00 %'], [41.7, 'rate', '41.7 req/s'], [601.4, 'rate', '601 req/s'], [0.004, 'rate', '< 0.01 req/s'], [12_345, 'rate', '12,345 req/s'],
    [0.4, 'ms', '0.4 ms'], [64, 'ms', '64 ms'], [1840, 'ms', '1.84 s'], [125_000, 'ms', '2 min 5 s'], [999.7, 'ms', '1.00 s'],
    [1200, 'bytes', '1.20 kB'], [3.4e9, 'bytes', '3.40 GB'], [12, 'bytes', '12 B'],
  ] as const)('%s as %s is %s', (value, unit, expected) => expect(plain(written(value, unit))).toBe(expected));

  test('nothing recorded is a dash and never 0', () => {
    for (const value of [null, undefined, Number.NaN]) expect(figure(value, 'count').text).toBe('–');
    expect(share(5, 0)).toBe('–');
  });

  test('a rate changes in points, a count in per cent, and only what is good or bad is coloured', () => {
    expect(change(0.004, 0.003, 'ratio', 'down')).toMatchObject({ direction: 'up', mood: 'bad' });
    expect(plain(change(0.004, 0.003, 'ratio')!.text)).toBe('0.10 pp');
    expect(change(109, 100, 'count')).toMatchObject({ direction: 'up', mood: 'neutral' });
    expect(plain(change(109, 100, 'count')!.text)).toBe('9.0 %');
    expect(change(5, 0, 'count')).toBeNull();
    expect(change(null, 5, 'count')).toBeNull();
    expect(change(100.001, 100, 'ms', 'down')).toMatchObject({ direction: 'same', mood: 'neutral' });
  });

  test('what clients sent is cut', () => expect(cut('x'.repeat(10_000), 20)).toHaveLength(20));
});
