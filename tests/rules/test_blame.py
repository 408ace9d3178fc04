"""Which hop did it: the first that does not keep a fact; later ones inherit or mend; a gap is a stretch."""

from __future__ import annotations

from provenance.auditor import audit
from provenance.model import Chain, Inferred, said
from provenance.rules import Finding, Severity

SPEECH = said("В порту 400 судов, и порт открыт.", "ru", by="Ilya Marenko", on="2026-03-04")
RIGHT, WRONG, OTHER = "港口里有四百艘船，港口开放。", "港口里有四千艘船，港口开放。", "港口里有五百艘船，港口开放。"


def quantities(chain: Chain) -> list[Finding]:
    return [finding for finding in audit(chain).findings if finding.rule == "quantity-changed"]


def told(chain: Chain) -> list[tuple[int, tuple[int, int], tuple[int, ...], tuple[int, ...]]]:
    return [(one.hop, one.blame, one.inherited_by, one.mended_by) for one in quantities(chain)]


def test_the_first_hop_that_changes_a_fact_is_blamed() -> None:
    """Later hops that repeat it are told so, and not blamed again."""
    chain = SPEECH.reported(WRONG, "zh", outlet="北亭日报").translated(
        "There are 4,000 ships in the port, and the port is open.", "en", by="J. Smith"
    )
    assert told(chain) == [(2, (2, 2), (3,), ())]
    assert "hop 3 repeats it" in " ".join(str(audit(chain)).split())


def test_a_later_hop_that_changes_it_once_more_has_its_own_finding() -> None:
    """Each change is its author's; the second shows what the origin had."""
    chain = SPEECH.reported(WRONG, "zh", outlet="北亭日报").translated(
        "There are 4,500 ships in the port, and the port is open.", "en", by="J. Smith"
    )
    assert told(chain) == [(2, (2, 2), (), ()), (3, (3, 3), (), ())]
    assert "hop 1 has 400" in quantities(chain)[1].sentence


def test_a_hop_that_returns_to_the_origin_mends() -> None:
    """The mending hop is not blamed for the change it makes, and a fault mended before the head is a note."""
    chain = SPEECH.reported(WRONG, "zh", outlet="北亭日报").translated(
        "There are 400 ships in the port, and the port is open.", "en", by="J. Smith"
    )
    assert told(chain) == [(2, (2, 2), (), (3,))]
    assert quantities(chain)[0].severity is Severity.NOTE


def test_what_is_inherited_and_then_mended_is_both() -> None:
    """Hop 3 repeats, hop 4 mends."""
    chain = (
        SPEECH.reported(WRONG, "zh", outlet="北亭日报")
        .translated("There are 4,000 ships in the port, and the port is open.", "en", by="J. Smith")
        .translated("В порту 400 судов, и порт открыт.", "ru", by="А. Читатель")
    )
    assert told(chain) == [(2, (2, 2), (3,), (4,))]


def test_a_lost_quantity_that_comes_back_is_mended() -> None:
    """What was lost at hop 2 and stands again at hop 3 is a note on hop 2, and no addition on hop 3."""
    chain = SPEECH.reported("港口里有很多船，港口开放。", "zh", outlet="北亭日报").translated(
        "There are 400 ships in the port, and the port is open.", "en", by="J. Smith"
    )
    assert told(chain) == [(2, (2, 2), (), (3,))]


def test_a_gap_is_a_stretch_of_hops() -> None:
    """Where words between are not held the change lies between the nearest held words and the hop; never on one of them."""
    chain = (
        SPEECH.reported(None, "zh", outlet="北亭日报")
        .reported(None, "zh", outlet="渔港日报")
        .translated("There are 4,000 ships in the port, and the port is open.", "en", by="J. Smith")
    )
    assert told(chain) == [(4, (2, 4), (), ())]
    assert "hops 2–4" in str(audit(chain))


def test_a_fact_is_kept_if_any_source_has_it() -> None:
    """With two sources that disagree, a hop that follows one of them has changed nothing."""
    left = SPEECH.reported(RIGHT, "zh", outlet="北亭日报")
    right = SPEECH.reported(OTHER, "zh", outlet="渔港日报")
    head = left.translated("There are 400 ships in the port, and the port is open.", "en", by="J. Smith", also=[right])
    blamed = [finding.hop for finding in quantities(head)]
    assert blamed == [head.number(right.head)]


