"""The student's own copy of the EHR: made once, kept, and made new on request."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from chartroom import paths
from chartroom.ehr import load
from chartroom.ehr.connection import BUSY, WAIT, in_words
from chartroom.ehr.errors import EhrError

NAME = "tern-harbor.sqlite"
_BEFORE = "tern-harbor.before-reset.sqlite"
_KEEP = 2  # made databases in the cache


def my_copy(folder: str | Path = ".", data: str | Path | None = None) -> Path:
    """Return the student's EHR in a folder, making it first if it is not there.

    A damaged file is set aside under another name, which is printed, and a new copy is made.

    Args:
        folder: where the notebook is.
        data: folder of the data set; the course's own if None.

    Raises:
        EhrError: it cannot be made there.
    """
    path = Path(folder) / NAME
    if path.exists():
        if _whole(path):
            return path
        aside = _set_aside(path)
        print(
            f"The file {path} was damaged. It is kept as {aside.name}, and a new copy of the EHR "
            "was made, without your entries."
        )
    source = _made(_data(data))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="ehr-", suffix=".part", dir=path.parent)
        os.close(handle)
        try:
            shutil.copyfile(source, name)
            Path(name).chmod(0o644)
            _place(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise EhrError(
            f"The copy {path} was not made: {error.strerror or error}; make room there or choose "
            "another folder."
        ) from error
    return path


def reset(folder: str | Path = ".", data: str | Path | None = None) -> Path:
    """Make the student's EHR as it was in the beginning.

    The copy up to now is kept beside it as ``tern-harbor.before-reset.sqlite``. Notebooks that
    have the EHR open see the new state.

    Raises:
        EhrError: it cannot be made there, or another notebook is in the middle of a change.
    """
    path = Path(folder) / NAME
    if not path.exists() or not _whole(path):
        return my_copy(folder, data)
    source = _made(_data(data))
    try:
        _copy_into(path, path.with_name(_BEFORE))
        _copy_into(source, path)
    except sqlite3.Error as error:
        raise EhrError(in_words(error, f"{path} was not reset")) from error
    return path


def _place(part: Path, path: Path) -> None:
    """Give a whole file its name, unless another notebook was quicker and works with its own."""
    try:
        os.link(part, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        os.replace(part, path)


def _data(data: str | Path | None) -> Path:
    return paths.datasets() / "hospital" if data is None else Path(data)


def _copy_into(source: Path, target: Path) -> None:
    """Copy a database in one transaction, so that open connections see it and a kill undoes it."""
    read, write = sqlite3.connect(source), sqlite3.connect(target)
    until = time.monotonic() + WAIT

    def wait(status: int, *_: int) -> None:
        # SQLite itself would wait without end for somebody who is writing.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise EhrError(f"{target} was not changed: {BUSY}")

    with contextlib.closing(read), contextlib.closing(write):
        read.backup(write, progress=wait)


def _made(data: Path) -> Path:
    """Return the database of a data set in the cache, making it if need be."""
    name = f"ehr-{load.fingerprint(data)}.sqlite"
    for folder in (paths.cache(), _spare()):
        path = folder / name
        if path.is_file() and _whole(path):
            return path
        if not _can_write(folder):
            continue
        from filelock import FileLock  # only where a file is made

        with FileLock(str(folder / "ehr.lock")):
            # Another process may have made it while this one waited for the lock.
            if path.is_file() and _whole(path):
                return path
            path.unlink(missing_ok=True)
            for old in sorted(folder.glob("ehr-*.sqlite"), key=_age)[_KEEP - 1 :]:
                old.unlink(missing_ok=True)
            return load.create(path, data)
    raise EhrError(
        f"The EHR can be made neither in {paths.cache()} nor in {_spare()}: set the environment "
        "variable CHARTROOM_CACHE to a folder you can write to."
    )


def _spare() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"chartroom-{user}"


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _whole(path: Path) -> bool:
    """Return whether a file is a database without damage."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=WAIT)) as db:
            return db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and bool(
                db.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit_trail'").fetchone()
            )
    except sqlite3.OperationalError as error:
        # Somebody else is writing: busy is not damaged.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    except sqlite3.DatabaseError:
        return False


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"tern-harbor.damaged-{number}.sqlite")).exists():
        number += 1
    os.replace(path, aside)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():  # it belongs to the damaged file and must not be played into the new one
        os.replace(journal, aside.with_name(f"{aside.name}-journal"))
    return aside
