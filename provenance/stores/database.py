"""One SQLite file: made, opened, known for what it is, written in transactions; the driver's errors become ours here."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from provenance.errors import SchemaError, StoreError
from provenance.stores.versions import SCHEMA, SCHEMAS, VERSION, bring_forward, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

__all__ = ["APPLICATION", "DRIVER_ERRORS", "INDEX", "SCHEMA", "VERSION", "Database", "statements"]

DRIVER_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What the driver raises; the second where a damaged name stands in its own message."""

APPLICATION = 0x70726F76
"""SQLite's application_id of our files: "prov" in ASCII."""

MAGIC = b"SQLite format 3\x00"
"""What an SQLite file begins with."""

INDEX = ("passage", "posting", "shingle", "shingle_config", "shingle_data", "shingle_idx")
"""The tables of the index of passages: no part of the schema, for they can be made anew."""

PAGE = 4_096
"""Bytes a page. A commit writes each page it touched whole, now to the log and later to the archive: with 16,384 a put
took a fifth longer. Batches at half a million hops, whose digests touch a page each, took a third less."""

CACHE = 65_536
"""KiB of pages kept in memory at most: digests fall anywhere in their index, and a batch meets much of it again."""

READERS = 4_096
"""The same for who only reads: the system keeps what is read often, and to export or verify takes no more in a large
archive than in a small one. Traces at a million passages take as long with sixteen times as much."""

LOG = 512
"""Pages after which the log is brought into the archive and written over: a flush costs half as much again where the
log grows, as its length is flushed too. With 256 a put takes a twentieth longer, as the archive is flushed twice as
often; with 1,000 the first few hundred puts take a tenth longer, and those that follow gain little."""

PATIENCE = 60.0
"""Seconds that a writer waits for others to finish."""


