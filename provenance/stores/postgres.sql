-- An archive of chains in one PostgreSQL database: the tables of schema.sql, row for row. Numbers are without a gap: a
-- writer waits until others have finished, and gives them itself or has them given.

create table archive (
  version integer not null, -- of this schema
  digest text not null -- SHA-256 of the file that made it
);

create table hop (
  id bigint primary key, -- sources come before what rests on them
  digest bytea not null unique, -- SHA-256 of the record, 32 bytes
  head bigint, -- its number among the heads of chains that were put, from 1
  record bytea not null, -- RFC 8785 JSON
  words bytea -- UTF-8, null where none are held
);

create unique index hop_head on hop (head) where head is not null;

create table edge (
  hop bigint not null,
  place integer not null, -- from 0, in the order of the record
  source bigint not null,
  primary key (hop, place)
);

create index edge_back on edge (source);

create table comparison (
  hop bigint not null,
  source bigint not null,
  digest bytea not null,
  through bytea,
  record bytea,
  primary key (hop, source, digest)
);

create index comparison_through on comparison (through) where through is not null;

create table beside (
  id bigint primary key,
  digest bytea not null,
  kind text not null,
  hop bytea not null,
  other bytea,
  record bytea
);

create index beside_hop on beside (hop);

create index beside_other on beside (other) where other is not null;

create table evidence (
  id bigint primary key,
  digest bytea not null unique,
  data bytea
);

create table attached (
  head bigint not null,
  evidence bigint not null,
  primary key (head, evidence)
);

create table log (
  id bigint primary key,
  kind text not null,
  digest bytea not null
);

create table checkpoint (
  size bigint primary key,
  peaks bytea not null
);

-- the index of passages: no record, all of it can be made anew
create table passage (
  id bigint primary key,
  hop bigint not null,
  start integer not null, -- in code points of the hop's words
  stop integer not null
);

create index passage_hop on passage (hop);

create table posting (
  shingle bigint not null,
  passage bigint not null,
  primary key (shingle, passage)
);

-- numbers for rows that come one by one
create function next_number() returns trigger language plpgsql as $$
begin
  execute format('select coalesce(max(id), 0) + 1 from %I.%I', tg_table_schema, tg_table_name) into new.id;
  return new;
end $$;

create trigger beside_number before insert on beside for each row when (new.id is null) execute function next_number();
create trigger evidence_number before insert on evidence for each row when (new.id is null) execute function next_number();
create trigger log_number before insert on log for each row when (new.id is null) execute function next_number();
