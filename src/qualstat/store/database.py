"""The database: one SQLite file, opened, checked and brought up to date.

Takes a path; gives a `Store`. Conventions owned here: a transaction is whole or has not been;
who writes waits for who writes before; what cannot be written is an error of output, what is no
store is a mistake of usage.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from qualstat.errors import OutputError, UsageError
from qualstat.findings import N_, Finding, Message, message
from qualstat.store import keys, schema

PATIENCE = 600  # seconds that a run waits for another one to end
MOST = 20  # faults that SQLite lists
# One statement, for another run may be making the store between two of them.
STATE = (
    "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
    " FROM pragma_user_version, pragma_application_id"
)
BACK = N_("put a copy back; or name another file, which is made from the registers, but for what"
          " was purged")  # fmt: skip
FULL, READ_ONLY = "database or disk is full", "attempt to write a readonly database"
REASONS = {
    FULL: N_("the disk is full"),
    READ_ONLY: N_("this account may not write there"),
    "unable to open database file": N_("this account may not write there"),
    "database is locked": N_("another run still holds it"),
}


class Store(Struct, frozen=True):
    """An open store; nothing is written to it where it is not `writable`."""

    path: Path
    connection: sqlite3.Connection
    writable: bool

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within a transaction that is whole or has not been.

        Raises `OutputError` where it cannot be written.
        """
        if self.connection.in_transaction:  # within a run that writes from its start to its end
            yield self.connection
            return
        with refusals(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, on one state of the store whatever another run writes meanwhile."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with refusals(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def exclusive(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give the connection while no other run changes what is kept."""
        return self.writing() if self.writable else self.reading()

    def damage(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file; nothing where it is whole."""
        said = [row[0] for row in self.connection.execute(f"PRAGMA integrity_check({MOST})")]
        lost = self.connection.execute("PRAGMA foreign_key_check").fetchall()
        faults = (" ".join(one.split()) for one in said if one != "ok")
        return (*faults, *(f"{one[0]} → {one[2]}" for one in lost))

    def key(self) -> str:
        """Return the key of its digests; empty where it is lost, or there never was one."""
        found = keys.read_key(self.path)
        return found if found and keys.check_of(found) == self._meta("key") else ""

    @property
    def key_lost(self) -> bool:
        """Whether it had a key that is gone, cannot be read or is not its own any more."""
        return bool(self._meta("key")) and not self.key()

    def new_key(self) -> str:
        """Return a new key, known to the store; within `writing`."""
        key = keys.make_key(self.path)
        self.connection.execute(
            "INSERT INTO meta VALUES ('key', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (keys.check_of(key),),
        )
        return key

    def _meta(self, name: str) -> str:
        found = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,))
        return str((found.fetchone() or ("",))[0])


@contextmanager
def opened(path: Path, *, existing: bool = False) -> Iterator[Store]:
    """Give the store at a path, made where there is none, unless it is to be an `existing` one.

    Raises `UsageError` where it is no store or one of a later version, `OutputError` where it
    cannot be made.
    """
    if existing and not path.is_file():
        raise _mistake(
            path,
            message(N_("there is no store here")),
            message(N_("name the one that was made with “qualstat compute --store FILE”")),
        )
    if path.is_dir():
        raise _mistake(path, message(N_("it is a folder")))
    with refusals(path):
        if not path.parent.is_dir():
            raise _unwritable(path, message(N_("its folder does not exist")))
        place = path if path.exists() else path.parent
        writable = os.access(place, os.W_OK) and os.access(path.parent, os.W_OK)
        connection = _connection(path, writable=writable)
        try:
            _checked(connection, path, writable=writable)
            yield Store(path, connection, writable)
        finally:
            connection.close()


def _connection(path: Path, *, writable: bool) -> sqlite3.Connection:
    if not (writable or path.exists()):
        raise _unwritable(path, message(REASONS[READ_ONLY]))
    mode = "rwc" if writable else "ro"
    where = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(where, uri=True, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _checked(connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
    """Refuse what is no store, or a later one; bring an empty or older one up to date."""
    version, application, tables = connection.execute(STATE).fetchone()
    if application != schema.APPLICATION and (tables or version):
        raise _mistake(path, message(N_("it is a database, and no store of qualstat")))
    if version > schema.VERSION:
        raise _mistake(
            path,
            message(N_("a later qualstat made it (version {version})"), version=version),
            message(N_("install that version, or name another file")),
        )
    if version < schema.VERSION:
        if not writable:
            raise _unwritable(path, message(REASONS[READ_ONLY]))
        schema.brought_up(connection)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Say in words what SQLite refuses."""
    try:
        yield
    except sqlite3.OperationalError as error:
        words = str(error)
        known = next((REASONS[one] for one in REASONS if one in words), None)
        raise _unwritable(
            path, message(known) if known else message(N_("SQLite says “{words}”"), words=words)
        ) from None
    except sqlite3.DatabaseError as error:
        said = message(N_("it cannot be read as a store: SQLite says “{words}”"), words=str(error))
        advice = message(BACK)
        raise _mistake(path, said, advice) from None


def _mistake(path: Path, found: Message, advice: Message | None = None) -> UsageError:
    return UsageError(
        Finding("store", "blocking", found, message(N_("a store made by qualstat")), advice,
                file=str(path))
    )  # fmt: skip


def _unwritable(path: Path, why: Message) -> OutputError:
    return OutputError(
        Finding(
            "store", "blocking", message(N_("the store cannot be written: {reason}"), reason=why),
            message(N_("a file that can be written, in a folder that can be written")),
            file=str(path),
        )
    )  # fmt: skip
