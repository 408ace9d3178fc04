"""Hops, who answers for them, custody: what a record may say, and what is refused before it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from provenance.canonical import Digest, digest_of, digest_of_words
from provenance.dates import PartialDate
from provenance.errors import CanonicalError, IntegrityError, LimitError, RecordError
from provenance.limits import FIELD, LIST, SOURCES, WORDS
from provenance.locator import Locator
from provenance.model.attribution import Agent, Attribution, Capture, Inferred, Method, agents
from provenance.model.hop import Act, Hop, Seal
from provenance.text import Mode, Span, Text

LINES = ("outlet", "title", "occasion", "credit", "disclaimer", "licence")


# ---- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", " ", "\n\t\u3000\u2028", "\u00a0"])
def test_blank_words_are_refused(words: str) -> None:
    """Empty and white text is no text: None says that nobody holds the words."""
    with pytest.raises(RecordError, match="blank – text") as caught:
        Hop(act="said", text=words)
    assert (caught.value.field, caught.value.value) == ("text", words)
    assert Hop(act="said", text=None).words is None


@pytest.mark.parametrize(
    "words", ["\x00", "a\x00b", "\u202eabc", "e\u0301", "\U0001f600", "\r\n.", " kept ", "\ufeffx", "\u200b"]
)
def test_words_are_kept_exactly(words: str) -> None:
    """NUL, direction marks, combining marks, line ends, spaces around: nothing is changed, and lengths are code points."""
    hop = Hop(act="said", text=words, language="en")
    assert hop.text == words
    assert hop.words == Text(words, "en")
    assert hop.seal == Seal(digest_of_words(words), len(words))
    assert Hop.of_record(hop.record, words).text == words


@pytest.mark.parametrize("words", ["\ud800", "grain \udfff", "\ud83d \ude00"])
def test_lone_surrogates_are_refused_where_they_stand(words: str) -> None:
    """A lone surrogate has no UTF-8, so no digest; the error gives the field and the code point."""
    with pytest.raises(CanonicalError, match="lone surrogate") as caught:
        Hop(act="said", text=words)
    assert (caught.value.path, caught.value.field) == ("text", "text")


@pytest.mark.parametrize("value", [b"bytes", 5, ["words"], Text("words", "en")])
def test_what_is_not_text_is_refused(value: Any) -> None:
    """Bytes, numbers, lists and Text itself are not words of a hop."""
    with pytest.raises(RecordError, match="not text"):
        Hop(act="said", text=value)


def test_words_have_a_limit() -> None:
    """As many code points as are taken are taken, and one more is a LimitError with both numbers."""
    assert Hop(act="said", text="x" * WORDS).seal == Seal(digest_of_words("x" * WORDS), WORDS)
    with pytest.raises(LimitError) as caught:
        Hop(act="said", text="x" * (WORDS + 1))
    assert (caught.value.limit, caught.value.found, caught.value.field) == (WORDS, WORDS + 1, "text")


# ---- fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"), [("ZH-hant-tw", "zh-Hant-TW"), ("RU", "ru"), ("sr-latn-x-CAFE", "sr-Latn-x-cafe")]
)
def test_a_language_is_kept_in_its_customary_case(given: str, kept: str) -> None:
    """A tag has one spelling, so two writings of one language are one record."""
    assert Hop(act="said", language=given).language == kept
    assert Hop(act="said", language=given) == Hop(act="said", language=kept)


@pytest.mark.parametrize(
    "tag", ["", "r", "Russian language", "ru_RU", "ru-", "русский", "en-", "x" * 300, "12", "ru\n", 7]
)
def test_tags_that_are_not_bcp_47_are_refused(tag: Any) -> None:
    """A tag that is not well formed is refused, and shown."""
    with pytest.raises(RecordError, match="language"):
        Hop(act="said", language=tag)


@pytest.mark.parametrize(
    ("field", "value"), [("act", "sung"), ("mode", "loud"), ("act", None), ("mode", 5), ("act", ["said"])]
)
def test_acts_and_modes_are_those_there_are(field: str, value: Any) -> None:
    """Another act or mode is refused with the list of those there are."""
    with pytest.raises(RecordError, match=f"no such {field} .* choose from (said|direct), ") as caught:
        Hop(**{"act": "said", field: value})
    assert (caught.value.field, caught.value.value) == (field, value)


def test_names_stand_for_members() -> None:
    """Strings are taken where an enumeration, an agent, a link or a date stands."""
    hop = Hop(
        act="translated",
        mode="partial",
        attribution=Attribution(
            speaker="Ilya Marenko",
            author="A",
            translator=["B", Agent("C")],
            method="machine",
            locator="x.example",
            on="2025",
        ),
    )
    assert (hop.act, hop.mode, hop.attribution.method) == (Act.TRANSLATED, Mode.PARTIAL, Method.MACHINE)
    assert hop.attribution.speaker == Agent("Ilya Marenko")
    assert hop.attribution.author == (Agent("A"),)
    assert hop.attribution.translator == (Agent("B"), Agent("C"))
    assert hop.attribution.locator == Locator.parse("x.example")
    assert hop.attribution.on == PartialDate(year=2025)


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("value", ["", " \n", 5, b"x", "\ud800", ["x"]])
def test_lines_say_something_or_are_left_out(name: str, value: Any) -> None:
    """A field that is blank, no text, or has no UTF-8 is refused and named."""
    with pytest.raises(RecordError) as caught:
        Attribution(**{name: value})
    assert caught.value.field == name


def test_lines_have_a_limit() -> None:
    """A name, a credit, a link beyond the limit is a LimitError that names the field."""
    for make, field in (
        (lambda value: Attribution(credit=value), "credit"),
        (lambda value: Attribution(locator=value), "locator"),
        (Agent, "name"),
        (lambda value: Agent("x", aliases=(value,)), "aliases"),
        (lambda value: Inferred("on", value), "basis"),
    ):
        make("x" * FIELD)
        with pytest.raises(LimitError) as caught:
            make("x" * (FIELD + 1))
        assert (caught.value.limit, caught.value.field) == (FIELD, field)


def test_lists_have_a_limit() -> None:
    """Authors, aliases and captures beyond the limit are a LimitError."""
    for make in (
        lambda count: Attribution(author=["x"] * count),
        lambda count: Agent("x", aliases=["y"] * count),
        lambda count: Hop(act="said", captures=[Capture()] * count),
    ):
        make(LIST)
        with pytest.raises(LimitError) as caught:
            make(LIST + 1)
        assert (caught.value.limit, caught.value.found) == (LIST, LIST + 1)


@pytest.mark.parametrize("value", ["x", {"x"}, frozenset("x"), {"x": 1}, 5, None, b"x"])
def test_a_list_has_an_order(value: Any) -> None:
    """A lone string is no list, and a set is none: its order changes from run to run, and so would the digest."""
    with pytest.raises(RecordError, match="not a list – aliases"):
        Agent("x", aliases=value)


@pytest.mark.parametrize("value", [5, None, [5], [None], [["x"]], [b"x"], {"x"}])
def test_who_did_it_is_a_name_or_an_agent(value: Any) -> None:
    """Agents are given by name or whole, one or several in order; whatever else is refused."""
    with pytest.raises(RecordError):
        agents(value)


@pytest.mark.parametrize(
    "link", ["no link", "javascript:alert(1)", "harbour.example/a b", "//", "http://[", "\x00", " x "]
)
def test_links_are_recorded_as_given(link: str) -> None:
    """A link without scheme, with spaces or of another kind is kept to the letter, and never raises."""
    attribution = Attribution(locator=link)
    assert attribution.locator is not None
    assert attribution.locator.given == link
    assert Hop(act="said", attribution=attribution).record["attribution"] == {"locator": link}


def test_a_link_made_elsewhere_is_checked_as_well() -> None:
    """A locator handed over whole is held to what a string is held to."""
    for given in ("", " ", "x" * (FIELD + 1), "\ud800"):
        with pytest.raises(RecordError):
            Attribution(locator=Locator.parse(given))
    with pytest.raises(RecordError, match="not a link"):
        Attribution(locator=5)  # type: ignore[arg-type]  # the wrong type is the point


def test_kinds_of_agents_are_those_there_are() -> None:
    """Another kind is refused with the list of those there are."""
    with pytest.raises(RecordError, match="choose from person, organisation, software, unknown"):
        Agent("x", kind="robot")  # type: ignore[arg-type]  # the wrong kind is the point
    assert str(Agent("Reader", kind="software", version="2.1")) == "Reader 2.1"


# ---- custody ------------------------------------------------------------------------------------


class Nowhere(tzinfo):
    """A zone that does not say how far it is from UTC."""

    def utcoffset(self, _moment: datetime | None) -> None:
        return None

    dst = utcoffset

    def tzname(self, _moment: datetime | None) -> str:
        return "nowhere"


class Stamp(datetime):
    """A subclass that prints itself in its own way."""

    def isoformat(self, *_: Any) -> str:
        return "some day"


def test_times_are_aware_and_kept_in_utc() -> None:
    """One moment has one spelling, whatever zone and class it came in."""
    moment = datetime(2025, 12, 20, 8, 6, 7, tzinfo=timezone(timedelta(hours=3)))
    utc = datetime(2025, 12, 20, 5, 6, 7, tzinfo=UTC)
    for time in (moment, utc, Stamp(2025, 12, 20, 5, 6, 7, tzinfo=UTC)):
        assert Capture(time=time) == Capture(time=utc)
        assert Hop(act="said", captures=[Capture(time=time)]).record["captures"] == [{"time": "2025-12-20T05:06:07Z"}]


@pytest.mark.parametrize(
    "time",
    [
        datetime(2025, 12, 20),  # noqa: DTZ001 - naive is the point
        datetime(2025, 12, 20, tzinfo=Nowhere()),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
        "2025-12-20T05:06:07Z",
        5,
    ],
)
def test_other_times_are_refused(time: Any) -> None:
    """A time without a zone, beyond the calendar in UTC, or of another type is refused."""
    with pytest.raises(RecordError) as caught:
        Capture(time=time)
    assert caught.value.field == "time"


@pytest.mark.parametrize(
    ("field", "value"),
    [("data", "sha256:0"), ("text", b"x"), ("span", (1, 2)), ("extractor", 5), ("collector", ""), ("archived", 5)],
)
def test_custody_is_typed(field: str, value: Any) -> None:
    """Digests, spans and agents of another type are refused."""
    with pytest.raises(RecordError):
        Capture(**{field: value})


def test_a_span_beyond_every_text_is_a_limit() -> None:
    """A place that no JSON reader keeps exact is refused."""
    with pytest.raises(LimitError):
        Capture(span=Span(0, 2**53))


# ---- sources, inferred, versions ----------------------------------------------------------------


def test_sources_are_a_set() -> None:
    """Order and repetition of sources say nothing."""
    a, b = sorted([digest_of(b"a"), digest_of(b"b")])
    assert Hop(act="said", sources=[b, a, b]).sources == (a, b)
    assert Hop(act="said", sources=[b, a]) == Hop(act="said", sources=[a, b, a])
    with pytest.raises(RecordError, match="not a digest"):
        Hop(act="said", sources=["sha256:" + "0" * 64])  # type: ignore[list-item]  # a string is the point


def test_sources_have_a_limit() -> None:
    """As many sources as are taken are taken, and one more is a LimitError."""
    sources = [Digest(f"{number:064x}") for number in range(SOURCES + 1)]
    assert len(Hop(act="said", sources=sources[1:]).sources) == SOURCES
    with pytest.raises(LimitError) as caught:
        Hop(act="said", sources=sources)
    assert (caught.value.limit, caught.value.found) == (SOURCES, SOURCES + 1)


def test_what_is_inferred_says_from_what() -> None:
    """A field has one basis; fields that are none, and bases that are blank, are refused; order says nothing."""
    a, b = Inferred("act", "the word ‘quoted’"), Inferred("on", "year: id of hop 2's locator", stated="--12-19")
    hop = Hop(act="said", inferred=[b, a])
    assert hop.inferred == (a, b)
    assert hop == Hop(act="said", inferred=[a, b])
    assert hop.was_inferred("on")
    assert not hop.was_inferred("outlet")
    with pytest.raises(RecordError, match="inferred twice"):
        Hop(act="said", inferred=[a, Inferred("act", "another")])
    for field, basis in (("text", "x"), ("", "x"), (["on"], "x"), ("on", ""), ("on", None)):
        with pytest.raises(RecordError):
            Inferred(field, basis)  # type: ignore[arg-type]  # other types are the point


@pytest.mark.parametrize("version", [2, 0, True, "1", 1.0, None])
def test_a_hop_has_the_one_format_there_is(version: Any) -> None:
    """Another version of the canonical form cannot be written, nor anything that merely equals it."""
    with pytest.raises(RecordError, match="another format"):
        Hop(act="said", format=version)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("attribution", None),
        ("attribution", {}),
        ("captures", [None]),
        ("captures", "x"),
        ("inferred", [None]),
        ("withheld", "x"),
    ],
)
def test_fields_are_typed(field: str, value: Any) -> None:
    """Whatever else stands where a value of ours should is refused."""
    with pytest.raises(RecordError):
        Hop(**{"act": "said", field: value})


# ---- the hop itself -----------------------------------------------------------------------------


def test_withheld_words_leave_the_hop_the_same() -> None:
    """Without its words a hop has the same digest, seal and hash; it is equal, and says that it has no words."""
    hop = Hop(act="said", text="Слова.", language="ru")
    withheld = hop.withholding()
    assert (withheld.text, withheld.words, withheld.withheld) == (None, None, hop.seal)
    assert (withheld.digest, withheld.text_digest) == (hop.digest, digest_of_words("Слова."))
    assert withheld == hop
    assert len({withheld, hop}) == 1
    assert withheld.withholding() is withheld
    assert Hop(act="said").withholding().seal is None
    assert withheld != Hop(act="said", language="ru"), "words that nobody ever held are another record"


def test_words_and_a_seal_do_not_go_together() -> None:
    """A hop has words or the seal of withheld ones."""
    with pytest.raises(RecordError, match="both words and the seal"):
        Hop(act="said", text="x", withheld=Seal(digest_of_words("x"), 1))


@pytest.mark.parametrize(
    ("digest", "length"), [("x", 1), (digest_of(b""), 0), (digest_of(b""), True), (digest_of(b""), "1")]
)
def test_seals_are_typed(digest: Any, length: Any) -> None:
    """A seal is a digest and a whole number from 1."""
    with pytest.raises(RecordError):
        Seal(digest, length)


def test_a_seal_has_the_limit_of_words() -> None:
    """No seal is longer than words may be."""
    with pytest.raises(LimitError):
        Seal(digest_of(b""), WORDS + 1)


def test_a_hop_cannot_be_altered() -> None:
    """Fields are set once."""
    hop = Hop(act="said", text="x")
    for name in ("text", "digest", "seal", "sources"):
        with pytest.raises(FrozenInstanceError):
            setattr(hop, name, None)


def test_a_hop_is_no_other_thing() -> None:
    """A hop is equal to hops alone."""
    assert Hop(act="said") != Hop(act="said").digest
    assert Hop(act="said") != Hop(act="reported")


def test_other_words_are_not_those_of_the_record() -> None:
    """A record read with words that it was not made of is an integrity error with both seals."""
    hop = Hop(act="said", text="Слова.")
    with pytest.raises(IntegrityError, match=r"6 code points, sha256:.* recorded, 5 code points") as caught:
        Hop.of_record(hop.record, "Слова")
    assert caught.value.expected == hop.seal
    with pytest.raises(IntegrityError, match="none recorded"):
        Hop.of_record(Hop(act="said").record, "Слова")
    assert Hop.of_record(hop.record) == hop
