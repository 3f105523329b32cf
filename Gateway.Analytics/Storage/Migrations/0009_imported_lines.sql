-- What was imported from logs: 64 bits for each line, made of what is stored of it and its place among equal ones, so that a file
-- that comes again changes nothing. A row for each batch of an hour.
create table imported_lines (
  tenant text        not null,
  hour   timestamptz not null,
  ids    bytea       not null             -- eight bytes each, little endian
);
create index imported_lines_hour on imported_lines (tenant, hour);

-- Nobody but the owner reads it; who is granted it one day sees a tenant's own.
alter table imported_lines enable row level security;
create policy imported_lines_of_tenant on imported_lines for select to gateway_reader
  using (tenant = nullif(current_setting('app.tenant', true), ''));
create policy imported_lines_of_all on imported_lines for select to gateway_reader
  using (current_setting('app.tenant', true) = '*');
