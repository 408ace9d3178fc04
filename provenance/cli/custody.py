"""``store verify --captures``: what became of the files that chains were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.chain import Chain

__all__ = ["told_captures"]


def told_captures(chains: Iterable[Chain], folder: str) -> bool:
    """Print a line for each capture of the chains, and how many were found, changed, not examined; return whether none changed."""
    from provenance.custody import check_captures  # noqa: PLC0415 - on first use, so that help opens at once

    custody = check_captures(chains, folder)
    for one in custody.checks:
        digest = one.capture.data or one.capture.text
        what = "no digest" if digest is None else digest.hex[:16]
        changed = "" if one.changed is None else f" {one.changed}"
        where = "" if one.file is None else f"  {one.file}"
        click.echo(safe(f"{what}  {one.verdict}{changed}{where}  {one.reason}"))
    for name, why in custody.unread:
        click.echo(safe(f"not looked into: {name}: {why}"), err=True)
    click.echo(custody.sentence)
    return custody.ok