def test_a_fact_is_changed_if_no_source_has_it() -> None:
    """With two sources that agree, a hop that says otherwise is blamed once."""
    left = SPEECH.reported(RIGHT, "zh", outlet="北亭日报")
    right = SPEECH.reported("港口里有四百艘船，港口照常开放。", "zh", outlet="渔港日报")
    head = left.translated(
        "There are 4,000 ships in the port, and the port is open.", "en", by="J. Smith", also=[right]
    )
    assert [finding.hop for finding in quantities(head)] == [len(head.hops)]


def test_an_excerpt_loses_nothing() -> None:
    """What a part leaves out is not lost; what it changes is changed."""
    text = "There are 400 ships in the port. The port is open until 4 March."
    speech = said(text, "en", by="Ilya Marenko")
    excerpt = speech.excerpted("The port is open until 4 March.", "en", outlet="Harbour Courier")
    assert not [one for one in audit(excerpt).findings if one.family == "facts"]
    altered = speech.excerpted("The port is open until 4 May.", "en", outlet="Harbour Courier")
    assert [(one.rule, one.hop) for one in audit(altered).findings if one.family == "facts"] == [("date-changed", 2)]


def test_a_sentence_without_a_counterpart_loses_no_facts_one_by_one() -> None:
    """Where a whole sentence was left out its facts are not accused; another rule tells of the cut."""
    chain = said("The port is open. There are 400 ships in it.", "en", by="Ilya Marenko").reported(
        "The port is open.", "en", outlet="Harbour Courier"
    )
    assert not quantities(chain)


def test_a_guessed_language_makes_a_warning() -> None:
    """A changed quantity in words whose language was only guessed is a warning, and says that it is inferred."""
    chain = SPEECH.translated(
        "There are 4,000 ships in the port, and the port is open.",
        "en",
        by="J. Smith",
        inferred=[Inferred("language", "statistics")],
    )
    assert [(one.severity, one.inferred) for one in quantities(chain)] == [(Severity.WARNING, True)]


def test_the_facts_are_laid_out_hop_by_hop() -> None:
    """The report's table has a row for the quantity: what it was, what it became, who repeats it."""
    chain = SPEECH.reported(WRONG, "zh", outlet="北亭日报").translated(
        "There are 4,000 ships in the port, and the port is open.", "en", by="J. Smith"
    )
    row = next(line for line in str(audit(chain)).splitlines() if line.startswith("quantity "))
    assert [cell.strip() for cell in row.split("  ") if cell] == ["quantity", "400", "4\u202f000 ×", "4\u202f000 ="]


def negations(chain: Chain) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    found = [finding for finding in audit(chain).findings if finding.rule == "negation-flipped"]
    return [(one.hop, one.inherited_by, one.mended_by) for one in found]


REFUSAL = said("Порт не закроют в мае.", "ru", by="Илья Маренко")


def test_a_negation_that_comes_back_in_another_language_is_mended() -> None:
    """The cues of two languages are never the same word: what counts is that the sentence denies again."""
    lost = REFUSAL.translated("The port will be closed in May.", "en", by="J. Smith", method="machine")
    assert negations(lost) == [(2, (), ())]
    assert negations(lost.revised("The port will not be closed in May.", "en", by="A. Reader")) == [(2, (), (3,))]
    assert negations(lost.revised("The port will be closed in May!", "en", by="A. Reader")) == [(2, (3,), ())]


def test_a_negation_that_is_put_in_and_taken_out_again_is_mended() -> None:
    """Two hops that deny and one between them that does so twice: the hop that takes one out is not blamed for it."""
    doubled = said("The ferry sails without its crew and the tug with it.", "en", by="Ilya Marenko").translated(
        "没有船员的渡船开航，没有船员的拖船开航。", "zh", by="林伟", method="machine"
    )
    assert negations(doubled) == [(2, (), ())]
    assert negations(doubled.revised("没有船员的渡船开航，有船员的拖船开航。", "zh", by="高明")) == [(2, (), (3,))]


def test_a_negation_in_another_sentence_mends_nothing() -> None:
    """What comes back has to stand in the sentence that answers to the one it was lost from."""
    spoken = said("Порт не закроют в мае. Аэропорт открыт летом.", "ru", by="Илья Маренко")
    lost = spoken.translated("The port will be closed in May. The airport is open in summer.", "en", by="J. Smith")
    moved = lost.revised("The port will be closed in May. The airport is not open in summer.", "en", by="A. Reader")
    assert negations(moved) == [(2, (3,), ()), (3, (), ())]
