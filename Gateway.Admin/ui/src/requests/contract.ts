/** One request as lists show it; `id` is opaque. Names of closed sets are those of filters. */
export interface RequestRow {
  id: string; time: string; tenant: string; tenantName: string | null; status: number | null; method: string;
  host: string | null; path: string | null; endpoint: string | null; route: string | null;
  key: string | null; keyName: string | null; consumer: string | null;
  durationMs: number; failedBy: FailedBy | null; reason: string | null; bytesOut: number;
}
export type FailedBy = 'client' | 'gateway' | 'upstream' | 'policy';
export interface Named { id: string; name: string | null }

/** Everything that is kept of one. `destination`: the one that was asked last. */
export interface RequestInFull extends RequestRow {
  upstreamStatus: number | null; attempts: number; upstreamMs: number | null; firstByteMs: number | null; bytesIn: number; protocol: string;
  api: Named | null; team: Named | null; groups: Named[]; cluster: string | null; destination: string | null;
  country: string | null; browser: string | null; os: string | null; device: string | null; trafficClass: string | null;
  user: string | null; configVersion: number | null; traceId: string | null; node: string | null;
}

/** `rawSince`: single requests are kept from here on only, and more was asked for. `scannedUntil`: what came before was not looked at yet. */
export interface RequestPage {
  items: RequestRow[]; next: string | null; from: string; to: string;
  rawSince: string | null; completeUntil: string | null; scannedUntil: string | null;
}

export type TailMessage =
  | { type: 'requests'; items: RequestRow[] }
  | { type: 'missed'; count: number }
  | { type: 'state'; state: 'starting' | 'live' | 'away' | 'paused' }
  | { type: 'error'; errors: Record<string, string[]> };
