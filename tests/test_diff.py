"""Diff: patch, apply, inverse, readable."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.diff import Diff, _engine, _pieces_of, apply, inverse, patch, readable
from provenance.errors import CanonicalError, IntegrityError

REVISIONS = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "revisions" / "versions.jsonl"

patch("loaded", "first")  # so that no example pays for loading the packages

NEAR = st.text(alphabet="ab .%+\t\n\x00\u2028我们😀é", max_size=60)
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
TEXT = NEAR | ANY
DELTA = st.lists(st.sampled_from(["=1", "-1", "=2", "+a", "+%F0", "+%F0%9F%98%80", "+%zz", "=-1", "é", "", "=٣"])).map(
    "\t".join
)


@given(TEXT, TEXT)
def test_a_diff_turns_source_into_target(source: str, target: str) -> None:
    """Applying the patch of two texts to the first gives the second, from the diff and from its stored delta."""
    diff = patch(source, target)
    assert apply(diff, source) == target
    assert apply(diff.delta, source) == target


@given(TEXT, TEXT)
def test_a_delta_is_what_diff_match_patch_writes(source: str, target: str) -> None:
    """The stored delta is byte for byte the one that diff-match-patch writes of the same edits, and it reads it back."""
    diff = patch(source, target)
    pieces = _pieces_of(diff.edits, source, target)
    assert diff.delta == _engine().diff_toDelta(pieces)
    assert "".join(words for op, words in _engine().diff_fromDelta(source, diff.delta) if op >= 0) == target


@given(TEXT, TEXT)
def test_an_inverse_turns_target_into_source(source: str, target: str) -> None:
    """Applying the inverse to the target gives the source, and the inverse of the inverse is the diff itself."""
    diff = patch(source, target)
    back = inverse(diff, source)
    assert apply(back, target) == source
    assert back == inverse(diff.delta, source)
    assert inverse(back, target) == diff


@given(TEXT, TEXT)
def test_edits_are_empty_exactly_for_equal_texts(source: str, target: str) -> None:
    """Nothing changes if and only if the texts are the same; that is also when they are wholly similar."""
    diff = patch(source, target)
    assert (diff.changes == ()) == (source == target)
    assert (diff.similarity == 1.0) == (source == target)
    assert 0.0 <= diff.similarity <= 1.0


@given(TEXT, TEXT, st.booleans())
def test_edits_cover_both_texts(source: str, target: str, shown: bool) -> None:
    """Edits, also readable ones, cover both texts in order; "equal" ones are equal and the others tell both sides."""
    diff = patch(source, target)
    at_source = at_target = 0
    for edit in readable(diff, source, target) if shown else diff.edits:
        assert (edit.source.start, edit.target.start) == (at_source, at_target)
        at_source, at_target = edit.source.end, edit.target.end
        gone, come = edit.source.of(source), edit.target.of(target)
        expected = {(True, True): "replace", (True, False): "delete", (False, True): "insert"}[bool(gone), bool(come)]
        assert edit.op == ("equal" if gone == come else expected)
    assert (at_source, at_target) == (len(source), len(target))


def test_equal_runs_are_listed() -> None:
    """An unchanged text is one equal edit, an empty one none."""
    assert [edit.op for edit in patch("grain", "grain").edits] == ["equal"]
    assert patch("", "") == Diff(opcodes=(), similarity=1.0, delta="", computed_by=patch("", "").computed_by)


@pytest.mark.parametrize(
    ("source", "target", "delta"),
    [
        ("a😀b", "a😀c", "=3\t-1\t+c"),
        ("grain", "grain 100%", "=5\t+ 100%25"),
        ("a", "a\tb\nc", "=1\t+%09b%0Ac"),
        ("a", "a\x00\u2028", "=1\t+%00%E2%80%A8"),
        ("港口", "港", "=1\t-1"),
        ("", "+-=", "++-="),
    ],
)
def test_the_delta_is_that_of_diff_match_patch(source: str, target: str, delta: str) -> None:
    """Counts are UTF-16 units and inserted words percent-encoded UTF-8, as every diff-match-patch writes them."""
    assert patch(source, target).delta == delta
    assert apply(delta, source) == target


@pytest.mark.parametrize("special", ["%", "%41", "\t", "\n", "\r\n", "\x00", "\u2028", "😀", "𝒳", "é", "+", "\ufeff"])
def test_special_characters_survive_the_delta(special: str) -> None:
    """Characters that mean something to the delta, or to line readers, come back as they were, on either side."""
    for source, target in ((f"x{special}y", "xy"), ("xy", f"x{special}y"), (special, special * 2)):
        assert apply(patch(source, target).delta, source) == target


@pytest.mark.parametrize(
    ("delta", "source"),
    [
        ("=4", "grain"),
        ("=6", "grain"),
        ("=5\t-1", "grain"),
        ("=1\t+b", "😀"),
        ("=1\t-1", "😀"),
        ("=5\t+%F0%9F", "grain"),
        ("=5\t+%ED%A0%80", "grain"),
        ("=5\t+%", "grain"),
        ("=5\t+%4", "grain"),
        ("=5\t+%zz", "grain"),
        ("=5\t+é", "grain"),
        ("=+5", "grain"),
        ("= 5", "grain"),
        ("=5_0", "g" * 50),
        ("=٥", "grain"),
        ("=-5", "grain"),
        ("=5 ", "grain"),
        ("=5\n", "grain"),
        ("=", "grain"),
        ("5", "grain"),
        ("grain", "grain"),
        ("", "grain"),
        ("=5\t+\ud800", "grain"),
        ("=" + "9" * 5_000, "grain"),
    ],
)
def test_a_delta_that_does_not_fit_is_refused(delta: str, source: str) -> None:
    """Other lengths, halves of characters, broken encoding and garbage are an IntegrityError that carries evidence."""
    with pytest.raises(IntegrityError) as caught:
        apply(delta, source)
    assert caught.value.expected is not None
    assert caught.value.actual is not None
    with pytest.raises(IntegrityError):
        inverse(delta, source)


@given(DELTA, NEAR)
def test_no_delta_raises_anything_else(delta: str, source: str) -> None:
    """Whatever stands in the delta, it applies or it is an IntegrityError."""
    try:
        assert isinstance(apply(delta, source), str)
    except IntegrityError as error:
        assert " – " in str(error)  # noqa: PT017 - both outcomes are right; only the kind of error is claimed


def test_a_long_broken_delta_is_refused_at_once() -> None:
    """A megabyte of inserted words that breaks at its end takes no time by its square."""
    with pytest.raises(IntegrityError):
        apply("+" + "a" * 500_000 + "%41" * 100_000 + "%", "")


@pytest.mark.parametrize("words", ["\ud800", "grain \udfff"])
def test_lone_surrogates_are_refused_before_anything_else(words: str) -> None:
    """What has no UTF-8 has no delta."""
    for call in (
        lambda: patch(words, "grain"),
        lambda: patch("grain", words),
        lambda: apply("=1", words),
        lambda: inverse("garbage", words),
    ):
        with pytest.raises(CanonicalError):
            call()


def test_similarity_is_the_share_of_unchanged_characters() -> None:
    """Twice the kept characters over both lengths."""
    assert patch("up to six million", "up to ten million").similarity == 2 * 14 / 34


def test_a_diff_says_what_computed_it() -> None:
    """Algorithm and packages are named with their versions."""
    expected = f"provenance-diff 1, rapidfuzz {version('rapidfuzz')}, diff-match-patch {version('diff-match-patch')}"
    assert patch("a", "b").computed_by == expected


def test_readable_edits_change_whole_words() -> None:
    """Letters that two words share by chance are not shown as kept."""
    source, target = "The weather of the port.", "The harvest of the port."
    shown = [edit for edit in readable(patch(source, target), source, target) if edit.op != "equal"]
    assert len(shown) == 1
    assert len(patch(source, target).changes) > 1


def test_readable_edits_of_a_long_text_are_those_of_its_parts() -> None:
    """Clean-up by stretches shows a change in the middle of a long text as it does in a short one."""
    before, after = "The ship waits. " * 400, "The grain is safe. " * 400
    source, target = f"{before}It was closed. {after}", f"{before}It was guarded. {after}"
    shown = [edit for edit in readable(patch(source, target), source, target) if edit.op != "equal"]
    assert [(edit.source.of(source), edit.target.of(target)) for edit in shown] == [("clos", "guard")]


def test_readable_refuses_another_target() -> None:
    """A diff of other texts is not shown as if it were of these."""
    with pytest.raises(IntegrityError):
        readable(patch("grain", "grains"), "grain", "ships")


def test_packages_are_loaded_on_first_use() -> None:
    """Importing the module imports neither diff-match-patch nor rapidfuzz."""
    program = "import sys, provenance.diff; print({'diff_match_patch', 'rapidfuzz'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


def test_every_revision_comes_out_of_the_one_before() -> None:
    """For real revisions of articles, the stored delta turns each version into the next, and its inverse back."""
    if not REVISIONS.exists():
        pytest.skip(f"{REVISIONS} is not there")
    rows = [json.loads(line) for line in REVISIONS.read_text(encoding="utf-8").splitlines()]
    pairs = [(a["text"], b["text"]) for a, b in pairwise(rows) if a["title"] == b["title"]]
    assert len(pairs) > 100
    for old, new in pairs:
        diff = patch(old, new)
        assert apply(diff.delta, old) == new
        assert apply(inverse(diff.delta, old).delta, new) == old
