-- changes counts what changed built minutes, other than building the next one: a fold that keeps an hour in memory sees by it
-- whether that hour still is what the events say.
-- built is the furthest that a grain ever came; it never goes back. Past it there are no cells, so nothing has to be deleted.
alter table folds
  add column changes bigint not null default 0,
  add column built   timestamptz;
update folds set built = through;
