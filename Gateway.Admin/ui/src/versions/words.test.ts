import { describe, expect, test } from 'vitest';
import { pageOf, summaryOf } from './words';

describe('what a version did', () => {
  test('names the first few and counts the rest', () => {
    const touched = [{ collection: 'routes', tenant: 'acme', id: 'orders', action: 'update' as const }, { collection: 'keys', tenant: 'acme', id: 'mobile', action: 'update' as const }, { collection: 'clusters', tenant: 'acme', id: 'main', action: 'create' as const }];
    expect(summaryOf({ touched, changeCount: 5 })).toBe('Changed route orders, key mobile, created cluster main and 2 more');
    expect(summaryOf({ touched: touched.slice(0, 1), changeCount: 1 })).toBe('Changed route orders');
    expect(summaryOf({ touched: [], changeCount: 0 })).toContain('removed with its tenant');
  });
  test('knows where a thing has its page', () => {
    expect(pageOf({ collection: 'routes', tenant: 'acme', id: 'orders' })).toBe('/t/acme/routes/orders');
    expect(pageOf({ collection: 'groups', tenant: 'acme', id: 'gold' })).toBeUndefined();
  });
});
