-- An archive of chains in one SQLite file. Rows are only ever added, numbered without a gap in the order in which they
-- came (comparisons, which can be made again, are found by their step). A withholding blanks words, records and data,
-- while the rows and the digests that vouch for them stay.

create table hop (
  id integer primary key, -- sources come before what rests on them
  digest blob not null unique, -- SHA-256 of the record, 32 bytes
  head integer, -- its number among the heads of chains that were put, from 1
  record blob not null, -- RFC 8785 JSON
  words blob -- UTF-8, null where none are held
);

create unique index hop_head on hop (head) where head is not null;

create table edge (
  hop integer not null references hop,
  place integer not null, -- from 0, in the order of the record
  source integer not null references hop,
  primary key (hop, place)
) without rowid;

create index edge_back on edge (source);

-- comparisons of steps, each spelt as the "held" of a chain file that holds it alone
create table comparison (
  hop integer not null references hop,
  source integer not null references hop,
  digest blob not null, -- SHA-256 of the record
  through blob, -- digest of the words it was made through
  record blob, -- null once withheld
  unique (hop, source, digest)
);

create index comparison_through on comparison (through) where through is not null;

-- glosses, waivers, corrections, withholdings, spelt likewise
create table beside (
  id integer primary key,
  digest blob not null, -- SHA-256 of the record
  kind text not null,
  hop blob not null, -- digest of the hop it is about, which need not be here
  other blob, -- digest of the new hop of a correction
  record blob -- null once withheld
);

create index beside_hop on beside (hop);

create index beside_other on beside (other) where other is not null;

create table evidence (
  id integer primary key,
  digest blob not null unique, -- SHA-256 of the data
  data blob -- null once withheld
);

-- evidence that was put with a chain and that no capture of its hops names
create table attached (
  head integer not null references hop,
  evidence integer not null references evidence,
  primary key (head, evidence)
) without rowid;

-- what came when, an entry for every row of hop, head of a chain, row of evidence and of beside (provenance/merkle.py)
create table log (
  id integer primary key, -- from 1, without a gap
  kind text not null,
  digest blob not null -- of the record, 32 bytes
);

-- the log's tree as it was when somebody asked for a checkpoint: where the next one goes on
create table checkpoint (
  size integer primary key, -- entries
  peaks blob not null -- roots of the whole subtrees, the largest first, 32 bytes each
);
