-- The process that writes under this spool's id, a random value per process. A checkpoint is taken from it alone: two copies of
-- one data folder cannot both go on under one id.
alter table spools add column holder uuid;
