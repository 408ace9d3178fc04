"""What is asked of SQLite beyond a single table; each search goes by an index, and a test holds that."""

from __future__ import annotations

__all__ = [
    "ABOVE",
    "ATTACHED",
    "BESIDE",
    "BLANKING",
    "CHAIN",
    "COMPARED",
    "COMPARISONS",
    "NEXT_HEAD",
    "REPLACING",
    "SEEK",
]

SEEK = """
select digest, id, head, words is null,
  exists (select 1 from beside where beside.hop = hop.digest and kind = 'withholdings')
from hop where digest in ({})
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

CHAIN = f"{_BACK} select digest, record, words from back join hop using (id)"
"""A hop and all that it rests on."""

ABOVE = f"{_UP} select digest from up join hop using (id) where head is not null order by head"
"""The heads that rest on a hop."""

BESIDE = f"""{_BACK}
select beside.id, beside.digest, beside.hop, other, beside.record from back
join hop using (id)
join beside on beside.hop = hop.digest
where kind <> 'withholdings' and beside.record is not null
"""
"""Glosses, waivers and corrections of a chain's hops."""

REPLACING = f"""{_BACK}
select beside.id, beside.digest, beside.hop, other, beside.record from back
join hop using (id)
join beside on other = hop.digest
"""
"""Corrections that put one of a chain's hops in the place of another."""

COMPARISONS = f"""{_BACK}
select comparison.digest, target.digest, source.digest, comparison.record from back
join comparison on comparison.hop = back.id
join hop as target on target.id = comparison.hop
join hop as source on source.id = comparison.source
where comparison.record is not null
"""
"""Comparisons of a chain's steps."""

ATTACHED = f"""{_BACK}
select distinct evidence.digest from back
join attached on attached.head = back.id
join evidence on evidence.id = attached.evidence
"""
"""Evidence that was put with a chain, or one inside it, and that no capture names."""

COMPARED = """
select source.digest, through from hop
join comparison on comparison.hop = hop.id
join hop as source on source.id = comparison.source
where hop.digest = :digest
"""
"""What a hop was compared with, and through what."""

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
