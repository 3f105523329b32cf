import type { Problem } from './contract';
import { session } from './session';

/** The only way to the API. A refusal is thrown as `ApiError`, with the problem's words and its errors by field. */
export class ApiError extends Error {
  /** `retryAfter`: seconds until asking again has a chance, where the gateway says so. `etag`: of what is there now, where a change came too late. */
  constructor(readonly status: number, readonly problem: Problem, readonly retryAfter: number | null = null, readonly etag: string | null = null) {
    super(listed(problem) || problem.detail || problem.title || `The gateway answered ${status}.`);
  }
  get fields(): Record<string, string[]> { return this.problem.errors ?? {}; }
}

/** What is wrong with each field, for places that have no field to show it at. */
const listed = ({ errors = {} }: Problem) => Object.entries(errors).map(([path, messages]) => `${path ? `${path}: ` : ''}${messages.join(', ')}`).join('; ').slice(0, 400);

let kept = false;
/** Whether the last change went into the reader's draft and waits there to be published. */
export const wasDrafted = () => kept;

export interface Answered<T> { data: T; etag: string | null }
/** `quiet`: a 401 is an answer here, not the end of the session. */
export interface Call { tenant?: string; body?: unknown; etag?: string | null; signal?: AbortSignal; token?: string; quiet?: boolean }

let leave: () => void = () => {};
/** What to do when the gateway no longer knows who calls (the router sets it: to the sign-in page, and back after). */
export const onSignedOut = (action: () => void) => { leave = action; };

let csrf: () => string | null | undefined = () => null;
/** Where the token is that proves, beside the cookie, that a page of ours calls (the cache of `/me` has it). */
export const csrfFrom = (read: () => string | null | undefined) => { csrf = read; };

const isUnsafe = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

function headersOf(method: string, token: string | undefined): Record<string, string> {
  const bearer = token ?? session.token();
  const proof = bearer || !isUnsafe(method) ? null : csrf();
  return { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(proof ? { 'x-csrf-token': proof } : {}) };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, { title: 'The gateway does not answer', detail: 'The gateway does not answer. Check that it runs and that this page still reaches it.' });
  }
}

async function refusalOf(response: Response): Promise<ApiError> {
  const data = parse(await response.text());
  const wait = Number(response.headers.get('retry-after') ?? NaN);
  return new ApiError(response.status, isObject(data) ? (data as Problem) : { title: response.statusText }, Number.isFinite(wait) ? wait : null, response.headers.get('etag'));
}

export async function call<T>(method: string, path: string, { tenant, body, etag, signal, token, quiet }: Call = {}): Promise<Answered<T>> {
  const headers: Record<string, string> = { accept: 'application/json', ...headersOf(method, token) };
  if (tenant) headers['x-tenant'] = tenant;
  if (etag) headers['if-match'] = etag;
  if (body !== undefined) headers['content-type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';

  const response = await send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  if (response.status === 401 && !token && !quiet) leave();
  if (!response.ok) throw await refusalOf(response);
  if (isUnsafe(method)) kept = response.headers.get('gateway-draft') === 'kept';
  return { data: parse(await response.text()) as T, etag: response.headers.get('etag') };
}

/** A file of the API, as the browser saves it. */
export async function download(path: string, tenant: string): Promise<Blob> {
  const response = await send(path, { headers: { ...headersOf('GET', undefined), 'x-tenant': tenant } });
  if (response.status === 401) leave();
  if (!response.ok) throw await refusalOf(response);
  return response.blob();
}

export const get = async <T>(path: string, options?: Call) => (await call<T>('GET', path, options)).data;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
function parse(text: string): unknown {
  try { return text ? JSON.parse(text) : null; } catch { return null; }
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
