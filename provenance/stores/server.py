"""A PostgreSQL database as a store asks it: connections from a pool, transactions, and the driver's errors as ours."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from provenance.errors import SchemaError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["DRIVER_ERRORS", "SCHEMA", "VERSION", "Server"]

DRIVER_ERRORS = (psycopg.Error, PoolTimeout)

VERSION = 2
"""The version of the schema, which goes with that of the files."""

SCHEMA = "fcf1de35d52e699ca2537256c007f34b78e975caa887e7cf606f3df031d8cb5a"
"""SHA-256 of postgres.sql, so that it does not change unnoticed."""

TRIES = 8
"""Times that a transaction is begun before it is given up; between them the wait doubles, to some six seconds in all."""

CONNECTIONS = 4
"""Connections that one store holds at most: one for each thread that asks it at once."""

PATIENCE = 60.0
"""Seconds that a writer waits for others to finish, and anybody for a connection."""

# what the pool has to say of lost connections goes to whoever listens, and not by default to standard error
logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())

_LOCK = 0x70726F76
"""The advisory lock that writers take turns by: "prov" in ASCII. Locks are each database's own."""

_T = TypeVar("_T")


class Server:
    """One archive in one PostgreSQL database: the tables are those of the schema that the connection is set to."""

    def __init__(self, where: str, *, readonly: bool) -> None:
        self.readonly = readonly
        self.path = _named(where)
        self._local = threading.local()
        self._pool = ConnectionPool(
            where,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=PATIENCE,
            open=False,
            kwargs={"autocommit": True, "application_name": "provenance"},
            configure=_configured,
            check=ConnectionPool.check_connection,  # one that was lost meanwhile is replaced before it is used
        )
        try:
            with psycopg.connect(where, connect_timeout=10, autocommit=True) as connection:
                self._prepare(connection)
        except DRIVER_ERRORS as error:
            raise self.told(error) from error
        self._pool.open()

    def _prepare(self, connection: psycopg.Connection[Any]) -> None:
        with connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
            if connection.execute("select to_regclass('archive') is null").fetchone() == (True,):
                if self.readonly:
                    raise SchemaError(
                        f"no archive – {self.path} – open it for writing to begin one", found=None, known=VERSION
                    )
                if connection.execute("select to_regclass('hop') is not null").fetchone() == (True,):
                    raise SchemaError(
                        f"another program's tables – {self.path} – give a database or a schema of its own",
                        found="hop",
                        known=VERSION,
                    )
                connection.execute(_schema().encode())
                connection.execute("insert into archive values (%s, %s)", (VERSION, SCHEMA))
        found = connection.execute("select version, digest from archive").fetchall()
        if found != [(VERSION, SCHEMA)]:
            raise SchemaError(
                f"an archive of another schema – {self.path} – this version reads schema {VERSION}",
                found=found[0][0] if found else None,
                known=VERSION,
            )

    @property
    def _connection(self) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] = self._local.connection
        return connection

    def execute(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> psycopg.Cursor[Any]:
        """Run a statement within ``reading`` or ``writing`` and return its cursor.

        A question without values may ask for a whole table: its rows are fetched a few thousand at a time.
        """
        if values or not statement.lstrip().startswith("select"):
            return self._connection.execute(_translated(statement).encode(), values or None)
        cursors = self._local.cursors
        cursors.append(psycopg.ServerCursor(self._connection, f"rows_{len(cursors)}"))
        cursors[-1].itersize = 2_000
        found: psycopg.Cursor[Any] = cursors[-1].execute(_translated(statement).encode())
        return found

    @contextmanager
    def reading(self) -> Iterator[Server]:
        """Return a transaction that sees one state of the archive."""
        with self._transaction("begin isolation level repeatable read, read only"):
            yield self

    @contextmanager
    def writing(self) -> Iterator[Server]:
        """Return a transaction that writes whole or not at all; it waits for other writers before it begins.

        They take turns, so that what comes is numbered in the order in which it is committed.
        """
        if self.readonly:
            raise StoreError(f"the archive is read-only – {self.path} – open it for writing")
        with self._transaction("begin"):
            self._connection.execute(f"set local lock_timeout = '{PATIENCE:.0f}s'")
            self._connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
            yield self

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        try:
            with self._pool.connection() as connection:
                self._local.connection, self._local.cursors = connection, []
                connection.execute(begin.encode())
                try:
                    yield
                    self._close_cursors()
                except BaseException:
                    with suppress(psycopg.Error):  # a connection that is gone has nothing to undo
                        connection.execute("rollback")
                    self._close_cursors()
                    raise
                connection.execute("commit")
        except DRIVER_ERRORS as error:
            raise self.told(error) from error

    def _close_cursors(self) -> None:
        for cursor in self._local.cursors:
            with suppress(psycopg.Error):  # one that the database has closed already
                cursor.close()

    def again(self, work: Callable[[], _T]) -> _T:
        """Return what some work in one transaction gives; where it failed by chance it is done again, some times."""
        for attempt in range(TRIES):
            try:
                return work()
            except StoreError as error:
                if attempt == TRIES - 1 or not _may_pass(error.__cause__):
                    raise
                time.sleep(0.05 * 2**attempt)
        raise AssertionError("unreachable")

    def copy(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Write rows into a table in one go, in the order of its columns."""
        if rows:
            with self._connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin".encode()) as copy:
                for row in rows:
                    copy.write_row(row)

    def each(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement for each of some rows."""
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(statement).encode(), rows)

    def truncate_log(self) -> bool:
        """Return true: what the server keeps of old rows is its own to clean (vacuum, and the log of its transactions)."""
        return True

    def faults(self) -> Iterator[str]:
        """Yield nothing: pages are the server's, and its checksums guard them."""
        yield from ()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def told(self, error: Exception) -> StoreError:
        """Return the driver's error as ours."""
        for kind, (what, mend) in _MEANING.items():
            if isinstance(error, kind):
                return StoreError(f"{what} – {self.path} – {mend}")
        return StoreError(f"{' '.join(str(error).split())} – {self.path} – see the cause")


_MEANING: dict[type[Exception], tuple[str, str]] = {
    errors.DiskFull: ("the disk is full", "nothing of this was kept; make room and put it again"),
    errors.ReadOnlySqlTransaction: ("the archive is read-only", "ask the server that may be written to"),
    errors.InsufficientPrivilege: ("not allowed", "ask for the right to read and write these tables"),
    errors.UndefinedTable: ("the archive is damaged", "a table is not there; restore it from a copy"),
    errors.LockNotAvailable: ("another process writes", f"it did not finish in {PATIENCE:.0f} seconds, try again"),
    errors.SerializationFailure: ("another process was faster", "try again"),
    PoolClosed: ("the store is closed", "open it again"),
    PoolTimeout: ("the server does not answer", "see that it runs, and try again"),
    psycopg.OperationalError: ("the server does not answer", "see that it runs and lets you in; see the cause"),
}
"""What the driver's errors mean here, and how to mend it; the narrower kinds first."""


def _named(where: str) -> str:
    """Return what messages call a database: where it is, and never its password."""
    try:
        given = conninfo_to_dict(where)
    except psycopg.ProgrammingError as error:
        raise StoreError(
            "no such place – a connection string that cannot be read – write postgresql://user@host/database"
        ) from error
    return f"postgresql://{given.get('host', '')}/{given.get('dbname', '')}"


def _configured(connection: psycopg.Connection[Any]) -> None:
    """Set a connection to follow links by their indexes: without statistics the planner reads whole tables instead.

    Such plans look dear to it, and what looks dear it would compile first, which takes longer than to do it.
    """
    for name in ("enable_hashjoin", "enable_mergejoin", "enable_seqscan", "jit"):
        connection.execute(f"set {name} = off".encode())


def _may_pass(error: BaseException | None) -> bool:
    """Return whether it may go well the next time: after a quarrel, or with a server that went away and may come back."""
    if isinstance(error, errors.SerializationFailure | errors.DeadlockDetected):
        return True
    if isinstance(error, PoolClosed | PoolTimeout):  # that was waited for already
        return False
    # without a code the connection itself is lost; class 08 says so too, class 57 that the server is going or coming
    return isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08")[:2] in {"08", "57"}


@lru_cache(maxsize=256)
def _translated(statement: str) -> str:
    """Return a statement with its places for values spelt as psycopg spells them."""
    statement = statement.replace("instr(data, :words)", "position(cast(:words as bytea) in data) > 0")
    return re.sub(r"(?<!:):([a-z]+)\b", r"%(\1)s", statement).replace("?", "%s")


def _schema() -> str:
    text = files("provenance.stores").joinpath("postgres.sql").read_text(encoding="utf-8")
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != SCHEMA:
        raise SchemaError("postgres.sql is not that of this version – install it anew", found=found, known=SCHEMA)
    return text
