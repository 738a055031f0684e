"""Open a database as somebody, and save in it: all of a change, or none."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chartroom.ehr import ddl
from chartroom.ehr.errors import EhrError
from chartroom.ehr.words import fold

WAIT = 5  # seconds for another program to finish its change
BUSY = "another notebook is writing to the EHR; wait a moment, then do it again."


@dataclass
class Acting:
    """Who acts on a connection, and why; the audit trail asks for both."""

    user: str
    reason: str | None = None


class Ehr(sqlite3.Connection):
    """A connection to the EHR. Each statement is saved at once unless a transaction is begun."""

    acting: Acting

    @property
    def user(self) -> str:
        """The sign-on name of the user."""
        return self.acting.user


def connect(path: str | Path, user: str = "student") -> Ehr:
    """Open a database that ``create`` or ``my_copy`` made, as a user.

    Args:
        path: the file.
        user: sign-on name; everything done on the connection is recorded under it.

    Raises:
        EhrError: no such file, not an EHR, of another version, damaged, or an unknown user.
    """
    path = Path(path)
    if not path.is_file():
        raise EhrError(f"There is no EHR database {path}; make your copy with ehr.my_copy().")
    db = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT,
        isolation_level=None,
        check_same_thread=False,  # a notebook may answer the desk in another thread
        factory=Ehr,
    )
    try:
        prepare(db, user)
        _look_at(db, path)
        if not db.execute("SELECT 1 FROM users WHERE user_id = ?", (user,)).fetchone():
            raise EhrError(
                f"{user!r} is not a user of the EHR; sign on as student, or as one of the names in "
                "the table users."
            )
    except sqlite3.DatabaseError as error:
        db.close()
        raise EhrError(in_words(error, f"{path} was not opened")) from error
    except EhrError:
        db.close()
        raise
    return db


def prepare(db: Ehr, user: str) -> None:
    """Set up a new connection: functions for the triggers, constraints on, rows by name."""
    acting = db.acting = Acting(user)
    db.row_factory = sqlite3.Row
    db.create_function("chartroom_user", 0, lambda: acting.user)
    db.create_function("chartroom_reason", 0, lambda: acting.reason)
    db.create_function("chartroom_fold", 1, fold, deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")  # REPLACE then tells the delete triggers


def _look_at(db: Ehr, path: Path) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != ddl.APPLICATION:
        raise EhrError(f"{path} is not an EHR database of this course; open another file.")
    if version != ddl.VERSION:
        raise EhrError(
            f"{path} is an EHR database of version {version}, and this program reads version "
            f"{ddl.VERSION}; start afresh with ehr.reset(), which keeps the old file beside it."
        )


@contextlib.contextmanager
def saving(db: sqlite3.Connection, what: str, reason: str | None = None) -> Iterator[None]:
    """Save what the block does if it ends without an error, and nothing of it otherwise.

    Args:
        db: from ``connect``. Inside a transaction of the caller's, the caller still decides.
        what: what is not done if it fails, e.g. "The patient was not registered".
        reason: for the audit trail.

    Raises:
        EhrError: the database refused it, the disk is full, somebody else is writing ...
    """
    if not isinstance(db, Ehr):
        raise EhrError(f"{what}: open the EHR with ehr.connect(path), so that it knows who acts.")
    before, db.acting.reason = db.acting.reason, reason
    inside = db.in_transaction
    begin, end, undo = (
        ("SAVEPOINT chartroom_ehr", "RELEASE chartroom_ehr", "ROLLBACK TO chartroom_ehr")
        if inside
        else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
    )
    try:
        db.execute(begin)
        try:
            yield
            db.execute(end)
        except BaseException:
            # A full disk makes SQLite roll back by itself, and then there is nothing to undo.
            with contextlib.suppress(sqlite3.OperationalError):
                db.execute(undo)
                if inside:
                    db.execute(end)
            raise
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise EhrError(in_words(error, what)) from error
    finally:
        db.acting.reason = before


def in_words(error: Exception, what: str) -> str:
    """Return a sentence for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{what}: the disk is full; make room, then do it again."
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{what}: {BUSY}"
    if code == sqlite3.SQLITE_READONLY:
        return f"{what}: the file is read-only; copy it to a folder where you can write."
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{what}: the file is damaged; ehr.my_copy() sets it aside and makes a new copy."
    if isinstance(error, UnicodeEncodeError):
        return f"{what}: the text holds a broken character; type it again."
    return f"{what}: {str(error).rstrip('.')}."


def new_number(db: sqlite3.Connection, table: str, column: str, prefix: str, width: int) -> str:
    """Return the number after the highest one with a prefix, with leading zeros."""
    pattern = prefix + "[0-9]" * width
    last = db.execute(
        f'SELECT max("{column}") FROM "{table}" WHERE "{column}" >= ? AND "{column}" < ? '
        f'AND "{column}" GLOB ?',
        (prefix, prefix + ":", pattern),
    ).fetchone()[0]
    return f"{prefix}{int(last[len(prefix) :]) + 1 if last else 1:0{width}d}"
