import type { Problem } from './contract';
import { session } from './session';

/** The only way to the API. A refusal is thrown as `ApiError`, with the problem's words and its errors by field. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(listed(problem) || problem.detail || problem.title || `The gateway answered ${status}.`);
  }
  get fields(): Record<string, string[]> { return this.problem.errors ?? {}; }
}

/** What is wrong with each field, for places that have no field to show it at. */
const listed = ({ errors = {} }: Problem) => Object.entries(errors).map(([path, messages]) => `${path ? `${path}: ` : ''}${messages.join(', ')}`).join('; ').slice(0, 400);

export interface Answered<T> { data: T; etag: string | null }
export interface Call { tenant?: string; body?: unknown; etag?: string | null; signal?: AbortSignal; token?: string }

let leave: () => void = () => {};
/** What to do when the gateway no longer accepts the token (the router sets it: to the sign-in page, and back after). */
export const onSignedOut = (action: () => void) => { leave = action; };

export async function call<T>(method: string, path: string, { tenant, body, etag, signal, token }: Call = {}): Promise<Answered<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const bearer = token ?? session.token();
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (tenant) headers['x-tenant'] = tenant;
  if (etag) headers['if-match'] = etag;
  if (body !== undefined) headers['content-type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';

  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, { title: 'The gateway does not answer', detail: 'The gateway does not answer. Check that it runs and that this page still reaches it.' });
  }
  if (response.status === 401 && !token) leave();
  const text = await response.text();
  const data = parse(text);
  if (!response.ok) throw new ApiError(response.status, isObject(data) ? (data as Problem) : { title: response.statusText });
  return { data: data as T, etag: response.headers.get('etag') };
}

export const get = async <T>(path: string, options?: Call) => (await call<T>('GET', path, options)).data;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
function parse(text: string): unknown {
  try { return text ? JSON.parse(text) : null; } catch { return null; }
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
