"""Hypothesis strategies for what this library records, and a check of rules: for its own tests and for yours.

::

    from hypothesis import given
    from provenance.testing import chains

    @given(chains())
    def test_my_rule_never_raises(chain): ...

Drawn words are hard on purpose: several scripts, signs that join, turn or vanish, NUL, line ends, characters beyond the
first plane. Everything drawn can be recorded: there are no lone surrogates and no blank fields.
"""

from __future__ import annotations

from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from attrs import evolve

from provenance.canonical import Digest, digest_of
from provenance.dates import PartialDate
from provenance.errors import MissingExtraError
from provenance.model.attribution import INFERABLE, Agent, AgentKind, Attribution, Capture, Inferred, Method
from provenance.model.chain import Chain
from provenance.model.held import Correction, Gloss, Held, StoredComparison, Waiver
from provenance.model.hop import Act, Hop
from provenance.rules.checking import check_rule
from provenance.stores.opening import open_store
from provenance.text import Mode, Span, Text

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtraError(
        "hypothesis is not installed – provenance.testing – pip install 'translation-provenance[testing]'",
        extra="testing",
    ) from error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from provenance.stores.base import Store

__all__ = [
    "agents",
    "attributions",
    "captures",
    "chains",
    "check_rule",
    "dates",
    "digests",
    "helds",
    "hops",
    "stores",
    "texts",
    "words",
]

_Any = TypeVar("_Any")

_STOCK = (
    "we are willing",
    "to open the port",
    "«grain»",
    "three to six million",
    "мы готовы",
    "открыть порт",
    "ёлка",
    "我们愿意",
    "开放港口",
    "、六百万吨",
    "「はい」",
    "كلمات",
    "दस",
    "“no”",
    "…",
)
_HARD = "\x00\t\n\r\u0085\u2028\u200b\u200d\u202e\u2066\ufeff\u0301\u0308\U0001f600\U000e0001\\\"'<&%"
_LANGUAGES = ("ru", "zh", "zh-Hant", "en", "en-GB", "uk", "ja", "ar", "de", "sr-Latn")
_LINKS = (
    "https://harbour.example/2025/12/19/port",
    "https://www.toutiao.com/article/1851975000000000/",
    "https://t.me/harbour_daily/4021",
    "http://web.archive.org/web/20251220060000/https://harbour.example/port",
    "harbour.example/port",
    "javascript:alert(1)",
    "no link at all",
)


