"""Errors: the tree that the docstring draws, what each carries, and how messages are built."""

from __future__ import annotations

import builtins
import inspect
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest

from provenance import errors, limits
from provenance.canonical import Digest, canonical_bytes, check_words
from provenance.dates import PartialDate
from provenance.errors import (
    CanonicalError,
    ChainError,
    ExportError,
    FormatError,
    IntegrityError,
    LimitError,
    MissingExtraError,
    NotFoundError,
    PolicyError,
    ProvenanceError,
    RecordError,
    RuleError,
    SchemaError,
    SignatureError,
    StoreError,
    UnreadableError,
    WorkerError,
    shown,
)
from provenance.limits import check_limit
from provenance.model.attribution import Agent, Attribution, Inferred
from provenance.model.chain import Chain, said
from provenance.model.hop import Hop
from provenance.records import from_json
from provenance.text import Span, check_language

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWN = re.compile(r"^(?:::)?\s*([│├└─ ]*)([A-Z]\w+Error)(?: \((\w+)\))?(?:.*?)((?:\.\w+(?:, )?)*)$", re.MULTILINE)


def tree() -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    """Return what the module's docstring draws: each error with its parent, its builtin and its fields."""
    found: dict[str, tuple[str, str | None, tuple[str, ...]]] = {}
    line: list[str] = []
    for branch, name, builtin, fields in DRAWN.findall(errors.__doc__ or ""):
        depth = len(branch) // 4
        parent = line[depth - 1] if depth else "Exception"
        line[depth:] = [name]
        found[name] = (parent, builtin or None, tuple(field.strip(".") for field in fields.split(", ") if field))
    return found


TREE = tree()
EXAMPLES: dict[str, Any] = {
    "ProvenanceError": ProvenanceError("what – which – mend"),
    "RecordError": RecordError("what – which – mend", field="on", value=5),
    "CanonicalError": CanonicalError("what – which – mend", path="$.a", value=1.0),
    "ChainError": ChainError("what – which – mend", hop=1, source=2),
    "LimitError": LimitError("what – which – mend", limit=1, found=2, field="text"),
    "IntegrityError": IntegrityError("what – which – mend", expected=1, actual=2),
    "SignatureError": SignatureError("what – which – mend", reason="wrong", expected=1, actual=2),
    "StoreError": StoreError("what – which – mend"),
    "NotFoundError": NotFoundError("what – which – mend", digest="x"),
    "SchemaError": SchemaError("what – which – mend", found=1, known=2),
    "RuleError": RuleError("what – which – mend", rule="x"),
    "PolicyError": PolicyError("what – which – mend", where="x"),
    "FormatError": FormatError("what – which – mend", format="x"),
    "ExportError": ExportError("what – which – mend", format="x", hop=1, field="text"),
    "UnreadableError": UnreadableError("what – which – mend", format="x", where="y"),
    "WorkerError": WorkerError("what – which – mend", place=1),
    "MissingExtraError": MissingExtraError("what – which – mend", extra="x"),
}


def test_the_tree_is_as_it_is_drawn() -> None:
    """Every error stands in the docstring once, under its parent, with the builtin that it also is."""
    classes = {name: value for name, value in vars(errors).items() if name.endswith("Error")}
    assert set(TREE) == set(classes) == set(errors.__all__) - {"shown"}
    for name, (parent, builtin, _) in TREE.items():
        bases = [base.__name__ for base in classes[name].__bases__]
        assert bases == ([parent, builtin] if builtin else [parent])


@pytest.mark.parametrize("name", TREE)
def test_each_error_is_caught_by_its_parents_alone(name: str) -> None:
    """An error is its ancestors' kind and nobody else's: a store's failure is no record's, a limit no faulty chain."""
    ancestors = {name}
    while (parent := TREE[name][0]) != "Exception":
        name = parent
        ancestors.add(name)
    error = EXAMPLES[next(iter(ancestors - {TREE[each][0] for each in ancestors if each in TREE}))]
    for other in TREE:
        assert isinstance(error, getattr(errors, other)) == (other in ancestors)


def test_each_error_carries_its_fields() -> None:
    """What the docstring lists after an error is what a handler finds on it; parents' fields are there as well."""
    for name in TREE:
        wanted: set[str] = set()
        kind = name
        while kind != "Exception":
            wanted |= set(TREE[kind][2])
            kind = TREE[kind][0]
        assert wanted <= set(vars(EXAMPLES[name])), name
        assert str(EXAMPLES[name]) == "what – which – mend"


@pytest.mark.parametrize(
    ("error", "builtin", "strangers"),
    [
        ("RecordError", ValueError, (LookupError, TypeError, ImportError, OSError)),
        ("CanonicalError", ValueError, (LookupError, TypeError, UnicodeError)),
        ("NotFoundError", LookupError, (ValueError, KeyError, OSError)),
        ("IntegrityError", Exception, (ValueError, LookupError, OSError, AssertionError)),
        ("UnreadableError", Exception, (ValueError, LookupError, OSError)),
        ("MissingExtraError", ImportError, (ModuleNotFoundError, ValueError)),
    ],
)
def test_which_builtins_catch_what(error: str, builtin: type, strangers: tuple[type, ...]) -> None:
    """What is wrong in a value is a ValueError, what is not there a LookupError, and nothing more is claimed."""
    assert isinstance(EXAMPLES[error], builtin)
    assert not isinstance(EXAMPLES[error], strangers)


