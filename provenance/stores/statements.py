"""What is asked of SQLite beyond a single table; each search goes by an index, and a test holds that."""

from __future__ import annotations

__all__ = [
    "ABOVE",
    "BLANKING",
    "CHAIN",
    "COMPARED",
    "NEXT_HEAD",
    "SEEK",
]

_WITHHELD = "exists (select 1 from beside where beside.hop = hop.digest and kind = 'withholdings')"

SEEK = f"""
select digest, id, head, words is null,
  {_WITHHELD}
from hop where digest in ({{}})
"""
"""Each hop's digest, number, number as a head, whether it lacks words, and whether they were withheld."""

NEXT_HEAD = "(select coalesce(max(head), 0) + 1 from hop where head is not null)"
"""The number of the next head."""

_BACK = """
with recursive back (id) as (
  select id from hop where digest = :digest
  union select edge.source from back join edge on edge.hop = back.id
)
"""
_UP = """
with recursive up (id) as (
  select edge.hop from hop join edge on edge.source = hop.id where hop.digest = :digest
  union select edge.hop from up join edge on edge.source = up.id
)
"""

ABOVE = f"{_UP} select digest from up join hop using (id) where head is not null order by head"
"""The heads that rest on a hop."""

CHAIN = f"""{_BACK}
select 'hop', id, digest, words, null, record from back join hop using (id)
union all select 'beside', beside.id, beside.digest, beside.hop, other, beside.record from back
join hop using (id)
join beside on beside.hop = hop.digest
where kind <> 'withholdings' and beside.record is not null
union all select 'beside', beside.id, beside.digest, beside.hop, other, beside.record from back
join hop using (id)
join beside on other = hop.digest
union all select 'comparison', 0, comparison.digest, target.digest, source.digest, comparison.record from back
join comparison on comparison.hop = back.id
join hop as target on target.id = comparison.hop
join hop as source on source.id = comparison.source
where comparison.record is not null
union all select 'attached', 0, evidence.digest, null, null, null from back
join attached on attached.head = back.id
join evidence on evidence.id = attached.evidence
"""
"""A hop, all that it rests on, and what is held beside them, in one question: statements about its hops, corrections that
put one of them in the place of another (the same row may be both), comparisons of its steps, and evidence that was put
with it, or with a chain inside it, and that no capture names."""

COMPARED = f"""
select hop.digest,
  {_WITHHELD},
  source.digest, through
from hop
left join comparison on comparison.hop = hop.id
left join hop as source on source.id = comparison.source
where hop.digest in ({{}})
"""
"""Each hop's digest, whether its words were withheld, and what it was compared with, through what: a row for each."""

BLANKING = (
    f"""{_UP} update evidence set data = null
    where instr(data, :words) and id in (select evidence from attached where head = :number or head in (select id from up))""",
    "update hop set words = null where id = :number",
    "update beside set record = null where hop = :digest and kind = 'glosses'",
    "update comparison set record = null where hop = :number",
    """update comparison set record = null
    where hop in (select hop from edge where source = :number) and source = :number""",
    "update comparison set record = null where through = :digest",
)
"""What a withholding takes away; the rows stay."""
