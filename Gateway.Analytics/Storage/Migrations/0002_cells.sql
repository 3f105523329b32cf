-- What the events of a bucket add up to, one row for each tenant, team, route and key in it. A column is a dimension: its
-- values and their counts, packed (Gateway.Analytics/Rollups/CellCodec.cs); null where the matrix has none. "…_times" holds
-- the latency sketches of the same values. The four quarters of an hour are one row, as values of its total. Wide, so that the row's own bytes are paid once for all dimensions, and a large
-- dimension that a query does not ask for lies out of the row's way.
create table cells (
  bucket              timestamptz not null,
  grain               smallint    not null,
  scope_kind          smallint    not null,
  tenant              text        not null,
  scope_id            text        not null,
  total               bytea       not null,
  total_times         bytea,
  users               bytea,
  status              bytea,
  reason              bytea,
  failed_by           bytea,
  method              bytea,
  protocol            bytea,
  browser             bytea,
  os                  bytea,
  device              bytea,
  traffic_class       bytea,
  country             bytea,
  config_version      bytea,
  node                bytea,
  api                 bytea,
  groups              bytea,
  team                bytea,
  cluster             bytea,
  cluster_times       bytea,
  destination         bytea,
  destination_times   bytea,
  host                bytea,
  consumer            bytea,
  route               bytea,
  key                 bytea,
  endpoint            bytea,
  endpoint_times      bytea,
  primary key (tenant, scope_kind, scope_id, bucket, grain)
) partition by range (grain, bucket);

-- A bucket is written at once, so its rows lie together: this finds them when it is built again.
create index cells_bucket on cells using brin (bucket) with (pages_per_range = 16, autosummarize = on);

-- How far each grain has come; grain 0 is the raw events.
create table folds (
  grain     smallint    primary key,
  since     timestamptz,            -- the first bucket that is kept
  closing   timestamptz,            -- rows before this are late: the writer marks their buckets
  through   timestamptz,            -- every bucket before is built
  folded_at timestamptz,
  node      text
);
insert into folds (grain) values (0), (1), (2), (4), (8);

-- Buckets that got rows after they were built: they are built again. Writers only add, so that none waits for a fold; the
-- same bucket may stand here many times.
create table stale_buckets (
  id     bigint generated always as identity primary key,
  grain  smallint    not null,
  bucket timestamptz not null
);
create index stale_buckets_bucket on stale_buckets (grain, bucket);

alter table cells enable row level security;
create policy cells_of_tenant on cells for select to gateway_reader
  using (tenant = nullif(current_setting('app.tenant', true), ''));
create policy cells_of_all on cells for select to gateway_reader
  using (current_setting('app.tenant', true) = '*');
grant select on cells, folds, stale_buckets to gateway_reader;
