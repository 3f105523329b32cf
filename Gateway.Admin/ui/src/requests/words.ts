import { none, written } from '../app/format';
import type { FailedBy, RequestInFull } from './contract';

/** At which stage a request ended, and what happened there, by the reason that is stored. */
interface Said { stage: string; words: string }
const reasons: Record<string, Said> = {
  connectFailed: { stage: 'Connecting', words: 'did not accept a connection' },
  timedOut: { stage: 'Waiting for the answer', words: 'did not answer in time' },
  clientClosedRequest: { stage: 'Waiting for the answer', words: 'The client went away before the answer.' },
  requestBodyCanceled: { stage: 'Sending the request', words: 'The client went away while it sent the request.' },
  requestBodyClient: { stage: 'Sending the request', words: 'The client broke off its request.' },
  requestBodyDestination: { stage: 'Sending the request', words: 'broke off while it took the request' },
  responseBodyCanceled: { stage: 'Relaying the answer', words: 'The client went away within the answer.' },
  responseBodyClient: { stage: 'Relaying the answer', words: 'The client broke off within the answer.' },
  responseBodyDestination: { stage: 'Relaying the answer', words: 'broke off within its answer' },
  upgradeCanceled: { stage: 'In the stream', words: 'The stream was ended.' },
  upgradeClient: { stage: 'In the stream', words: 'The client broke off the stream.' },
  upgradeDestination: { stage: 'In the stream', words: 'broke off the stream' },
  noDestination: { stage: 'Choosing a destination', words: 'No destination of the cluster was healthy.' },
  requestCreation: { stage: 'Making the request', words: 'The request to the destination could not be made.' },
  responseHeaders: { stage: 'Reading the answer', words: 'answered what cannot be relayed' },
  keyMissing: { stage: 'Checking the key', words: 'It came without a key.' },
  keyMalformed: { stage: 'Checking the key', words: 'What it brought is no key.' },
  keyUnknown: { stage: 'Checking the key', words: 'Nobody knows its key.' },
  keyExpired: { stage: 'Checking the key', words: 'Its key is past its end.' },
  keyRevoked: { stage: 'Checking the key', words: 'Its key was revoked.' },
  keySuspended: { stage: 'Checking the key', words: 'Its key is suspended.' },
  keyNotAllowed: { stage: 'Checking the key', words: 'Its key may not call this route.' },
  bodyTooLarge: { stage: 'Checking the size', words: 'Its body is larger than the route takes.' },
  tokenMissing: { stage: 'Checking the token', words: 'It came without a token.' },
  tokenMalformed: { stage: 'Checking the token', words: 'What it brought is no token.' },
  tokenExpired: { stage: 'Checking the token', words: 'Its token is past its end.' },
  tokenNotYetValid: { stage: 'Checking the token', words: 'Its token is not valid yet.' },
  tokenInvalid: { stage: 'Checking the token', words: 'Signature, issuer or audience of its token are not those that the route asks for.' },
  tokenScope: { stage: 'Checking the token', words: 'Its token lacks a scope or a claim that the route asks for.' },
  maintenance: { stage: 'Maintenance', words: 'The route rested for maintenance; the caller was told when to ask again.' },
  issuerAway: { stage: 'Checking the token', words: 'The issuer of its token does not answer, so the token could not be checked.' },
  noRoute: { stage: 'Finding a route', words: 'No route takes this host and path.' },
  methodNotAllowed: { stage: 'Finding a route', words: 'The route does not take this method.' },
  badRequest: { stage: 'Reading the request', words: 'It is not readable as HTTP.' },
  gatewayFault: { stage: 'In the gateway', words: 'The gateway made a mistake; it is in its log.' },
};

const titles: Record<FailedBy, string> = { client: 'The client ended it', gateway: 'The gateway could not answer', upstream: 'The upstream failed', policy: 'The gateway refused it' };
export const failedByWords: Record<FailedBy, string> = { client: 'Client', gateway: 'Gateway', upstream: 'Upstream', policy: 'Policy' };

/** "connectFailed" as "Connect failed", where there are no better words. */
export const plain = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
export const stageOf = (reason: string | null) => (reason ? (reasons[reason]?.stage ?? plain(reason)) : null);

/** One attempt is one request to one destination: how long it took. Of several only their sum is kept. */
export const attemptsOf = ({ attempts, upstreamMs }: Pick<RequestInFull, 'attempts' | 'upstreamMs'>) =>
  attempts === 0 ? null : upstreamMs === null ? String(attempts) : attempts === 1 ? `One, ${written(upstreamMs, 'ms')}` : `${attempts}, ${written(upstreamMs, 'ms')} together`;

export interface Story { tone: 'error' | 'warn'; title: string; text: string }

/** What went wrong, who did it and what the client got; null where nothing did. */
export function storyOf(request: RequestInFull): Story | null {
  const { failedBy, reason, status, upstreamStatus, attempts, destination, cluster } = request;
  const got = status === null ? 'The client got no answer.' : `The client got ${status}.`;
  if (!failedBy && (status ?? 0) < 500) return reason ? { tone: 'warn', title: stageOf(reason)!, text: `${happened(reason, destination)} ${got}` } : null;
  if (!failedBy) return { tone: 'error', title: `The upstream answered ${upstreamStatus ?? status}`, text: `${destination ?? cluster ?? 'The upstream'} answered ${upstreamStatus ?? status}${attempts > 1 ? ` at attempt ${attempts}` : ''}; the gateway passed it on.` };
  const times = attempts === 2 ? ', twice' : attempts > 2 ? `, ${attempts} times` : '';
  return {
    tone: failedBy === 'policy' || failedBy === 'client' ? 'warn' : 'error',
    title: `${titles[failedBy]}${failedBy === 'upstream' ? times : ''}`,
    text: `${reason ? happened(reason, destination) : ''} ${got}`.trim(),
  };
}

function happened(reason: string, destination: string | null): string {
  const words = reasons[reason]?.words ?? `${plain(reason)}.`;
  return /^[A-Z]/.test(words) ? words : `${destination ?? 'The destination'} ${words}.`;
}

/** Only the exceptional status stands out: 4xx warns, 5xx and none are errors. */
export const statusTone = (status: number | null): 'neutral' | 'warn' | 'error' => (status === null || status >= 500 ? 'error' : status >= 400 ? 'warn' : 'neutral');

/** How long against the longest on the page, so that one slow one does not make all others vanish: in steps of ten. */
export const lengthOf = (ms: number, longest: number) => (longest <= 0 || ms < 0 ? 0 : Math.max(0.02, Math.log10(1 + ms) / Math.log10(1 + longest)));

/** How long a request took; a log that was imported may not say. */
export const durationOf = (ms: number) => (ms < 0 ? none : written(ms, 'ms'));
