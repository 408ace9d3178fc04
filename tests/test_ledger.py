"""The ledger: what two texts state, side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.comparison import Comparison, compare
from provenance.text import Span, Text

SENTENCES = {
    "en": (
        "The port will take three to six million tonnes of grain.",
        "It will not close before 5 May 2026.",
        "No fewer than 400 people live on the quay.",
        "Prices rose by 12.5 per cent in March.",
        "“We may open it,” she said, “if the council agrees.”",
        "Nothing was decided.",
    ),
    "ru": (
        "Порт примет от трёх до шести миллионов тонн зерна.",
        "Он не закроется до 5 мая 2026 года.",
        "На набережной живут не менее 400 человек.",
        "В марте цены выросли на 12,5 %.",
        "«Мы, возможно, откроем его, — сказала она, — если совет согласится».",
        "Ничего не решили.",
    ),
    "zh": (
        "港口将接收三到六百万吨粮食。",
        "港口不会在2026年5月5日之前关闭。",
        "码头上住着至少四百人。",
        "三月份价格上涨了12.5%。",
        "她说：“如果议会同意，我们可能会开放。”",
        "什么也没有决定。",
    ),
}
LANGUAGE = st.sampled_from(sorted(SENTENCES))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Draw a text of composed sentences, some of them cut or joined with stray characters."""
    language = draw(LANGUAGE)
    chosen = draw(st.lists(st.sampled_from(SENTENCES[language]) | st.text(max_size=12), max_size=5))
    return Text(" ".join(chosen) or "…", language)


def rows(comparison: Comparison, *, swapped: bool = False) -> list[tuple[object, ...]]:
    """Return rows as comparable tuples, with the sides exchanged on request."""
    exchange = {"lost": "added", "added": "lost"} if swapped else {}
    found = []
    for row in comparison.facts:
        sides = (row.target, row.source) if swapped else (row.source, row.target)
        found.append((row.kind, exchange.get(row.status, row.status), row.how, *map(repr, sides)))
    return sorted(found, key=repr)


@given(texts())
def test_a_text_beside_itself_keeps_everything(text: Text) -> None:
    """Compared with itself a text keeps every fact, and all of it is aligned."""
    comparison = compare(text, text)
    assert {row.status for row in comparison.facts} <= {"kept"}
    assert all(row.source == row.target for row in comparison.facts)


@given(texts(), texts())
def test_swapping_the_sides_swaps_lost_and_added(source: Text, target: Text) -> None:
    """What is kept and changed is the same both ways; what one way loses the other adds."""
    assert rows(compare(target, source), swapped=True) == rows(compare(source, target))


@given(texts(), texts())
def test_rows_carry_the_spans_they_were_read_from(source: Text, target: Text) -> None:
    """Each fact of a row stands where its span says, and every fact is in the ledger."""
    for row in compare(source, target).facts:
        for fact, text in ((row.source, source), (row.target, target)):
            assert fact is None or fact.span.of(text.words) == fact.surface
        assert (row.status in {"kept", "changed"}) == (row.source is not None and row.target is not None)


@pytest.mark.parametrize("source", sorted(SENTENCES))
@pytest.mark.parametrize("target", sorted(SENTENCES))
def test_faithful_sentences_change_nothing(source: str, target: str) -> None:
    """The composed sentences say the same in each language: no quantity, date, place or negation differs."""
    for ours, theirs in zip(SENTENCES[source], SENTENCES[target], strict=True):
        comparison = compare(Text(ours, source), Text(theirs, target))
        accused = [
            row
            for row in comparison.facts
            if row.status != "kept" and not row.weak and row.kind not in {"qualifier", "mark"}
        ]
        assert accused == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (("от трёх до шести миллионов тонн", "ru"), ("至多六百万吨", "zh"), ("quantity", "changed", "collapsed")),
        (("не менее 400 человек", "ru"), ("至多四百人", "zh"), ("quantity", "changed", "bound")),
        (("三十万美元", "zh"), ("$3 million", "en"), ("quantity", "changed", "value")),
        (("на 12 %", "ru"), ("by 12 percentage points", "en"), ("quantity", "changed", "unit")),
        (("5 мая 2026 года", "ru"), ("on 6 May 2026", "en"), ("date", "changed", "value")),
        (("Порт не закроют.", "ru"), ("The port will be closed.", "en"), ("negation", "lost", None)),
        (("港口将关闭。", "zh"), ("The port will not close.", "en"), ("negation", "added", None)),
    ],
)
def test_what_became_of_a_fact_is_named(
    source: tuple[str, str], target: tuple[str, str], expected: tuple[str, str, str | None]
) -> None:
    """One change is one row: its kind, what became of it, and how."""
    comparison = compare(Text(*source), Text(*target))
    told = [(row.kind, row.status, row.how) for row in comparison.facts if row.status != "kept" and not row.weak]
    assert [row for row in told if row[0] not in {"qualifier", "mark"}] == [expected]


def test_a_language_without_tables_is_not_examined() -> None:
    """For a language with no tables each kind of fact is blank, with the reason, and no row is invented."""
    comparison = compare(Text("Ngapi? Tani 400.", "sw"), Text("How many? 400 tonnes.", "en"))
    assert {blank.kind for blank in comparison.blanks if blank.reason == "no-table"} >= {"negation", "qualifier"}
    assert not [row for row in comparison.facts if row.kind in {"negation", "qualifier"}]


def test_texts_that_do_not_answer_to_each_other_accuse_nobody() -> None:
    """Long texts about different things are not aligned; that is said, and nothing is called lost or changed."""
    ours = Text(" ".join(SENTENCES["en"]), "en")
    theirs = Text("老街上有一家书店。店主每天清晨打扫门口。下雨的时候客人很少。书架上放着旧地图。" * 4, "zh")
    comparison = compare(ours, theirs)
    if comparison.alignment == ():
        assert {row.status for row in comparison.facts} <= {"kept"}
        assert "no-alignment" in {blank.reason for blank in comparison.blanks}


class ByLine:
    """A segmenter of one's own: each line is a sentence."""

    name = "by line"

    def __call__(self, text: Text) -> list[Span]:
        found, start = [], 0
        for line in text.words.splitlines(keepends=True):
            found.append(Span(start, start + len(line.rstrip("\n"))))
            start += len(line)
        return found


def test_a_callers_segmenter_takes_the_place_of_ours() -> None:
    """Sentences come from the object that is passed, and the comparison says so."""
    ours = Text("Откроют порт. Закроют мост.\nЖивут 400 человек.", "ru")
    theirs = Text("The port opens. The bridge closes.\n400 people live there.", "en")
    comparison = compare(ours, theirs, segmenter=ByLine())
    assert [len(bead.source) for bead in comparison.alignment] == [1, 1]
    assert "by line" in comparison.computed_by
