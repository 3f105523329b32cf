import type { Certificate, CertificateUse } from '../app/contract';
import type { Errors } from '../app/form';
import { cut } from '../app/format';

export type Way = 'file' | 'text' | 'server';
export interface CertificateValues { id: string; pem: string; key: string; pfx: string; password: string; 'files.certificate': string; 'files.privateKey': string; default: boolean }
export const emptyValues: CertificateValues = { id: '', pem: '', key: '', pfx: '', password: '', 'files.certificate': '', 'files.privateKey': '', default: false };
export const valuesOf = (item: Certificate): CertificateValues => ({ ...emptyValues, id: item.id, default: item.default, 'files.certificate': item.files?.certificate ?? '', 'files.privateKey': item.files?.privateKey ?? '' });

/** What is missing before anything is sent; what is wrong with a certificate the gateway says. `keeps`: without an upload the one that is there stays. */
export function certificateErrors(values: CertificateValues, way: Way, keeps = false): Errors {
  const errors: Errors = {};
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(values.id)) errors.id = 'Lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit.';
  if (way === 'server' && !/^(\/|[A-Za-z]:\\)/.test(values['files.certificate'])) errors['files.certificate'] = 'An absolute path on the server, such as /etc/tls/tls.crt.';
  if (way !== 'server' && !keeps && !values.pem && !values.pfx) errors.pem = way === 'file' ? 'Choose the certificate: a .pem, .crt or .pfx file.' : 'Paste the certificate, beginning with -----BEGIN CERTIFICATE-----.';
  return errors;
}

export function certificateDocument(values: CertificateValues, way: Way): object {
  const { id, pem, key, pfx, password } = values;
  const given = (text: string) => text || undefined;
  return way === 'server'
    ? { id, files: { certificate: values['files.certificate'], privateKey: values['files.privateKey'] || null }, default: values.default }
    : { id, pem: given(pem), key: given(key), pfx: given(pfx), password: given(password), files: null, default: values.default };
}

/** What a file brings: a PKCS #12 file is not text. */
export async function readFile(file: File): Promise<{ pem: string } | { pfx: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  // DER begins with a sequence; PEM is text.
  if (bytes[0] !== 0x30) return { pem: new TextDecoder().decode(bytes) };
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { pfx: btoa(binary) };
}

/** What would be without it, in sentences. */
export function losses(names: CertificateUse[]): string[] {
  if (!names.length) return ['It names no host; it answers only where no other certificate does.'];
  const gone = names.filter(({ coveredBy }) => !coveredBy);
  const kept = names.filter(({ coveredBy }) => coveredBy);
  const routes = [...new Set(gone.flatMap((one) => one.routes))];
  return [
    gone.length ? `Nothing answers for ${listed(gone.map(({ name }) => name))} any more: clients are refused.` : '',
    routes.length ? `That cuts off ${routes.length === 1 ? 'the route' : 'the routes'} ${listed(routes)}.` : '',
    kept.length ? `${listed(kept.map(({ name, coveredBy }) => `${name} (by ${coveredBy})`))} ${kept.length === 1 ? 'is' : 'are'} still answered.` : '',
  ].filter(Boolean);
}

const listed = (words: string[]) => cut(words.slice(0, 5).join(', '), 240) + (words.length > 5 ? ` and ${words.length - 5} more` : '');
