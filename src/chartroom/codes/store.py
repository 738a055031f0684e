"""The compiled code set on this machine: one SQLite file in the user's cache.

The file is made on first need (a few seconds, once per machine), by one process while others wait,
and moved into place complete. It is made again when it is damaged or when the course carries
another edition. Opening it takes milliseconds.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chartroom import paths
from chartroom.codes import source as sources

#: Raised by one when the tables change.
SCHEMA = 1
_KEEP = 3

_open: tuple[int, Path, sqlite3.Connection] | None = None
_unwritable: set[Path] = set()


class StoreError(RuntimeError):
    """The code set can be neither read nor made on this machine."""


def version() -> str:
    """Return the edition in use, e.g. "ICD-10-CM FY2026 (April 1, 2026)"."""
    return sources.find().version


def file() -> Path:
    """Return where the compiled code set of this edition belongs, whether or not it is there."""
    return _folder() / _name()


def ready() -> bool:
    """Return whether the compiled code set is there, whole, and of this edition."""
    connection = _try_open(file())
    if connection is None:
        return False
    connection.close()
    return True


def prepare(progress: bool = True, rebuild: bool = False) -> Path:
    """Make the compiled code set if it is missing, damaged or of another edition.

    Args:
        progress: say that it is being made. Nothing is printed when nothing has to be made.
        rebuild: make it even if a good one is there.

    Returns:
        The SQLite file.

    Raises:
        StoreError: no folder can be written to.
        chartroom.codes.source.SourceMissing: the tabular list is not installed.
    """
    if not rebuild and ready():
        return file()
    close()
    path = file()
    try:
        _make(path, progress, rebuild)
    except OSError as problem:
        path = _make_in_spare(path, problem, progress, rebuild)
    return path


def connect() -> sqlite3.Connection:
    """Return this process's read-only connection, making the code set first if need be."""
    global _open
    # The edition is looked at once per process and cache folder: doing it at every question would
    # cost more than the question.
    here = (os.getpid(), paths.cache())
    if _open is not None and _open[:2] == here:
        return _open[2]
    close()
    path = file()
    connection = _try_open(path)
    if connection is None:
        path = prepare()
        connection = _try_open(path)
        if connection is None:
            raise StoreError(f"The code set in {path} cannot be opened: delete it and try again.")
    _open = (*here, connection)
    return connection


def query(sql: str, values: Sequence = ()) -> list[tuple]:
    """Run one SELECT and return all its rows.

    A file that turns out damaged in the middle is made again and the question is asked once more.
    """
    try:
        return connect().execute(sql, values).fetchall()
    except sqlite3.DatabaseError as problem:
        if not _means_damage(problem):
            raise
        prepare(rebuild=True)
        return connect().execute(sql, values).fetchall()


def close() -> None:
    """Close this process's connection; the next question opens it again."""
    global _open
    if _open is not None:
        if _open[0] == os.getpid():
            _open[2].close()
        _open = None


def main(argv: Sequence[str] | None = None) -> int:
    """``chartroom codes [--rebuild]``: make the code set and say where it is."""
    import argparse

    parser = argparse.ArgumentParser(prog="chartroom codes", description=prepare.__doc__)
    parser.description = "Make the ICD-10-CM code set on this machine, if it is not there yet."
    parser.add_argument("--rebuild", action="store_true", help="make it again even if it is good")
    parser.add_argument("--quiet", action="store_true", help="print nothing unless it fails")
    options = parser.parse_args(argv)
    try:
        path = prepare(progress=not options.quiet, rebuild=options.rebuild)
        number = query("SELECT count(*) FROM code WHERE billable")[0][0]
    except (StoreError, sources.SourceMissing) as problem:
        print(problem, file=sys.stderr)
        return 1
    if not options.quiet:
        print(f"{version()}: {number:,} billable codes in {path}")
    return 0


def _make_in_spare(path: Path, problem: OSError, progress: bool, rebuild: bool) -> Path:
    """Use the temporary folder because the cache folder cannot be written to; say so once."""
    _unwritable.add(path.parent)
    spare = file()
    if not rebuild and ready():
        return spare
    try:
        _make(spare, progress, rebuild)
    except OSError as second:
        raise StoreError(
            f"The code set could be written neither to {path.parent} ({problem}) nor to "
            f"{spare.parent} ({second}): set the environment variable CHARTROOM_CACHE to a folder "
            "you can write to."
        ) from second
    print(
        f"The folder {path.parent} cannot be written to, so the code set was made in "
        f"{spare.parent}, which the system may empty; set the environment variable "
        "CHARTROOM_CACHE to a folder of your own to keep it.",
        flush=True,
    )
    return spare


