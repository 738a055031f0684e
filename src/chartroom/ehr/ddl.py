"""The SQL of the tables, made from the schema of the hospital."""

from __future__ import annotations

from collections.abc import Iterator

from chartroom.hospital.schema import TABLES, Column, Table

#: Marks a file as one of ours ("THMC"), and its layout; raise the version when the SQL changes.
APPLICATION = 0x54484D43
VERSION = 1

#: The key of the planted defects stays with the instructor.
STORED = {name: table for name, table in TABLES.items() if name != "planted_defects"}

_TYPES = {"integer": "INTEGER", "decimal": "REAL"}

OWN_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE rejected_rows (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE audit_trail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, user_id TEXT NOT NULL, mrn TEXT, table_name TEXT NOT NULL,
    row_key TEXT NOT NULL, action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    column_name TEXT, old TEXT, new TEXT, reason TEXT
) STRICT;
CREATE TABLE amendments (
    document_id TEXT PRIMARY KEY REFERENCES documents(document_id),
    amends TEXT NOT NULL REFERENCES documents(document_id),
    entered_by TEXT NOT NULL REFERENCES users(user_id),
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE TABLE merges (
    merge_id INTEGER PRIMARY KEY, at TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users(user_id),
    keep TEXT NOT NULL REFERENCES patients(mrn), remove TEXT NOT NULL REFERENCES patients(mrn),
    reason TEXT NOT NULL, undone_at TEXT
) STRICT;
CREATE TABLE merge_moves (
    merge_id INTEGER NOT NULL REFERENCES merges(merge_id), table_name TEXT NOT NULL,
    row TEXT NOT NULL, removed INTEGER NOT NULL
) STRICT;
CREATE TABLE patient_keys (
    mrn TEXT PRIMARY KEY, last_key TEXT NOT NULL, first_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Columns that are looked up, besides those that refer to a patient, encounter, order or document.
_LOOKED_UP = (
    "patients(birth_date, last_name)",
    "patients(phone)",
    "identifiers(value)",
    "encounters(kind, discharged_at, admitted_at)",
    "encounters(admitted_at, department_id, kind)",
    "encounters(department_id)",
    "encounters(attending_id)",
    "diagnoses(code)",
    "problems(code)",
    "documents(author_id)",
    "deficiencies(provider_id, completed_on)",
    "signatures(provider_id)",
    "access_log(user_id, at)",
    "access_log(at)",
    "coding_queue(coder_id)",
    "audit_trail(mrn)",
    "merge_moves(merge_id)",
    "amendments(amends)",
    "rejected_rows(table_name)",
    "patient_keys(last_key, first_key)",
    "patient_keys(first_key, last_key)",
)
# The day of a discharge, and the number in a medical record number, of which the highest is wanted.
_COMPUTED = (
    "CREATE INDEX by_encounters_kind_day ON encounters(kind, substr(discharged_at, 1, 10))",
    "CREATE INDEX by_patients_number ON patients(CAST(substr(mrn, 4) AS INTEGER)) "
    "WHERE mrn GLOB 'TH-*'",
)
_CHART = ("patients", "encounters", "orders", "documents", "release_requests")


def quoted(name: str) -> str:
    """Return a name of a table or column in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def tables() -> Iterator[str]:
    """Yield the CREATE TABLE statement of each stored table."""
    for table in STORED.values():
        yield _table(table)


def indexes() -> Iterator[str]:
    """Yield the CREATE INDEX statements."""
    for table in STORED.values():
        for column in table.columns:
            there = column.refers.partition(".")[0]
            if there in _CHART and table.key[0] != column.name:
                yield _index(f"{table.name}({column.name})")
    yield from map(_index, _LOOKED_UP)
    yield from _COMPUTED


def _index(where: str) -> str:
    table, _, columns = where.rstrip(")").partition("(")
    names = [name.strip() for name in columns.split(",")]
    listed = ", ".join(map(quoted, names))
    return f"CREATE INDEX {quoted('_'.join(['by', table, *names]))} ON {quoted(table)}({listed})"


def _table(table: Table) -> str:
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    # Long rows are better kept apart from their key.
    kind = "STRICT" if table.name == "documents" else "STRICT, WITHOUT ROWID"
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(lines)}) {kind}"


def _column(column: Column) -> str:
    parts = [quoted(column.name), _TYPES.get(column.type, "TEXT")]
    if column.required:
        parts.append("NOT NULL")
    if column.refers:
        there, name = column.refers.split(".")
        parts.append(f"REFERENCES {quoted(there)}({quoted(name)})")
    parts += [f"CHECK ({check})" for check in _checks(column)]
    return " ".join(parts)


def _checks(column: Column) -> Iterator[str]:
    name = quoted(column.name)
    # The length keeps out 'now', which changes. Adding no days makes SQLite look at the calendar:
    # date('2026-02-30') alone is '2026-02-30'.
    if column.type == "date":
        yield f"length({name}) = 10 AND date({name}, '+0 days') IS {name}"
    elif column.type == "datetime":
        yield f"length({name}) = 16 AND strftime('%Y-%m-%d %H:%M', {name}, '+0 days') IS {name}"
    elif column.type == "flag":
        yield f"{name} IN ('Y', 'N')"
    elif column.values:
        yield f"{name} IN ({', '.join(map(literal, column.values))})"
    elif column.type == "text" and column.required and not column.refers:
        yield f"{name} <> ''"
    if column.low is not None:
        yield f"{name} >= {column.low}"
    if column.high is not None:
        yield f"{name} <= {column.high}"
