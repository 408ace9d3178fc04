"""What is not ruled out is possible: a hedge, whatever the words that carry it, and no denial that can be lost."""

from __future__ import annotations

import pytest

from provenance import Text, compare

# All sentences are composed.
SAME = [
    ("Мы не исключаем, что откроем порт.", "ru", "We may open the port.", "en"),
    ("Нельзя исключать, что порт откроют.", "ru", "也许会开放港口。", "zh"),
    ("We haven't ruled out opening the port.", "en", "不排除开放港口。", "zh"),
    ("Opening the port cannot be ruled out.", "en", "Возможно, порт откроют.", "ru"),
    ("港口開放不能排除。", "zh-Hant", "The port might be opened.", "en"),
]


@pytest.mark.parametrize(("source", "language", "target", "to"), SAME)
def test_it_is_a_possibility(source: str, language: str, target: str, to: str) -> None:
    """It faces any other word for the possible, and no negation that accuses is left over."""
    rows = compare(Text(source, language), Text(target, to)).facts
    assert [row.status for row in rows if row.kind == "qualifier"] == ["kept"]
    facts = [row.source or row.target for row in rows if row.kind == "negation" and row.status != "kept"]
    assert all(fact is not None and fact.weak for fact in facts)


def test_a_hedge_that_becomes_a_promise_is_told() -> None:
    """“Not ruled out” became “will”."""
    rows = compare(Text("Мы не исключаем, что откроем порт.", "ru"), Text("我们将开放港口。", "zh")).facts
    assert [(row.kind, row.status) for row in rows if row.kind == "qualifier"] == [("qualifier", "changed")]
