"""Opening a store by where it is: a file, memory, or a server."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import MissingExtraError, StoreError

if TYPE_CHECKING:
    from provenance.stores.base import Store

__all__ = ["open_store"]


def open_store(where: str | Path, *, readonly: bool = False, searchable: bool = True) -> Store:
    """Return the store at a path (an SQLite file, begun if there is none), or one in memory for ``":memory:"``.

    ``postgresql://user@host/database`` is a store in that database, begun in an empty one.

    With ``readonly`` nothing is written and no file is begun. Without ``searchable`` what is put is not entered in the
    index of passages, which makes up most of the time of putting a long text; until ``reindex``, ``trace`` refuses and
    ``verify`` says so. SchemaError for a file that is no archive, or one of
    another version; StoreError for a place where none can be. Use it in a ``with`` statement, which closes it.
    """
    text = str(where)
    if text == ":memory:":
        if readonly:
            raise StoreError("nothing to read – :memory: is empty at first – give a path, or open it for writing")
        from provenance.stores.memory import MemoryStore  # noqa: PLC0415 - on first use, one kind of store is enough

        return MemoryStore()
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", text)
    if scheme is not None:
        if scheme.group(1).lower() not in {"postgresql", "postgres"}:
            raise StoreError(
                f"no such kind of store – {scheme.group(1)}:// – give a path for a store in an SQLite file, or postgresql://…"
            )
        if find_spec("psycopg") is None or find_spec("psycopg_pool") is None:
            raise MissingExtraError(
                "psycopg is not installed – postgresql://… – pip install 'translation-provenance[postgres]'",
                extra="postgres",
            )
        from provenance.stores.postgres import PostgresStore  # noqa: PLC0415 - on first use, it loads the driver

        return PostgresStore(f"postgresql{text[scheme.end(1) :]}", readonly=readonly, searchable=searchable)
    if not text.strip():
        raise StoreError("no name – an empty path – give the name of an archive, or of a new file")
    from provenance.stores.sqlite import SQLiteStore  # noqa: PLC0415 - on first use, it loads the driver

    return SQLiteStore(Path(where), readonly=readonly, searchable=searchable)
