-- Counts what changed built minutes, other than building the next one. A fold that keeps an hour in memory sees by it whether
-- that hour still is what the events say.
alter table folds add column changes bigint not null default 0;