def test_no_error_shadows_a_builtin() -> None:
    """No class has the name of one that Python brings."""
    assert not set(TREE) & set(dir(builtins))


CALLS: list[Callable[[], object]] = [
    lambda: Hop(act="sung"),
    lambda: Hop(act="said", text=" "),
    lambda: Hop(act="said", text=5),  # type: ignore[arg-type]  # wrong on purpose, as all that follows
    lambda: Hop(act="said", text="\ud800"),
    lambda: Hop(act="said", format=2),
    lambda: Hop(act="said", captures="x"),  # type: ignore[arg-type]  # as above
    lambda: Hop(act="said", inferred=[Inferred("on", "a"), Inferred("on", "b")]),
    lambda: Hop.of_record({"type": "x"}),
    lambda: Hop.of_record({"type": "provenance/hop", "format": 2}),
    lambda: Hop.of_record({"type": "provenance/hop", "format": 1, "act": "said"}),
    lambda: Hop.of_record(said("x", None).head.record, "y"),
    lambda: Attribution(outlet=""),
    lambda: Attribution(locator="x" * 100_001),
    lambda: Attribution(on="2025-02-30"),
    lambda: Attribution(on=5),  # type: ignore[arg-type]  # as above
    lambda: Agent("x", kind="y"),  # type: ignore[arg-type]  # as above
    lambda: Inferred("text", "x"),
    lambda: PartialDate.parse("tomorrow"),
    PartialDate,
    lambda: Span(2, 1),
    lambda: check_language("not a tag"),
    lambda: check_words("\ud800", "title"),
    lambda: Digest.parse("x"),
    lambda: Digest("x"),
    lambda: canonical_bytes(1.0),  # type: ignore[arg-type]  # as above
    lambda: canonical_bytes({"é": 1}),
    lambda: canonical_bytes(2**60),
    lambda: check_limit(2, 1, "text", "shorten it"),
    lambda: Chain.of([]),
    lambda: Chain.of([*said("a", "en").hops, *said("b", "en").hops]),
    lambda: Chain.of(said("a", "en").reported("b", "en").hops[1:]),
    lambda: said("a", "en").hop(2),
    lambda: said("a", "en").filled(1, text="b"),
    lambda: said("a", "en", speeker="x"),  # type: ignore[call-arg]  # as above
    lambda: said("a", "en", by=["x", "y"]),
    lambda: said("a", "en").holding("x"),  # type: ignore[arg-type]  # as above
    lambda: from_json(b""),
    lambda: from_json(b"\xff"),
    lambda: from_json("\ud800"),
    lambda: from_json("[]"),
    lambda: from_json('{"format": "provenance/2"}'),
    lambda: from_json('{"format": "provenance/1", "chains": [1]}'),
    lambda: from_json('{"a": 1, "a": 1}'),
    lambda: from_json("[1.0]"),
    lambda: from_json("[" * 1_000),
]


@pytest.mark.parametrize("call", CALLS)
def test_messages_say_what_which_and_how_to_mend(call: Callable[[], object]) -> None:
    """A message has its parts in order, in lower case, without a full stop, and on one line of a sane length."""
    with pytest.raises(ProvenanceError) as caught:
        call()
    message = str(caught.value)
    assert message.count(" – ") >= 2
    assert all(part.strip() for part in message.split(" – "))
    assert not re.match(r"[A-Z][a-z]", message)
    assert not message.endswith((".", " "))
    assert message.isprintable()
    assert len(message) < 600


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "'x'"),
        ("\ud800\n", "'\\ud800\\n'"),
        (b"x", "b'x'"),
        (5, "5"),
        ("x" * 100, "'" + "x" * 58 + "…"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, …"),
    ],
)
def test_values_are_shown_cut_short(value: object, text: str) -> None:
    """A value stands in a message as Python would write it, in sixty characters at most."""
    assert shown(value) == text
    assert len(shown(value)) <= 60


def test_what_is_large_is_shown_quickly() -> None:
    """Of ten million letters only as many are escaped as are shown."""
    assert len(shown("\ud800" * 10_000_000)) == 60


def test_limits_are_documented() -> None:
    """Every limit has a line below it that says what it counts."""
    source = inspect.getsource(limits)
    for name in set(limits.__all__) - {"check_limit"}:
        assert re.search(rf'^{name} = .+\n"""\w', source, re.MULTILINE), name
        assert getattr(limits, name) > 0
    check_limit(5, 5, "text", "shorten it")
    with pytest.raises(LimitError, match="text is too large – 1,000 where at most 5 are taken – shorten it") as caught:
        check_limit(1_000, 5, "text", "shorten it")
    assert (caught.value.limit, caught.value.found, caught.value.field, caught.value.value) == (5, 1_000, "text", 1_000)


@pytest.mark.parametrize("name", TREE)
def test_errors_travel_between_processes(name: str) -> None:
    """An error pickled in a worker says and carries the same where it is caught."""
    error = EXAMPLES[name]
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