def _folder() -> Path:
    """Return the cache folder, or the spare one if this process found the cache unwritable."""
    folder = paths.cache()
    return _spare_folder() if folder in _unwritable else folder


def _spare_folder() -> Path:
    import tempfile  # only here and where a file is made: a plain look-up needs neither

    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"chartroom-{user}"


def _name() -> str:
    source = sources.find()
    return f"icd10cm-{source.slug}-{SCHEMA}.{sources.fingerprint(source)}.sqlite"


def _fingerprint_in(path: Path) -> str:
    """Return the fingerprint in a file's name: the two are compared to see what the file holds."""
    return path.stem.rpartition(".")[2]


def _try_open(path: Path) -> sqlite3.Connection | None:
    """Open a compiled file if it is whole and of this edition; None otherwise."""
    if not _sound(path):
        return None
    # immutable: the file is never changed in place, so no locks and no -wal files are needed,
    # and a read-only folder will do.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        found = connection.execute("SELECT max(id) FROM code").fetchone()[0]
    except sqlite3.DatabaseError:
        meta, found = {}, 0
    if meta.get("fingerprint") == _fingerprint_in(path) and meta.get("codes") == str(found):
        return connection
    connection.close()
    return None


def _sound(path: Path) -> bool:
    """Compare the length a SQLite file says it has with the length it has: milliseconds."""
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
        size = path.stat().st_size
    except OSError:
        return False
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(head[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big") == size


def _means_damage(problem: sqlite3.DatabaseError) -> bool:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def _make(path: Path, progress: bool, rebuild: bool) -> None:
    """Compile into a temporary file beside ``path`` and move it into place; OSError if it can't."""
    import tempfile

    from filelock import FileLock

    from chartroom.codes import compile as compiler

    path.parent.mkdir(parents=True, exist_ok=True)
    before = _stamp(path)
    with FileLock(str(path.parent / "icd10cm.lock")):
        # Another process may have made it while this one waited for the lock.
        made_meanwhile = _stamp(path) != before
        if (not rebuild or made_meanwhile) and (good := _try_open(path)) is not None:
            good.close()
            return
        handle, name = tempfile.mkstemp(prefix="icd10cm-", suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        source = sources.find()
        report = _reporter(source.version) if progress else _silent
        try:
            compiler.write(part, source, _fingerprint_in(path), report)
            part.chmod(0o644)  # a temporary file is private; a cache may be shared
            os.replace(part, path)
        except sqlite3.OperationalError as problem:  # a full disk
            raise OSError(str(problem)) from problem
        finally:
            part.unlink(missing_ok=True)
        _tidy(path)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino


def _tidy(path: Path) -> None:
    """Delete compiled files of older editions, all but the newest few, and leftovers of crashes."""
    with suppress(OSError):
        old = sorted(path.parent.glob("icd10cm-*.sqlite"), key=lambda each: -each.stat().st_mtime)
        for each in [*old[_KEEP:], *path.parent.glob("icd10cm-*.part")]:
            each.unlink()


def _silent(share: float) -> None:
    """Report nothing."""


def _reporter(edition: str):
    """Return a function that shows progress in a way that suits where this runs.

    A terminal gets a line that grows. A notebook gets one printed line. Anything else (a test, a
    grading run, a pipe) gets nothing: text on the error stream would cost a student points.
    """
    if sys.stderr is not None and sys.stderr.isatty():

        def line(share: float) -> None:
            done = round(share * 30)
            bar = "#" * done + "." * (30 - done)
            end = "\n" if share >= 1 else ""
            sys.stderr.write(f"\rPreparing {edition}, once on this computer [{bar}]{end}")
            sys.stderr.flush()

        return line
    if _in_notebook():
        print(f"Preparing {edition}: once on this computer, a few seconds.", flush=True)
    return _silent


def _in_notebook() -> bool:
    """Say whether this runs in a Jupyter kernel, without importing anything."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None
