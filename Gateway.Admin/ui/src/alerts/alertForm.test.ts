import { expect, test } from 'vitest';
import { alertDocument, alertErrors, alertValues, readAlert } from './alertForm';
import type { AlertBody } from './contract';
import { lengthWords, secondsOf, spanOf, spanWords } from './durations';

import databaseAway from '../../../Alerts/Templates/database-away.json';
import errorRate from '../../../Alerts/Templates/error-rate.json';
import keyExpiry from '../../../Alerts/Templates/key-expiry.json';
import noTraffic from '../../../Alerts/Templates/no-traffic.json';
import p95 from '../../../Alerts/Templates/p95.json';
import trafficDrop from '../../../Alerts/Templates/traffic-drop.json';

const templates = [databaseAway, errorRate, keyExpiry, noTraffic, p95, trafficDrop] as unknown as AlertBody[];

test.each(templates.map((one) => [one.id, one] as const))('the template %s comes out of the form as it went in', (_, template) => {
  const document = alertDocument(alertValues(template));
  expect(document).toMatchObject(template);
  expect(alertErrors(alertValues(template), true)).toEqual({});
  // Read as text and written again it stays the same: form and text are in step.
  expect(alertDocument(readAlert(document)!)).toEqual(document);
});

test('lengths of time are written as people do and stored as spans', () => {
  expect(['30 s', '5min', '1 h 30 min', '90 minutes', '2 d', '00:05:00', '1.02:00:00', '0'].map(secondsOf)).toEqual([30, 300, 5400, 5400, 172_800, 300, 93_600, 0]);
  expect(['soon', '5', '1.5 s', ''].map(secondsOf)).toEqual([undefined, undefined, undefined, undefined]);
  expect([0, 45, 5400, 93_600].map(spanOf)).toEqual(['00:00:00', '00:00:45', '01:30:00', '1.02:00:00']);
  expect([0, 45, 5400, 93_600].map(lengthWords)).toEqual(['0 s', '45 s', '1 h 30 min', '1 d 2 h']);
  expect(spanWords('00:10:00')).toBe('10 min');
});

test('what is wrong is said before anything is sent', () => {
  const values = { ...alertValues({}), every: 'often', labels: [': x'] };
  expect(Object.keys(alertErrors(values, true)).sort()).toEqual(['every', 'id', 'labels', 'name']);
});

test('labels are a name and a value', () => {
  expect(alertDocument({ ...alertValues({}), labels: ['team: payments', 'stage=live'] }).labels).toEqual({ team: 'payments', stage: 'live' });
});

test('a text that the form cannot follow is left alone', () => {
  expect(readAlert({ name: 'x' })).toBeUndefined();
  expect(readAlert({ name: 'x', when: { all: 'y' } })).toBeUndefined();
  expect(readAlert({ name: 'x', when: {}, surprise: 1 })).toBeUndefined();
  expect(readAlert({ name: 'x', when: { query: { measures: [1] } } })).toBeUndefined();
  expect(readAlert({ name: 'x', when: { all: [{ not: { health: 'keyExpiry' } }] } })).toBeDefined();
});
