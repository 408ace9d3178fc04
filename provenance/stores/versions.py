"""The versions of the SQLite schema: which tables each has, and how an older archive is brought to today's."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.stores.entries import KEPT

if TYPE_CHECKING:
    from provenance.stores.database import Database

__all__ = ["SCHEMA", "SCHEMAS", "VERSION", "bring_forward", "statements"]

SCHEMAS = {
    1: "c8842492bfe9956a8255e76e4f5c229bfa335d234a8932007c63080c7ec15656",
    2: "7c180609b9863751411ed4cd3d2534640448ee010de08c01eb005a709c958e4a",
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
    """Bring an archive of schema 1 to that of today in one transaction, after a copy of it was put beside it.

    Schema 1 kept no log. What was there then is entered now: hops, heads, evidence and statements, each in the order in
    which they came; which came before which of another kind was not recorded.
    """
    copy = database.path.with_name(f"{database.path.name}.schema-{version}")
    number = 1
    while copy.exists():
        number += 1
        copy = database.path.with_name(f"{database.path.name}.schema-{version}.{number}")
    database.copy_to(copy)
    with database.writing():
        if database.execute("pragma user_version").fetchone() == (version,):  # no other process was faster
            for statement in statements("schema.sql"):
                if "create table log (" in statement or "create table checkpoint (" in statement:
                    database.execute(statement)
            for records in KEPT.values():
                database.execute(f"insert into log (kind, digest) {records}")
            database.execute(f"pragma user_version = {VERSION}")
