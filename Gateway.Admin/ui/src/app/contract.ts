/** What the API answers and accepts; the shapes of the configuration document, of queries and of the gateway's own state. */
export interface Page<T> { items: T[]; next: string | null }

/** `user` is null for tokens that belong to nobody; `csrfToken` is there for calls by cookie. */
export interface Me {
  name: string;
  roles: Grant[];
  tenants: { id: string; name: string }[];
  user?: { id: string; tenant: string; name: string; signIn: string; method: SignInMethod; lastSignInAt: string | null } | null;
  csrfToken?: string | null;
}
export type SignInMethod = 'password' | 'oidc';

export interface Grant { tenant: string | null; team: string | null; role: string }

/** `proxyUrls`: where the node that answers takes requests. */
export interface Nodes { configVersion: number; proxyUrls?: string[]; items: GatewayNode[] }
export interface GatewayNode {
  id: string; name: string; version: string; appliedVersion: number; startedAt?: string | null; lastSeen: string;
  healthy: boolean; snapshotAge: number | null; refusal: string | null;
  /** Destinations that it passes over; `active`: it failed the active check, else real requests. */
  unhealthy?: { tenant: string; cluster: string; destination: string; active: boolean }[];
  /** Told to those who see all tenants, by nodes that say it. */
  health?: NodeHealth | null;
}
export interface NodeHealth {
  status: 'ready' | 'degraded' | 'unavailable'; problems: string[]; databaseAway: boolean; destinations: number;
  queued: number; spoolBytes: number; spoolMaximumBytes: number; dropped: number; lagSeconds: number | null; faults: StageFault[];
}
/** The last failure of a thing that a node does by itself; `isOver`: it works since. */
export interface StageFault { stage: string; error: string; at: string; isOver: boolean }

export interface Tenant { id: string; name: string }
export interface Named { id: string; tenant: string; name: string }
export interface Api extends Named { team?: string | null; version?: string | null }

export type KeyDemand = 'required' | 'optional' | 'none';
/** A signed token that the sender has to bring. There is more to it than the pages show; the rest stays as it is. */
export interface Jwt { issuer: string; audiences: string[]; requiredScopes?: string[]; header?: string | null; [more: string]: unknown }
/** A condition on a header or a query parameter. */
export interface ValueMatch { name: string; values?: string[]; mode?: string; isCaseSensitive?: boolean }
export interface GatewayRoute {
  id: string; tenant: string; api?: string | null; team?: string | null; groups?: string[]; cluster: string;
  enabled: boolean; order?: number | null;
  /** While it is set, requests are answered with 503. */
  maintenance?: { text?: string | null; retryAfter?: string } | null;
  match: { hosts?: string[]; path?: string | null; methods?: string[]; headers?: ValueMatch[]; query?: ValueMatch[] };
  transforms?: Record<string, string>[];
  access?: { apiKey?: KeyDemand; header?: string | null; passKey?: boolean; jwt?: Jwt | null } | null;
  timeout?: string | null; maxRequestBodyBytes?: number | null;
}

export interface Destination { id: string; address: string; weight?: number; drain?: boolean; host?: string | null; health?: string | null }
/** There is more to a cluster than the form shows; the rest is seen as JSON. */
export interface Cluster {
  id: string; tenant: string; loadBalancing?: string | null; destinations: Destination[];
  healthCheck?: {
    active?: { enabled?: boolean; path?: string | null; interval?: string | null; timeout?: string | null; failures?: number | null } | null;
    passive?: { enabled?: boolean; reactivationPeriod?: string | null; failureRate?: number | null } | null;
    availableDestinations?: string;
  } | null;
  sessionAffinity?: { enabled?: boolean; policy?: string; failurePolicy?: string; keyName: string; [more: string]: unknown } | null;
  httpClient?: Record<string, unknown> | null; httpRequest?: Record<string, unknown> | null;
}

export interface Scopes { apis: string[]; routes: string[]; groups: string[] }
export type KeyState = 'active' | 'suspended' | 'revoked' | 'expired';
export interface GatewayKey {
  id: string; tenant: string; name: string; consumer?: string | null; team?: string | null; prefix: string; lastFour: string; allow?: Scopes | null;
  enabled: boolean; expiresAt: string | null; tags?: Record<string, string> | null; state: KeyState; createdAt: string; lastUsedAt: string | null; graceUntil?: string | null;
}
export interface NewSecret extends GatewayKey { key: string }

