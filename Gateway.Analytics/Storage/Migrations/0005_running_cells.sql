-- The cells of the hour that is not over, as far as its minutes are built: "bucket" is up to where. A few versions stand side by
-- side, so that who has just looked which is the newest still finds it. Unlogged: made anew with the next minute after a crash.
create unlogged table running_cells (like cells);
alter table running_cells add primary key (bucket, tenant, scope_kind, scope_id);

-- A version holds good as long as nothing that it was made of changed.
create unlogged table running_hours (
  through    timestamptz primary key,
  hour       timestamptz not null,
  changes    bigint      not null,            -- folds.changes of the minutes, as of then
  written_at timestamptz not null default now()
);

alter table running_cells enable row level security;
create policy running_cells_of_tenant on running_cells for select to gateway_reader
  using (tenant = nullif(current_setting('app.tenant', true), ''));
create policy running_cells_of_all on running_cells for select to gateway_reader
  using (current_setting('app.tenant', true) = '*');
grant select on running_cells, running_hours to gateway_reader;
