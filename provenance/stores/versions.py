"""The versions of the SQLite schema: which tables each has, and how an older archive is brought to today's."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.stores.entries import KEPT

if TYPE_CHECKING:
    from provenance.stores.database import Database

__all__ = ["SCHEMA", "SCHEMAS", "VERSION", "bring_forward", "statements"]

SCHEMAS = {
    1: "c8842492bfe9956a8255e76e4f5c229bfa335d234a8932007c63080c7ec15656",
    2: "7c180609b9863751411ed4cd3d2534640448ee010de08c01eb005a709c958e4a",
    3: "e15a78751366b7ebb9c8e58a8b72c3c8327db222b43f34546b6d1e59b6b35e50",
}
"""By the version, SQLite's user_version: SHA-256 of the schema as SQLite keeps it, so that neither the file here nor an
archive's changes unnoticed."""

VERSION = max(SCHEMAS)
"""The version that is written; older ones are brought forward, newer ones refused."""

SCHEMA = SCHEMAS[VERSION]


def statements(name: str) -> list[str]:
    """Return the statements of an SQL file that stands beside this one."""
    text = files("provenance.stores").joinpath(name).read_text(encoding="utf-8")
    return [statement for statement in text.split(";") if statement.strip()]


def bring_forward(database: Database, version: int) -> None:
    """Bring an older archive to today's schema in one transaction, after a copy of it was put beside it.

    Schema 1 kept no log. What was there then is entered now: hops, heads, evidence and statements, each in the order in
    which they came; which came before which of another kind was not recorded. Up to schema 2 comparisons stood in the
    index of their table, where a record of more than a kilobyte takes a page of its own.
    """
    copy = database.path.with_name(f"{database.path.name}.schema-{version}")
    number = 1
    while copy.exists():
        number += 1
        copy = database.path.with_name(f"{database.path.name}.schema-{version}.{number}")
    database.copy_to(copy)
    with database.writing():
        if database.execute("pragma user_version").fetchone() == (version,):  # no other process was faster
            if version < 2:
                _begin_log(database)
            _move_comparisons(database)
            database.execute(f"pragma user_version = {VERSION}")


def _begin_log(database: Database) -> None:
    for statement in statements("schema.sql"):
        if "create table log (" in statement or "create table checkpoint (" in statement:
            database.execute(statement)
    for records in KEPT.values():
        database.execute(f"insert into log (kind, digest) {records}")


def _move_comparisons(database: Database) -> None:
    database.execute("alter table comparison rename to former")
    database.execute("drop index comparison_through")
    table, index = (
        statement for statement in statements("schema.sql") if re.search(r"create \w+ comparison", statement)
    )
    database.execute(table)
    columns = "hop, source, digest, through, record"
    database.execute(f"insert into comparison ({columns}) select {columns} from former order by hop, source, digest")
    database.execute("drop table former")
    database.execute(index)