@cache
def words(*, max_size: int = 80) -> st.SearchStrategy[str]:
    """Return a strategy for words that a hop may hold: in several scripts, never blank, with UTF-8."""
    plain = st.lists(st.sampled_from(_STOCK), min_size=1, max_size=max(1, max_size // 12)).map(" ".join)
    hard = st.text(st.sampled_from(_HARD + "ab мы我"), min_size=1, max_size=max_size)
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=max_size)
    return (plain | hard | anything).map(lambda drawn: drawn[:max_size]).filter(lambda drawn: not drawn.isspace())


@cache
def texts(*, languages: tuple[str | None, ...] = (*_LANGUAGES, None)) -> st.SearchStrategy[Text]:
    """Return a strategy for words in a language; None among the languages stands for one that nobody declared."""
    return st.builds(Text, words(), st.sampled_from(languages))


@cache
def digests() -> st.SearchStrategy[Digest]:
    """Return a strategy for digests of nothing in particular."""
    return st.binary(max_size=4).map(digest_of)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """Draw a date of any precision: a decade, a year, a month, a day with or without its year, a minute in a zone."""
    year = draw(st.integers(-9999, 9999) | st.integers(1990, 2030))
    kind = draw(st.sampled_from(("decade", "year", "month", "day", "month alone", "day of a month", "day alone")))
    if kind == "decade":
        return PartialDate(year=abs(year) // 10 * 10, decade=True)
    if kind == "year":
        return PartialDate(year=year)
    month = draw(st.integers(1, 12))
    if kind in {"month", "month alone"}:
        return PartialDate(year=year if kind == "month" else None, month=month)
    clock = st.sampled_from(("00:00", "05:50", "23:59", "23:59:60", "12:00:01"))
    zone = st.sampled_from(("Z", "+03:00", "+08:00", "-12:00", "+14:00", "-03:30", "+00:00"))
    return PartialDate(
        year=year if kind == "day" else None,
        month=None if kind == "day alone" else month,
        day=draw(st.integers(1, 28)),
        time=draw(st.none() | clock),
        zone=draw(st.none() | zone),
    )


@cache
def agents() -> st.SearchStrategy[Agent]:
    """Return a strategy for people, organisations and programs."""
    name = words(max_size=20)
    return name.map(Agent) | _some(
        Agent,
        {"name": name},
        kind=st.sampled_from(get_args(AgentKind)),
        id=name,
        version=words(max_size=8),
        aliases=st.lists(name, min_size=1, max_size=3).map(tuple),
        description=name,
    )


@cache
def attributions() -> st.SearchStrategy[Attribution]:
    """Return a strategy for who and where; most fields are blank in each, as they are in life."""
    line = words(max_size=40)
    several = st.lists(agents(), min_size=1, max_size=2).map(tuple)
    return _some(
        Attribution,
        {},
        speaker=agents(),
        author=several,
        translator=several,
        method=st.sampled_from(Method),
        outlet=line,
        title=line,
        locator=st.sampled_from(_LINKS) | line,
        on=dates(),
        occasion=line,
        credit=line,
        disclaimer=line,
        licence=line,
    )


@cache
def captures() -> st.SearchStrategy[Capture]:
    """Return a strategy for custody of a witness."""
    link = st.sampled_from(_LINKS)
    encoding = st.sampled_from(("utf-8", "windows-1251", "gb18030"))
    return _some(
        Capture,
        {},
        data=digests(),
        text=digests(),
        span=st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda ends: Span(min(ends), max(ends))),
        extractor=agents(),
        collector=agents(),
        time=st.datetimes(timezones=st.just(UTC)),
        locator=link,
        archived=link,
        declared_encoding=encoding,
        used_encoding=encoding,
    )


@st.composite
def hops(draw: st.DrawFn, *, sources: Sequence[Digest] = (), withheld: bool = True) -> Hop:
    """Draw a hop that rests on the sources; its words may be there, unknown or (if ``withheld``) withheld."""
    text = draw(_texts_or_none())
    hop = Hop(
        act=draw(_acts()),
        text=None if text is None else text.words,
        language=None if text is None else text.language,
        mode=draw(_modes()),
        attribution=draw(attributions()),
        captures=draw(_few(captures())),
        sources=sources,
        inferred=draw(_inferred()),
    )
    return hop.withholding() if withheld and draw(st.integers(0, 4)) == 0 else hop


@cache
def _texts_or_none() -> st.SearchStrategy[Text | None]:
    return texts() | st.none()


@cache
def _acts() -> st.SearchStrategy[Act]:
    return st.sampled_from(Act)


@cache
def _modes() -> st.SearchStrategy[Mode]:
    return st.sampled_from(Mode)


@cache
def _inferred() -> st.SearchStrategy[list[Inferred]]:
    line = words(max_size=30)
    one = _some(Inferred, {"field": st.sampled_from(sorted(INFERABLE)), "basis": line}, stated=line)
    return st.lists(one, max_size=2, unique_by=lambda inferred: inferred.field)


@cache
def _few(strategy: st.SearchStrategy[_Any]) -> st.SearchStrategy[list[_Any]]:
    return st.lists(strategy, max_size=2)


def _some(
    made: Callable[..., _Any], always: dict[str, st.SearchStrategy[Any]], /, **perhaps: st.SearchStrategy[Any]
) -> st.SearchStrategy[_Any]:
    """Return a strategy for values that have a few of the fields they may have: to draw each would take long."""
    names = st.lists(st.sampled_from(sorted(perhaps)), max_size=3, unique=True)

    @st.composite
    def some(draw: st.DrawFn) -> _Any:
        return made(
            **{name: draw(strategy) for name, strategy in always.items()},
            **{name: draw(perhaps[name]) for name in draw(names)},
        )

    return some()


@st.composite
def helds(draw: st.DrawFn, of: Sequence[Hop]) -> Held:
    """Draw what may be held beside these hops: glosses, evidence, waivers, corrections, comparisons that nobody made."""
    evidence = draw(st.lists(st.binary(max_size=20), max_size=2))
    digest = st.sampled_from([hop.digest for hop in of])
    steps = [(source, hop.digest) for hop in of for source in hop.sources]
    compared = draw(st.lists(st.sampled_from(steps), max_size=2)) if steps else []
    return Held(
        glosses=[evolve(gloss, hop=draw(digest)) for gloss in draw(_few(_glosses()))],
        evidence={digest_of(data): data for data in evidence},
        comparisons=[evolve(draw(_comparisons()), source=source, hop=hop) for source, hop in compared],
        waivers=[evolve(waiver, hop=draw(digest)) for waiver in draw(_few(_waivers()))],
        corrections=[evolve(correction, old=draw(digest)) for correction in draw(_few(_corrections()))],
    )


@cache
def _glosses() -> st.SearchStrategy[Gloss]:
    always = {"hop": digests(), "text": words(), "language": st.sampled_from(_LANGUAGES), "by": agents()}
    return _some(Gloss, always, method=st.sampled_from(Method))


@cache
def _comparisons() -> st.SearchStrategy[StoredComparison]:
    return _some(
        StoredComparison,
        {"source": digests(), "hop": digests(), "computed_by": words(max_size=30)},
        via=st.sampled_from(("same-language", "gloss", "sibling")),
        through=digests(),
        delta=st.sampled_from(("", "=5", "=3\t-1\t+c")),
        alignment=st.binary(max_size=8),
        facts=st.binary(max_size=8),
    )


@cache
def _waivers() -> st.SearchStrategy[Waiver]:
    line = words(max_size=30)
    return st.builds(Waiver, rule=line, hop=digests(), reason=line, by=line, on=dates())


@cache
def _corrections() -> st.SearchStrategy[Correction]:
    line = words(max_size=30)
    return _some(Correction, {"old": digests(), "reason": line, "by": line, "on": dates()}, new=digests())


@st.composite
def chains(draw: st.DrawFn, *, max_hops: int = 6, withheld: bool = True, held: bool = True) -> Chain:
    """Draw a chain of any shape: a line, a fork, several origins, sources that meet, part and meet again."""
    count = draw(st.integers(1, max_hops))
    made: dict[Digest, Hop] = {}
    loose: list[Digest] = []
    for place in range(1, count + 1):
        last = place == count
        sources: list[Digest] = list(loose) if last else []
        if made and not (last and loose) and draw(st.integers(0, 3)):
            sources += draw(st.lists(st.sampled_from(list(made)), min_size=1, max_size=3, unique=True))
        hop = draw(hops(sources=tuple(dict.fromkeys(sources)), withheld=withheld))
        made[hop.digest] = hop
        loose = [digest for digest in loose if digest not in hop.sources]
        loose += [hop.digest] if hop.digest not in loose else []
    reached = _reached(made, loose)
    return Chain.of(reached, held=draw(helds(reached)) if held else None)


@st.composite
def stores(draw: st.DrawFn, *, max_chains: int = 3) -> Store:
    """Draw a store in memory that keeps a few chains; what an SQLite file does, it does too."""
    store = open_store(":memory:")
    for chain in draw(st.lists(chains(max_hops=3), max_size=max_chains)):
        store.put(Chain(chain.hops, held=evolve(chain.held, comparisons=())), comparisons=False)
    return store


def _reached(made: dict[Digest, Hop], loose: list[Digest]) -> list[Hop]:
    """Return the last hop that nothing rests on, and all that it rests on."""
    found: dict[Digest, Hop] = {}
    wanted = loose[-1:]
    while wanted:
        digest = wanted.pop()
        if digest not in found:
            found[digest] = made[digest]
            wanted += made[digest].sources
    return list(found.values())
