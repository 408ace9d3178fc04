"""``store checkpoint``, ``key``, ``sign``, ``verify``: that nothing was altered, and who vouches for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.files import read_bytes, write
from provenance.cli.screen import while_working

if TYPE_CHECKING:
    from provenance.canonical import Digest
    from provenance.merkle import Checkpoint
    from provenance.signing import Key, Signed

__all__ = ["checkpoint", "key", "sign", "verify"]


def _claims(command: Any) -> Any:
    """Add the options of what is signed."""
    for option in (
        click.option("-o", "--output", default="-", metavar="F", help="Write to a file; default is standard output."),
        click.option(
            "--on", metavar="DATE", help="What the statement is to say of its day; nothing here reads a clock."
        ),
        click.option("--by", metavar="NAME", help="What the statement is to say of who stands behind it."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("db", metavar="DB")
@click.option("--key", "keys", multiple=True, metavar="F", help="Sign it with this key; several may sign.")
@_claims
def checkpoint(db: str, keys: tuple[str, ...], by: str | None, on: str | None, output: str) -> None:
    """Write down how many records DB has and the root over them, to be kept elsewhere.

    \b
    Whoever holds it can show later that nothing was cut off or written anew:
      provenance store checkpoint quotes.db --key desk -o monday.json
      provenance store verify quotes.db --checkpoint monday.json --key desk.pub
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block
    from provenance.merkle import spell_checkpoint  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above

    if not keys and (by or on):
        raise click.UsageError("--by and --on stand in what is signed: give a --key too")
    with open_store(db) as kept:
        found = kept.checkpoint()
    write(output, _signed(found, keys, by, on) if keys else spell_checkpoint(found))


@click.command()
@click.argument("db", metavar="DB")
@click.argument("head", metavar="DIGEST")
@click.option("--key", "keys", multiple=True, required=True, metavar="F", help="Sign with this key; several may sign.")
@_claims
def sign(*, db: str, head: str, keys: tuple[str, ...], by: str | None, on: str | None, output: str) -> None:
    """Sign one chain of DB: its head's digest vouches for all that it rests on."""
    from provenance.stores import open_store  # noqa: PLC0415 - on first use, so that help opens at once

    with open_store(db, readonly=True) as kept:
        digest = kept.get(head).digest
    write(output, _signed(digest, keys, by, on))


def _signed(about: Digest | Checkpoint, keys: tuple[str, ...], by: str | None, on: str | None) -> bytes:
    from provenance.signing import sign as signed  # noqa: PLC0415 - on first use, so that help opens at once

    return signed(about, *map(_opened, keys), by=by, on=on)


def _opened(place: str) -> Key:
    """Return the key in a file; whoever sits at the terminal is asked for its password, if it has one."""
    from provenance.errors import SignatureError  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.signing import read_key  # noqa: PLC0415 - as above

    try:
        return read_key(place)
    except SignatureError as error:
        if error.reason != "password":
            raise
    return read_key(place, password=click.prompt(f"password of {place}", hide_input=True, err=True).encode())


@click.command()
@click.argument("place", metavar="F")
@click.option("--password", is_flag=True, help="Ask for a password, and encrypt the key with it.")
def key(place: str, password: bool) -> None:
    """Make a key to sign with: F for its owner alone, F.pub to hand out. No file is ever written over."""
    from provenance.signing import new_key  # noqa: PLC0415 - on first use, so that help opens at once

    secret = None
    if password:
        secret = click.prompt("password", hide_input=True, confirmation_prompt=True, err=True).encode()
    made = new_key(place, password=secret)
    click.echo(f"made: {place} and {place}.pub, key {made.public.id}")


@click.command()
@click.argument("db", metavar="DB")
@click.option("--checkpoint", "place", metavar="F", help="A checkpoint of DB, signed or not, or a signed head.")
@click.option("--key", "keys", multiple=True, metavar="F", help="A public key that must have signed it.")
@click.option("--captures", metavar="DIR", help="Look in a folder for the files that the chains were read from, too.")
def verify(db: str, place: str | None, keys: tuple[str, ...], captures: str | None) -> int:
    """Recompute every digest and re-apply every difference of DB; exit code 1 names the first bad record.

    With a checkpoint that was kept elsewhere it also finds what was cut off, or written anew, since. With a folder of
    what was captured it tells of each capture whether its bytes are there, or were encoded anew, or rewritten.
    """
    from provenance.canonical import Digest  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.stores import open_store  # noqa: PLC0415 - as above
    from provenance.terminal import safe  # noqa: PLC0415 - as above

    if keys and place is None:
        raise click.UsageError("--key says who must have signed a checkpoint: give --checkpoint too")
    about, signed = (None, None) if place is None else _vouched(place, keys)
    with open_store(db, readonly=True) as kept, while_working("verifying"):
        if isinstance(about, Digest):
            kept.get(about)
            verification = kept.verify()
        else:
            verification = kept.verify(about)
    click.echo(verification.sentence)
    if signed is not None:
        click.echo(safe(str(signed)))
    kept_whole = True
    if captures is not None:
        from provenance.cli.custody import told_captures  # noqa: PLC0415 - as above

        with open_store(db, readonly=True) as kept:
            kept_whole = told_captures((kept.get(head) for head in kept.heads()), captures)
    return 0 if verification.ok and kept_whole else 1


def _vouched(place: str, keys: tuple[str, ...]) -> tuple[Digest | Checkpoint, Signed | None]:
    """Return what a file is about, and who signed it: every one of the keys, or nobody if none is given."""
    from provenance.merkle import read_checkpoint  # noqa: PLC0415 - on first use, so that help opens at once
    from provenance.signing import check_signatures, read_public_key  # noqa: PLC0415 - as above

    data = read_bytes(place)
    if not keys:
        if b'"payloadType"' in data:
            raise click.UsageError(f"{place} is signed: say by whom with --key")
        return read_checkpoint(data), None
    public = [read_public_key(each) for each in dict.fromkeys(keys)]
    signed = check_signatures(data, public, threshold=len(set(public)))
    return signed.about, signed
