-- The index of passages, by which words are found again. Nothing here is a record: all of it can be made anew from the
-- words of the hops, and goes with them when they are withheld.

create table passage (
  id integer primary key,
  hop integer not null references hop,
  start integer not null, -- in code points of the hop's words
  stop integer not null
);

-- by shingle: the passages that hold it, and nothing else of their words
create virtual table shingle using fts5 (hex, content = '', detail = none, columnsize = 0, tokenize = 'ascii');

create virtual table posting using fts5vocab (shingle, 'instance');