export type CertificateState = 'valid' | 'expiring' | 'expired' | 'notYetValid' | 'failing';
/** `answersFor`: those of its names for which the node that answers shows it. Keys are never answered. */
export interface Certificate {
  id: string; tenant: string; files?: { certificate: string; privateKey: string | null } | null; default: boolean;
  names: string[]; fingerprint: string | null; notBefore: string | null; notAfter: string | null; subject: string | null; issuer: string | null; state: CertificateState; trouble: string | null; answersFor: string[];
}
/** What a host name would be without the certificate; `coveredBy`: the one that answers then. */
export interface CertificateUse { name: string; coveredBy: string | null; routes: string[] }

export type SettingSource = 'default' | 'file' | 'environment' | 'commandLine' | 'set';
/** `configured`: what the node was started with, and what a setting goes back to. */
export interface Setting {
  key: string; section: string; type: string; meaning: string; live: boolean; secret: boolean; value: unknown; default: unknown; configured: unknown;
  source: SettingSource; configuredSource: SettingSource; file: string | null; changedAt: string | null; changedBy: string | null;
}

/** `tenant` is `platform` for a token of the platform. */
export interface AccessToken {
  id: string; tenant: string; name: string; roles: Grant[]; expiresAt: string | null; prefix: string; lastFour: string; createdBy: string; createdAt: string;
}
export interface NewToken extends AccessToken { token: string }

/** `before` and `after` are documents; both are missing where an act has none, such as the revocation of a key. */
export interface AuditEntry { number: number; time: string; tenant: string; actor: string; address?: string | null; action: string; collection: string; id: string; before: unknown; after: unknown }

/** A document that a version, a rollback or a draft changes; null before it is made and after it is removed. */
export interface DocumentChange { collection: string; tenant: string; id: string; before: unknown; after: unknown }
/** `number` counts the versions of all tenants. `message`: null also where it speaks of other tenants. `touched`: the first few of `changeCount`. */
export interface Version { number: number; time: string; actor: string; message: string | null; changeCount: number; touched: { collection: string; tenant: string; id: string; action: 'create' | 'update' | 'delete' }[] }
/** `previous`, `next`: the neighbours that the reader sees. `changes`: the first thousand. */
export interface VersionDetail { number: number; time: string; actor: string; message: string | null; previous: number | null; next: number | null; changeCount: number; changes: DocumentChange[] }

/** A document of the reader's draft. `isRaced`: somebody published another one since the reader began; that is `current`, and `currentTag` its ETag. */
export interface DraftedDocument extends DocumentChange { savedAt: string; isRaced: boolean; current: unknown; currentTag: string }
/** `on`: whether changes gather in drafts here. */
export interface DraftState { on: boolean; items: DraftedDocument[] }

export type Split = null | 'time' | string | ['time', string];
/** A preset, or measures and how to split them. */
export interface Query { preset?: string; measures?: string[]; split?: Split; filters?: Filter[]; limit?: number; order?: string }
/** `gt` and `lt` are for durations of single requests only. */
export type FilterOp = 'is' | 'isNot' | 'oneOf' | 'prefix' | 'gt' | 'lt';
/** A value of null stands for requests that have none. */
export interface Filter { dimension: string; op: FilterOp; values: (string | null)[] }
export interface Range { from: string; to: string }
export type Compare = 'previous' | 'day' | 'week';
export interface Batch {
  queries: (Query & { ref: string })[];
  range: Range & { zone: string; interval: string };
  filters: Filter[];
  compare?: Compare;
}

