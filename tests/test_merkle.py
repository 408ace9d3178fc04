"""The tree over a log: roots and proofs of RFC 9162, against its own recursive definitions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import Digest, canonical_bytes
from provenance.errors import IntegrityError, ProvenanceError, RecordError, UnreadableError
from provenance.merkle import (
    KINDS,
    Checkpoint,
    Tree,
    consistency_proof,
    entry,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    read_checkpoint,
    root_of,
    spell_checkpoint,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

INPUTS = tuple(
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
"""The entries that the logs of Certificate Transparency have tested their trees with since RFC 6962."""

ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Their roots, for the first, the first two, … of them."""

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

SIZES = st.integers(1, 70)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def split(count: int) -> int:
    """The largest power of two smaller than a number, found by trying."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def mth(entries: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written there."""
    if not entries:
        return h(b"")
    if len(entries) == 1:
        return h(b"\x00" + entries[0])
    k = split(len(entries))
    return h(b"\x01" + mth(entries[:k]) + mth(entries[k:]))


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1, as it is written there."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: Sequence[bytes], b: bool) -> list[bytes]:
    """RFC 9162, 2.1.4.1, as it is written there."""
    if m == len(entries):
        return [] if b else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], b), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def checkpoint(size: int) -> Checkpoint:
    return Checkpoint(size=size, root=Digest(root_of(leaves(size)).hex()))


def test_known_roots() -> None:
    """The roots over the entries that logs are tested with are the known ones, and that of nothing is SHA-256's."""
    assert Tree().root.hex() == EMPTY
    for size, root in enumerate(ROOTS, 1):
        assert root_of(map(leaf_hash, INPUTS[:size])).hex() == root
        assert mth(INPUTS[:size]).hex() == root


@given(st.lists(st.binary(max_size=5), max_size=70))
def test_the_root_is_the_recursive_one(entries: list[bytes]) -> None:
    """A tree that grows entry by entry has the root that the RFC defines by cutting it in two."""
    assert root_of(map(leaf_hash, entries)) == mth(entries)


@given(SIZES, st.integers(0, 70))
def test_a_tree_is_taken_up_where_it_was_left(size: int, more: int) -> None:
    """From size and peaks alone a tree goes on as if it had never been put down."""
    every = leaves(size + more)
    tree = Tree()
    for leaf in every[:size]:
        tree.append(leaf)
    again = Tree.at(size, tree.peaks)
    for leaf in every[size:]:
        again.append(leaf)
    assert again.root == root_of(every)
    assert again.checkpoint == Checkpoint(size=size + more, root=Digest(again.root.hex()))


@pytest.mark.parametrize(
    ("size", "peaks"), [(1, b""), (0, b"\x00" * 32), (3, b"\x00" * 32), (-1, b""), (2, b"\x00" * 33)]
)
def test_peaks_of_another_size_are_refused(size: int, peaks: bytes) -> None:
    """A tree is not taken up from as many peaks as its size does not have."""
    with pytest.raises(IntegrityError):
        Tree.at(size, peaks)


@given(st.data())
def test_an_inclusion_proof_is_the_recursive_one_and_holds(data: st.DataObject) -> None:
    """The proof for any entry is the RFC's, and leads to the root; at another place, or of another entry, it does not."""
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))
    entries = [str(number).encode() for number in range(size)]
    hashes = leaves(size)
    proof = inclusion_proof(hashes, index)
    assert list(proof) == path(index, entries)
    root = mth(entries)
    assert is_included(hashes[index], index, size, proof, root)
    assert not is_included(leaf_hash(b"strange"), index, size, proof, root)
    assert not any(
        is_included(hashes[index], other, size, proof, root) for other in range(-1, size + 1) if other != index
    )
    assert not is_included(hashes[index], index, size, (*proof, root), root)
    for place in range(len(proof)):
        assert not is_included(hashes[index], index, size, (*proof[:place], *proof[place + 1 :]), root)
        assert not is_included(hashes[index], index, size, (*proof[:place], root, *proof[place + 1 :]), root)


