"""The log of a store as a Merkle tree: what came when, in one digest that shows any later change of it (RFC 9162).

A store writes an entry for every record it keeps, in the order in which they came, and never touches one again. An
entry names the record's kind and its digest. It names neither words nor evidence themselves, so that both can be
withheld while the log stays as it is; nor what is computed (comparisons, the index), for that can be made again.

A hash over a row shows that it was altered. Only a `Checkpoint` kept elsewhere shows that the tail was cut off, or that
all was written anew with other hashes. Leaves are ``SHA-256(00 ‖ entry)``, nodes ``SHA-256(01 ‖ left ‖ right)``, the
root of no entries is the SHA-256 of nothing, and a tree is cut at the largest power of two below its size.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from provenance.canonical import Digest, canonical_bytes
from provenance.errors import IntegrityError, RecordError, UnreadableError, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "FORMAT",
    "KINDS",
    "SIZE",
    "Checkpoint",
    "Tree",
    "consistency_proof",
    "entry",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "read_checkpoint",
    "root_of",
    "spell_checkpoint",
]

FORMAT = "provenance-checkpoint/1"
"""The name and version of a checkpoint's document."""

KINDS = ("hop", "head", "evidence", "glosses", "waivers", "corrections", "withholdings")
"""What may come: a hop; the head of a chain that was put; the bytes of evidence; and what stands beside hops, by the
names it has in a chain file. The digest is that of the hop, of the head, of the bytes, or of the thing spelt canonically."""

SIZE = 32
"""Bytes of a SHA-256 hash."""


def _size(_instance: object, _attribute: object, value: Any) -> None:
    if type(value) is not int or value < 0:
        raise RecordError(f"not a size – {shown(value)} – give a whole number from 0 on", field="size", value=value)


def _root(value: Any) -> Digest:
    if isinstance(value, str):
        return Digest.parse(value)
    if not isinstance(value, Digest):
        raise RecordError(f"not a root – {shown(value)} – give a digest", field="root", value=value)
    return value


@frozen(kw_only=True)
class Checkpoint:
    """How many entries a log had, and the root of the tree over them."""

    size: int = field(validator=_size)
    root: Digest = field(converter=_root)


def spell_checkpoint(checkpoint: Checkpoint) -> bytes:
    """Return a checkpoint as a document: canonical JSON and a line end."""
    return canonical_bytes({"format": FORMAT, "root": str(checkpoint.root), "size": checkpoint.size}) + b"\n"


def read_checkpoint(data: bytes) -> Checkpoint:
    """Return the checkpoint of a document; UnreadableError for anything else."""
    try:
        document = json.loads(data)
        if set(document) != {"format", "root", "size"} or document["format"] != FORMAT:
            raise UnreadableError(
                f"not a checkpoint – {shown(data)} – write one with: provenance store checkpoint", format=FORMAT
            )
        return Checkpoint(size=document["size"], root=document["root"])
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(
            f"not a checkpoint – {shown(data)} – write one with: provenance store checkpoint", format=FORMAT
        ) from error


def entry(kind: str, digest: bytes) -> bytes:
    """Return an entry of the log in canonical JSON, from its kind and the 32 bytes of the record's digest."""
    return b'{"digest":"sha256:%b","format":1,"kind":"%b"}' % (digest.hex().encode(), kind.encode())


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows: it keeps the roots of its whole subtrees and nothing else, some twenty hashes for a million.

    A tree can be taken up where it was left, by its size and its peaks, without a look at what went before.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        """Roots of whole subtrees, the largest first: one for each bit of the size."""

    @classmethod
    def at(cls, size: int, peaks: Any) -> Self:
        """Return a tree as it was left; IntegrityError for peaks that a tree of that size has not."""
        if size < 0 or not isinstance(peaks, bytes) or len(peaks) != SIZE * size.bit_count():
            raise IntegrityError(
                f"no tree of {size} entries – {shown(peaks)} as its peaks – the store was altered or damaged",
                expected=f"{SIZE * size.bit_count()} bytes",
                actual=peaks,
            )
        tree = cls()
        tree.size = size
        tree._peaks = [peaks[place : place + SIZE] for place in range(0, len(peaks), SIZE)]
        return tree

    def append(self, leaf: bytes) -> None:
        """Take up the hash of the next entry."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf = _node(peaks.pop(), leaf)
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    @property
    def peaks(self) -> bytes:
        """What the tree can be taken up from."""
        return b"".join(self._peaks)

    @property
    def root(self) -> bytes:
        """The hash over all entries."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        *left, root = self._peaks
        for peak in reversed(left):
            root = _node(peak, root)
        return root

    @property
    def checkpoint(self) -> Checkpoint:
        """Size and root."""
        return Checkpoint(size=self.size, root=Digest(self.root.hex()))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of entries."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from one entry to the root over all (RFC 9162, 2.1.3.1), from below."""
    if not 0 <= index < len(leaves):
        raise RecordError(
            f"no such entry – {index} of {len(leaves)} – they are numbered from 0", field="index", value=index
        )
    start, end, proof = 0, len(leaves), list[bytes]()
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return tuple(reversed(proof))


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether a proof leads from an entry's hash, at its place, to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = _node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from the tree over the first ``size`` entries to that over all (RFC 9162, 2.1.4.1)."""
    if not 0 < size <= len(leaves):
        raise RecordError(
            f"no such tree – {size} of {len(leaves)} entries – give a size from 1 on", field="size", value=size
        )
    start, end, whole, proof = 0, len(leaves), True, list[bytes]()
    while size != end - start:
        middle = _largest_power_below(end - start)
        if size <= middle:
            proof.append(root_of(leaves[start + middle : end]))
            end = start + middle
        else:
            proof.append(root_of(leaves[start : start + middle]))
            start, size, whole = start + middle, size - middle, False
    if not whole:
        proof.append(root_of(leaves[start:end]))
    return tuple(reversed(proof))


def is_consistent(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Return whether a proof shows that the newer log begins with the older one (RFC 9162, 2.1.4.2).

    An empty log is the beginning of every log; that needs no proof, and has none.
    """
    if old.size in {0, new.size}:
        start = hashlib.sha256(b"").hexdigest() if old.size == 0 else new.root.hex
        return not proof and old.root.hex == start
    if old.size > new.size:
        return False
    steps = list(proof)
    first = bytes.fromhex(old.root.hex)
    if old.size & (old.size - 1) == 0:
        steps.insert(0, first)
    if not steps:
        return False
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = _node(step, before), _node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = _node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == first and after.hex() == new.root.hex


def _largest_power_below(size: int) -> int:
    """Return the largest power of two below a size from 2 on."""
    return 1 << (size - 1).bit_length() - 1
