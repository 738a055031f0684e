"""Make the database from a folder of CSV files: complete under its name, or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path

from chartroom.ehr import ddl, triggers, views
from chartroom.ehr.columns import today
from chartroom.ehr.connection import Ehr, in_words, prepare
from chartroom.ehr.ddl import STORED, quoted
from chartroom.ehr.errors import EhrError
from chartroom.ehr.rejections import Rejections, settle
from chartroom.hospital.schema import VERSION

Progress = Callable[[int, int], None]
_BATCH = 50_000  # rows put in the order of their key: neighbors are then written together
_LONGEST = 10_000_000  # characters in one value; the csv module's own limit is 131,072

# A file that is not finished is thrown away, so nothing of it has to survive a crash.
_FAST = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -262144;
PRAGMA foreign_keys = OFF;
"""


def create(path: str | Path, data: str | Path, progress: Progress | None = None) -> Path:
    """Make an EHR database from a data set.

    Rows that break a constraint are kept in the table ``rejected_rows`` with the reason. The key
    of the planted defects is not taken in.

    Args:
        path: the new file; it appears when it is whole.
        data: folder with ``manifest.json`` and a CSV file a table.
        progress: called with the rows read and all rows.

    Returns:
        ``path``.

    Raises:
        EhrError: the file is there already, the data set is of another version, incomplete or
            damaged, or the disk is full.
    """
    path, data = Path(path), Path(data)
    if path.exists():
        raise EhrError(f"{path} is there already; move it away or choose another name.")
    manifest = read_manifest(data)
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="ehr-", suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        _write(part, data, manifest, progress)
        part.chmod(0o644)  # a temporary file is private
        os.replace(part, path)
    except sqlite3.Error as error:
        raise EhrError(in_words(error, f"The EHR {path} was not made")) from error
    except OSError as error:
        raise EhrError(
            f"The EHR {path} was not made: {error.strerror or error}; make room there or choose "
            "another folder."
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return path


def read_manifest(data: Path) -> dict:
    """Return the manifest of a data set.

    Raises:
        EhrError: there is none, it cannot be read, or it is of another version of the schema.
    """
    file = data / "manifest.json"
    try:
        manifest = json.loads(file.read_text("utf-8"))
        version = manifest["schema"]
    except OSError as error:
        raise EhrError(
            f"{data} is not a data set of the hospital: {file.name} cannot be read "
            f"({error.strerror}); name the folder that holds it."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise EhrError(f"{file} is damaged; get the data set again.") from error
    if version != VERSION:
        raise EhrError(
            f"The data set in {data} is of schema version {version}, and this program reads "
            f"version {VERSION}; update the course, or make the data again with this program."
        )
    return manifest


def fingerprint(data: Path) -> str:
    """Return a short text that differs for different data sets and layouts of the database."""
    read_manifest(data)
    digest = hashlib.sha256((data / "manifest.json").read_bytes())
    # The tables are made from the schema, so a new column is another layout too.
    for statement in (*ddl.tables(), ddl.OWN_TABLES, *ddl.indexes(), *triggers.statements()):
        digest.update(statement.encode())
    digest.update("".join(views.statements()).encode())
    return digest.hexdigest()[:16]


def _write(part: Path, data: Path, manifest: dict, progress: Progress | None) -> None:
    db = sqlite3.connect(part, isolation_level=None, factory=Ehr)
    try:
        prepare(db, "loading")
        db.row_factory = None
        db.executescript(_FAST)
        db.execute(f"PRAGMA application_id = {ddl.APPLICATION}")
        db.execute(f"PRAGMA user_version = {ddl.VERSION}")
        db.execute("BEGIN")
        for statement in (*ddl.tables(), *_apart(ddl.OWN_TABLES)):
            db.execute(statement)
        rejections = Rejections(db)
        counts = {name: told.get("rows") for name, told in manifest.get("tables", {}).items()}
        total = sum(counts.get(name) or 0 for name in STORED)
        done = 0
        for name in STORED:
            for read in _fill(db, name, data / f"{name}.csv", rejections, counts.get(name)):
                done += read
                if progress:
                    progress(done, max(total, done))
        for statement in ddl.indexes():
            db.execute(statement)
        settle(db, rejections)
        _add_student(db)
        db.execute(
            "INSERT INTO patient_keys SELECT mrn, chartroom_fold(last_name), "
            "chartroom_fold(first_name) FROM patients"
        )
        db.execute("INSERT INTO meta VALUES ('data', ?)", (fingerprint(data),))
        db.execute("INSERT INTO meta VALUES ('made_on', ?)", (today(),))
        for statement in (*views.statements(), *triggers.statements()):
            db.execute(statement)
        db.execute("COMMIT")
        db.execute("PRAGMA analysis_limit = 1000")
        db.execute("ANALYZE")
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()


def _apart(script: str) -> list[str]:
    return [statement for statement in script.split(";") if statement.strip()]


def _fill(
    db: sqlite3.Connection, name: str, file: Path, rejections: Rejections, rows: int | None
) -> Iterator[int]:
    """Take in a file; yield how many rows each batch had."""
    names = STORED[name].names
    key = itemgetter(*(names.index(each) for each in STORED[name].key))
    marks = ", ".join(["nullif(?, '')"] * len(names))
    sql = f"INSERT INTO {quoted(name)} VALUES ({marks})"
    seen = 0
    before = csv.field_size_limit(_LONGEST)
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader, [])
            if tuple(header) != names:
                raise EhrError(
                    f"The first line of {file} does not name the columns of {name}; they are "
                    f"{', '.join(names)}. Get the data set again."
                )
            while batch := list(islice(reader, _BATCH)):
                whole = [line for line in batch if len(line) == len(names)]
                for line in batch:
                    if len(line) != len(names):
                        rejections.line(name, line)
                whole.sort(key=key)  # stable: of two rows with one key the first stays first
                _insert(db, sql, name, whole, rejections)
                seen += len(batch)
                yield len(batch)
    except (UnicodeDecodeError, csv.Error) as error:
        raise EhrError(f"{file} is damaged ({error}); get the data set again.") from error
    finally:
        csv.field_size_limit(before)
    if rows is not None and seen != rows:
        raise EhrError(
            f"{file} has {seen:,} rows, and the manifest says {rows:,}; get the data set again."
        )


def _insert(
    db: sqlite3.Connection, sql: str, name: str, batch: list[list[str]], rejections: Rejections
) -> None:
    start = 0
    while start < len(batch):
        before = db.total_changes
        try:
            db.executemany(sql, batch[start:] if start else batch)
            return
        except sqlite3.IntegrityError as error:
            # The rows before the refused one are in; go on behind it.
            bad = start + db.total_changes - before
            rejections.line(name, batch[bad], error)
            start = bad + 1


def _add_student(db: sqlite3.Connection) -> None:
    """Give the student an account, in Health Information Management if there is one."""
    if db.execute("SELECT 1 FROM users WHERE user_id = 'student'").fetchone():
        return
    db.execute(
        "INSERT INTO users(user_id, last_name, first_name, job, department_id) "
        "SELECT 'student', 'Student', 'Course', 'student', department_id FROM departments "
        "ORDER BY department_id = 'HIM' DESC, department_id LIMIT 1"
    )