@given(st.data())
def test_a_consistency_proof_is_the_recursive_one_and_holds(data: st.DataObject) -> None:
    """The proof between any two sizes is the RFC's and holds; with another root, size or hash it does not."""
    new = data.draw(SIZES)
    old = data.draw(st.integers(1, new))
    entries = [str(number).encode() for number in range(new)]
    proof = consistency_proof(leaves(new), old)
    assert list(proof) == subproof(old, entries, True)
    before, after = checkpoint(old), checkpoint(new)
    assert is_consistent(before, after, proof)
    strange = Digest("0" * 64)
    assert not is_consistent(Checkpoint(size=old, root=strange), after, proof)
    assert not is_consistent(before, Checkpoint(size=new, root=strange), proof)
    assert not is_consistent(before, after, (*proof, bytes(32)))
    if old < new:
        assert not is_consistent(after, before, proof)
        assert not is_consistent(before, after, ())
        for place in range(len(proof)):
            assert not is_consistent(before, after, (*proof[:place], bytes(32), *proof[place + 1 :]))
            assert not is_consistent(before, after, (*proof[:place], *proof[place + 1 :]))


def test_the_empty_log_begins_every_log() -> None:
    """Nothing is a beginning of anything, without proof; another root for it is a lie."""
    nothing = Tree().checkpoint
    assert nothing.root.hex == EMPTY
    assert is_consistent(nothing, checkpoint(5), ())
    assert is_consistent(nothing, nothing, ())
    assert not is_consistent(Checkpoint(size=0, root=Digest("0" * 64)), checkpoint(5), ())


@given(st.data())
def test_no_change_of_the_past_is_consistent(data: st.DataObject) -> None:
    """Where an entry was altered, dropped, added or moved before the old size, no proof of the new log holds."""
    entries = [str(number).encode() for number in range(data.draw(st.integers(2, 40)))]
    old = data.draw(st.integers(2, len(entries)))
    before = Checkpoint(size=old, root=Digest(mth(entries[:old]).hex()))
    place = data.draw(st.integers(0, old - 2))
    altered = {
        "altered": [*entries[:place], b"other", *entries[place + 1 :]],
        "dropped": [*entries[:place], *entries[place + 1 :]],
        "added": [*entries[:place], b"other", *entries[place:]],
        "moved": [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]],
    }[data.draw(st.sampled_from(["altered", "dropped", "added", "moved"]))]
    hashes = list(map(leaf_hash, altered))
    after = Checkpoint(size=len(altered), root=Digest(root_of(hashes).hex()))
    if old <= len(altered):
        assert not is_consistent(before, after, consistency_proof(hashes, old))
    else:
        assert not is_consistent(before, after, ())


def test_proofs_of_nothing_are_refused() -> None:
    """An entry that is not there and a tree that is not there have no proof."""
    for index in (-1, 3):
        with pytest.raises(RecordError):
            inclusion_proof(leaves(3), index)
    for size in (0, 4):
        with pytest.raises(RecordError):
            consistency_proof(leaves(3), size)


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_canonical(kind: str) -> None:
    """An entry is spelt as RFC 8785 spells it, with its kind and the version of the format."""
    digest = h(kind.encode())
    assert entry(kind, digest) == canonical_bytes({"kind": kind, "format": 1, "digest": f"sha256:{digest.hex()}"})


def test_a_checkpoint_comes_back() -> None:
    """A checkpoint written as a document is read back the same."""
    for size in (0, 1, 7):
        assert read_checkpoint(spell_checkpoint(checkpoint(size))) == checkpoint(size)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"7",
        b"\xff",
        b"[" * 100_000,
        spell_checkpoint(checkpoint(3))[:-9],
        spell_checkpoint(checkpoint(3)).replace(b"/1", b"/2"),
        spell_checkpoint(checkpoint(3)).replace(b":3", b":-3"),
        spell_checkpoint(checkpoint(3)).replace(b":3", b":3.0"),
        spell_checkpoint(checkpoint(3)).replace(b":3", b":true"),
        spell_checkpoint(checkpoint(3)).replace(b"sha256:", b"sha512:"),
        b'{"format":"provenance-checkpoint/1","root":7,"size":3}',
    ],
)
def test_what_is_no_checkpoint_is_refused(data: bytes) -> None:
    """Anything but a whole checkpoint is refused as unreadable."""
    with pytest.raises(UnreadableError):
        read_checkpoint(data)


@pytest.mark.parametrize("size", [-1, True, 2.0, None])
def test_a_size_is_a_whole_number(size: int) -> None:
    """A checkpoint has a size that a log can have."""
    with pytest.raises(ProvenanceError):
        Checkpoint(size=size, root=Digest(EMPTY))
