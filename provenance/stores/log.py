"""The log of a store under inspection: whether it tells what is kept, and begins as it did at a checkpoint."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from provenance.canonical import Digest
from provenance.errors import IntegrityError, shown
from provenance.merkle import KINDS, SIZE, Tree, entry, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from provenance.merkle import Checkpoint

__all__ = ["STATEMENTS", "faults_of_log", "taken_up"]

STATEMENTS = frozenset({"glosses", "waivers", "corrections", "withholdings"})
"""Kinds that come in one common order, as they are kept in one table."""

_MEND = "restore it from a copy"


def taken_up(entries: Iterable[tuple[Any, Any]], tree: Tree) -> Tree:
    """Return a tree with further entries (kind, digest) taken up; IntegrityError for what is no entry."""
    for kind, digest in entries:
        if kind not in KINDS or not isinstance(digest, bytes) or len(digest) != SIZE:
            raise IntegrityError(
                f"no entry of the log – {shown(kind)}, {shown(digest)} – the log was altered, {_MEND}",
                expected=KINDS,
                actual=kind,
            )
        tree.append(leaf_hash(entry(kind, digest)))
    return tree


def faults_of_log(
    log: Iterable[tuple[int, str, bytes]],
    kept: Mapping[str, Iterable[tuple[str, bytes]]],
    *,
    peaks: Mapping[int, bytes],
    checkpoint: Checkpoint | None,
) -> Iterator[tuple[Digest | None, str]]:
    """Yield where a log and what is kept do not agree, each with the digest of the record it is about.

    ``log`` has the entries with their numbers, from 1; ``kept`` what came of hops, heads, evidence and statements, each
    by its kind, in order; ``peaks`` those that the tree had at some sizes, as the store itself remembers them.
    """
    waiting = {kind: iter(records) for kind, records in kept.items()}
    tree = Tree()
    yield from _faults_at(tree, peaks, checkpoint)
    for number, kind, digest in log:
        name = _name(digest)
        if number != tree.size + 1 or name is None:
            yield name, f"the log was altered – entry {tree.size + 1} is not there – {_MEND}"
            return
        found = next(waiting.get("statements" if kind in STATEMENTS else kind, iter(())), None)
        if found is None:
            yield name, f"a record is lost – {kind} {name}, entry {number} of the log – {_MEND}"
            return
        if found != (kind, digest):
            there = f"{found[0]} {_name(found[1])}"
            yield (
                name,
                f"other records – the log has {kind} {name} as entry {number}, and {there} stands there – {_MEND}",
            )
            return
        taken_up([found], tree)
        yield from _faults_at(tree, peaks, checkpoint)
    for kind, digest in chain(*waiting.values()):
        yield _name(digest), f"a record that never came – {kind} {_name(digest)} is not in the log – {_MEND}"
    if checkpoint is not None and tree.size < checkpoint.size:
        yield None, f"the tail is cut – {tree.size:,} entries of the {checkpoint.size:,} at the checkpoint – {_MEND}"
    for size in peaks:
        if not 0 <= size <= tree.size:
            yield None, f"the tail is cut – {tree.size:,} entries, where once there were {size:,} – {_MEND}"


def _faults_at(
    tree: Tree, peaks: Mapping[int, bytes], checkpoint: Checkpoint | None
) -> Iterator[tuple[Digest | None, str]]:
    if peaks.get(tree.size, tree.peaks) != tree.peaks:
        yield None, f"the log was written anew – its first {tree.size:,} entries once had another root – {_MEND}"
    if checkpoint is not None and checkpoint.size == tree.size and checkpoint != tree.checkpoint:
        told = f"its first {tree.size:,} entries have the root {tree.checkpoint.root}, not {checkpoint.root}"
        yield None, f"the log was written anew since the checkpoint – {told} – {_MEND}"


def _name(digest: object) -> Digest | None:
    return Digest(digest.hex()) if isinstance(digest, bytes) and len(digest) == 32 else None
