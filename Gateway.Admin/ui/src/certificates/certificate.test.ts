import { expect, test } from 'vitest';
import { certificateDocument, certificateErrors, emptyValues, losses, readFile } from './certificate';

test('what is missing is said at its field', () => {
  expect(Object.keys(certificateErrors(emptyValues, 'file'))).toEqual(['id', 'pem']);
  expect(Object.keys(certificateErrors({ ...emptyValues, id: 'web' }, 'server'))).toEqual(['files.certificate']);
  expect(certificateErrors({ ...emptyValues, id: 'web', pfx: 'AA==' }, 'file')).toEqual({});
  expect(certificateErrors({ ...emptyValues, id: 'web', default: true }, 'text', true)).toEqual({});
});

test('an upload takes the files away, and files send no upload', () => {
  expect(certificateDocument({ ...emptyValues, id: 'web', pem: 'x', 'files.certificate': '/a' }, 'text')).toEqual({ id: 'web', pem: 'x', files: null, default: false });
  expect(certificateDocument({ ...emptyValues, id: 'web', pem: 'x', 'files.certificate': '/a' }, 'server')).toEqual({ id: 'web', files: { certificate: '/a', privateKey: null }, default: false });
});

test('a PKCS #12 file is told from text by its first byte', async () => {
  expect(await readFile(new File([new Uint8Array([0x30, 1])], 'a.bin'))).toEqual({ pfx: 'MAE=' });
  expect(await readFile(new File(['-----BEGIN'], 'a.pfx'))).toEqual({ pem: '-----BEGIN' });
});

test('a removal says what breaks and what does not', () => {
  expect(losses([{ name: 'a.example', coveredBy: null, routes: ['orders'] }, { name: 'b.example', coveredBy: 'wide', routes: ['orders'] }])).toEqual([
    'Nothing answers for a.example any more: clients are refused.', 'That cuts off the route orders.', 'b.example (by wide) is still answered.',
  ]);
});