class Database:
    """A connection to one archive, for the thread that opened it."""

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        _check_path(path, readonly=readonly)
        try:
            self._connection = _connected(path, readonly=readonly)
        except DRIVER_ERRORS as error:
            raise self.told(error) from error
        try:
            self._prepare()
        except DRIVER_ERRORS as error:
            self._connection.close()
            raise self.told(error) from error
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        """Make the archive if the file is new, else see that it is one."""
        self.execute("pragma trusted_schema = off")
        self.execute("pragma cell_size_check = on")
        if self._value("pragma schema_version") == 0:
            if self.readonly:
                raise SchemaError(
                    f"an empty file – {self.path} – open it for writing to begin an archive", found=None, known=VERSION
                )
            self._create()
        self._recognise()
        self.execute(f"pragma cache_size = -{READERS if self.readonly else CACHE}")
        if not self.readonly:
            self.execute("pragma synchronous = full")
            self.execute("pragma secure_delete = on")
            self.execute(f"pragma wal_autocheckpoint = {LOG}")
            self._write_ahead()

    def _create(self) -> None:
        self.execute(f"pragma page_size = {PAGE}")  # a file keeps it for good, so it comes first
        with self.writing():
            if self._value("pragma schema_version") == 0:  # no other process was faster
                for statement in (*statements("schema.sql"), *statements("index.sql")):
                    self.execute(statement)
                self.execute(f"pragma application_id = {APPLICATION}")
                self.execute(f"pragma user_version = {VERSION}")

    def _recognise(self) -> None:
        application = self._value("pragma application_id")
        if application != APPLICATION:
            raise SchemaError(
                f"another program's SQLite file – {self.path} – give an archive, or a new file's name",
                found=application,
                known=APPLICATION,
            )
        version = self._version()
        if version in SCHEMAS and version != VERSION and not self.readonly:
            bring_forward(self, version)
            version = self._version()
        if version != VERSION:
            mend = f"this version reads schema {VERSION}"
            if version in SCHEMAS:
                mend = f"open it for writing once, which brings it to schema {VERSION}"
            raise SchemaError(f"an archive of schema {version} – {self.path} – {mend}", found=version, known=VERSION)

    def _version(self) -> int:
        """Return the version of the schema, once the tables are found to be those of that version."""
        version: int = self._value("pragma user_version")
        found = schema_digest(self._connection)
        if version in SCHEMAS and found != SCHEMAS[version]:
            raise SchemaError(
                f"an archive whose tables were altered – {self.path} – restore it from a copy",
                found=found,
                known=SCHEMAS[version],
            )
        return version

    def copy_to(self, path: Path) -> None:
        """Write a copy of the archive as it is now, by SQLite's own backup, into a file that is not there yet."""
        with closing(_connect(path, "mode=rwc")) as copy:
            self._connection.backup(copy)

    def _write_ahead(self) -> None:
        if self._value("pragma journal_mode") != "wal":
            self.execute("pragma journal_mode = wal")

    def execute(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Run a statement; outside ``reading`` and ``writing`` the driver's errors come as they are."""
        return self._connection.execute(statement, values)

    def _value(self, statement: str) -> Any:
        return self.execute(statement).fetchone()[0]

    def reading(self) -> _Transaction:
        """Return a transaction that sees one state of the archive."""
        return _Transaction(self, writes=False)

    def writing(self) -> _Transaction:
        """Return a transaction that writes whole or not at all; it waits for other writers before it begins."""
        if self.readonly:
            raise self._refused(sqlite3.SQLITE_READONLY)
        return _Transaction(self, writes=True)

    def truncate_log(self) -> bool:
        """Bring all into the archive and empty the log beside it; return whether no reader was in the way."""
        try:
            busy, _, _ = self.execute("pragma wal_checkpoint(truncate)").fetchone()
        except DRIVER_ERRORS as error:
            raise self.told(error) from error
        return not busy

    def undo(self) -> None:
        """Undo the transaction, if the driver has not yet."""
        with suppress(*DRIVER_ERRORS):
            if self._connection.in_transaction:
                self._connection.execute("rollback")

    def faults(self) -> Iterator[str]:
        """Yield what SQLite itself finds damaged in the file."""
        (told,) = self.execute("pragma integrity_check (1)").fetchone()
        if told != "ok":
            yield f"the file is damaged – {told} – restore it from a copy"

    def close(self) -> None:
        """Close the connection; the last one to close brings the log into the archive."""
        try:
            self._connection.close()
        except DRIVER_ERRORS as error:
            raise self.told(error) from error

    def told(self, error: Exception) -> StoreError:
        """Return the driver's error as ours."""
        code = getattr(error, "sqlite_errorcode", -1) & 0xFF  # the low byte; -1 where the driver itself complains
        if isinstance(error, UnicodeDecodeError) or "Could not decode" in str(error):  # its message shows all the text
            return self._refused(sqlite3.SQLITE_CORRUPT)
        if code == sqlite3.SQLITE_NOTADB:
            return _no_sqlite(self.path)
        return self._refused(code, (str(error), "see the cause"))

    def _refused(self, code: int, unknown: tuple[str, str] = ("", "")) -> StoreError:
        what, mend = _MEANING.get(code, unknown)
        return StoreError(f"{what} – {self.path} – {mend}")


_MEANING = {
    sqlite3.SQLITE_BUSY: ("another process writes", f"it did not finish in {PATIENCE:.0f} seconds, try again"),
    sqlite3.SQLITE_LOCKED: ("another cursor writes", "finish it, then try again"),
    sqlite3.SQLITE_FULL: ("the disk is full", "nothing of this was kept; make room and put it again"),
    sqlite3.SQLITE_READONLY: ("the archive is read-only", "open it for writing, or copy it to where you may write"),
    sqlite3.SQLITE_CANTOPEN: ("the archive cannot be opened", "see that you may write there, or open it readonly"),
    sqlite3.SQLITE_IOERR: ("the disk failed", "nothing of this was kept; look at the disk, then verify"),
    sqlite3.SQLITE_CORRUPT: ("the archive is damaged", "verify names the first bad record; restore it from a copy"),
    sqlite3.SQLITE_TOOBIG: ("too large for one row", "record the passage that is quoted, not the whole work"),
}
"""What the driver's result codes mean here, and how to mend it."""


class _Transaction:
    """A transaction; whatever the driver raises in it is ours when it leaves."""

    __slots__ = ("_database", "_writes")

    def __init__(self, database: Database, *, writes: bool) -> None:
        self._database = database
        self._writes = writes

    def __enter__(self) -> Database:
        try:
            self._database.execute("begin immediate" if self._writes else "begin")
        except DRIVER_ERRORS as error:
            raise self._database.told(error) from error
        return self._database

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._writes:
            try:
                self._database.execute("commit")
            except DRIVER_ERRORS as failed:
                self._database.undo()
                raise self._database.told(failed) from failed
            return
        self._database.undo()
        if isinstance(error, DRIVER_ERRORS):
            raise self._database.told(error) from error


def _check_path(path: Path, *, readonly: bool) -> None:
    if "\0" in str(path):
        raise StoreError(f"no such place – {str(path)!r} – no file's name has a NUL in it")
    try:
        there, regular, parent = path.exists(), path.is_file(), path.absolute().parent.is_dir()
        begins = _beginning(path) if regular else b""
    except OSError as error:
        raise StoreError(f"no such place – {str(path)!r} – {error}") from error
    if there and not regular:
        raise StoreError(f"not a file – {path} – give the name of an archive, or of a new file")
    if not there and readonly:
        raise StoreError(f"no such archive – {path} – open it for writing to begin one")
    if not parent:
        raise StoreError(f"no such folder – {path.absolute().parent} – make it first, or give another place")
    if begins not in {b"", MAGIC}:  # SQLite takes a file of one byte for an empty one, and would write over it
        raise _no_sqlite(path)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MAGIC))


def _no_sqlite(path: Path) -> SchemaError:
    return SchemaError(
        f"not an SQLite file – {path} – give an archive, or a new file's name", found="no SQLite file", known=VERSION
    )


def _connected(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        return _connect(path, "mode=rwc")
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("pragma schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or (
            log.exists() and log.stat().st_size
        ):
            raise
        # nothing may be written there, not even the index of an empty log; and so nobody else writes
        return _connect(path, "mode=ro&immutable=1")
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)


def schema_digest(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 of an archive's tables and indexes as SQLite keeps them, but for the index of passages."""
    rows = connection.execute(
        "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite\\_%' escape '\\' "
        f"and name not in ({', '.join('?' * len(INDEX))}) order by name",
        INDEX,
    )
    return hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()
