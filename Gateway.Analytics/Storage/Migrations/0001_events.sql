-- One row per completed exchange. Fixed-width columns first: no padding, so a row stays small.
create table events (
  time            timestamptz not null,
  sequence        bigint      not null,
  duration_us     bigint      not null,
  upstream_us     bigint,
  first_byte_us   bigint,
  bytes_in        bigint      not null,
  bytes_out       bigint      not null,
  user_id         bigint,
  visitor         bigint,
  spool           integer     not null,
  config_version  integer     not null,
  status          smallint    not null,
  upstream_status smallint,
  method          smallint    not null,
  protocol        smallint    not null,
  failed_by       smallint    not null,
  reason          smallint    not null,
  attempts        smallint    not null,
  browser         smallint    not null,
  os              smallint    not null,
  device          smallint    not null,
  traffic_class   smallint    not null,
  referrer_class  smallint,
  trace_id        uuid,
  tenant          text        not null,
  country         text,        -- early, for it is often filtered by: what lies before a column is looked at with it
  route           text,
  api             text,
  team            text,
  cluster         text,
  destination     text,
  key             text,
  consumer        text,
  host            text,
  endpoint        text,
  path            text,        -- in short, see EventSql.Path
  referrer_host   text,
  groups          text         -- ids with a space between
) partition by range (time);

create index events_time on events using brin (time) with (pages_per_range = 32, autosummarize = on);
-- By minute, not by time: equal entries share one, which makes the index a ninth of the size.
create index events_tenant_minute on events (tenant, date_bin('1 minute', time, timestamptz 'epoch'));

-- What a spool has written. The row is part of the batch's transaction: after an uncertain commit it tells the truth.
create table spools (
  number      integer generated always as identity primary key,
  id          uuid        not null unique,
  node        text        not null,
  sequence    bigint      not null default 0,
  captured    bigint      not null default 0,
  stored      bigint      not null default 0,
  queued      bigint      not null default 0,
  quarantined bigint      not null default 0,
  dropped     jsonb       not null default '{}',
  writer      jsonb       not null default '{}',
  watermark   timestamptz,
  seen        timestamptz not null default now()
);

-- Events that the database refused for their data: why, and enough to find the cause.
create table quarantine (
  spool    integer     not null,
  sequence bigint      not null,
  time     timestamptz not null default now(),
  reason   text        not null,
  detail   text        not null,
  primary key (spool, sequence)
);

-- A reader sees its tenant's rows; "not set" sees nothing; the all-tenants view is a policy of its own.
-- Rights are given on the partitioned parent only, so a partition can never be read around them.
alter table events enable row level security;
create policy events_of_tenant on events for select to gateway_reader
  using (tenant = nullif(current_setting('app.tenant', true), ''));
create policy events_of_all on events for select to gateway_reader
  using (current_setting('app.tenant', true) = '*');
grant select on events to gateway_reader;
grant select on spools, quarantine to gateway_reader;