/** `tenant` says whose id it is where those of several tenants are seen. */
export interface Series { name: string; label: string; unit?: string; tenant?: string; values: (number | null)[]; partial?: boolean[] }
export interface Row { key: string | null; label: string; tenant?: string; unit?: string; values: Values; previous?: Values | null }
export type Values = Record<string, number | null>;
/** `current`: what somebody else made of it, where a change came too late. `coveredFrom`: what is kept cannot answer the question; from here on it could. */
export interface Problem { title?: string; detail?: string; status?: number; errors?: Record<string, string[]>; coveredFrom?: string; current?: unknown }
/** One answer of a batch. Which members are there follows from `shape`; a failed one has `error` alone. */
export interface Answer {
  shape: 'number' | 'series' | 'ranking' | 'table' | 'matrix';
  unit?: string; from: string; to: string; zone: string; interval?: string; completeUntil: string | null;
  /** `errorBound`: by what part an estimated figure may be off; null where inexact figures are so for another reason. */
  source?: 'raw' | 'rollup' | 'rollup and raw'; exact?: boolean; errorBound?: number | null; reason?: string | null;
  /** Why the earlier period is left out. */
  notCompared?: string;
  /** Of a number. */
  name?: string; label?: string; value?: number | null; previous?: number | null; delta?: number | null;
  /** Of lines: `dimension` and `measure` where they are values of a dimension; without, each line is a measure. */
  buckets?: string[]; series?: Series[]; compare?: { buckets: string[]; series: Series[] } | null; measure?: string;
  /** Of rows. */
  dimension?: string; measures?: Column[]; columns?: string[]; rows?: Row[]; other?: Values | null; total?: Values | null;
  /** Of a matrix: buckets, bands of duration, and `values[band][bucket]`. */
  x?: string[]; y?: string[]; keys?: string[]; lowerMs?: number[]; values?: (number | null)[][]; partial?: boolean[];
  error?: Problem;
}
export interface Column { name: string; label: string; unit: string }
/** What can be asked: only part of it is read here. */
export interface Catalogue { dimensions: Dimension[]; presets: Preset[]; measures: MeasureKind[]; widgets: WidgetKind[] }
export interface MeasureKind { name: string; label: string; unit: string; description: string }
/** A kind of widget, the shapes of answers that it draws and the options that it knows. */
export interface WidgetKind { type: string; label: string; shapes: Answer['shape'][]; options: string[] }
export interface Preset { name: string; title: string; subject: string; description: string; shape: Answer['shape']; widget: string; drill: string | null; dimensions?: string[]; query: Query }
/** `acrossTenants`: only where all tenants are seen. `ofPersons`: only for who manages people. `behind`: not for whom only the own requests are. */
export interface Dimension { name: string; label: string; splits?: boolean; acrossTenants: boolean; ofPersons: boolean; behind: boolean; values: { name: string | null; label: string }[] }
export interface Answers { results: Record<string, Answer> }

/** A dashboard as the list has it: all but its widgets. `shipped`: it came with the gateway under this id; `edited`: the tenant changed it. */
export interface DashboardSummary {
  id: string; tenant: string; title: string; description: string | null; folder: string | null; tags: string[];
  access: 'tenant' | 'team' | 'private'; team: string | null; shipped: string | null; edited: boolean; version: number; updatedAt: string | null; updatedBy: string | null;
  owner: { id: string; name: string } | null; favourite: boolean; mayEdit: boolean; mayRemove: boolean; shared: boolean; widgetCount: number;
}

export interface Counts { captured: number; stored: number; queued: number; quarantined: number; dropped: Record<string, number> }
export interface Writer {
  state: 'running' | 'retrying' | 'stopped'; lastError: string | null; lastErrorAt: string | null; lastBatchAt: string | null;
  batches: number; lastBatchRows: number; lastBatchMs: number;
}
/** Where a node's spool stands with its disk. `inMemory`: events that only memory holds. */
export interface SpoolDisk { bytes: number; maximumBytes: number; inMemory: number; trouble: string | null }
export interface Sink { name: string; delivered: number; queued: number; lost: number; skipped: number; trouble: string | null }
/** `recovered`, `spool` and `sinks` are known of the node that answers alone. */
export interface PipelineNode extends Counts {
  node: string; live?: boolean; seen?: string; writer: Writer;
  spool?: SpoolDisk | null; recovered?: number | null; sinks?: Sink[] | null;
}
/** Sums by buckets of one length. `stale`: buckets that got requests after they were built and wait to be built again. */
export interface Fold {
  grain: string; since: string | null; through: string | null; lagSeconds: number | null;
  stale: number; oldestStale: string | null; foldedAt: string | null; node: string | null;
}
/** `rawSince`: single requests of before were removed; null while all are there. */
export interface PipelineState extends Counts {
  time: string; balanced: boolean; lagSeconds: number | null; completeUntil: string | null;
  nodes: PipelineNode[];
  storage: { partitions: { name: string; from: string; to: string; rows: number; bytes: number }[] };
  folds?: Fold[]; rawSince?: string | null;
  quarantine: { time: string; reason: string; detail: string }[];
  userAgents: { cached: number; pending: number; unknown: number };
}
