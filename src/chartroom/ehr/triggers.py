"""Triggers: the audit trail is written and the signed record kept by the database itself.

The triggers ask ``chartroom_user()`` and ``chartroom_reason()``, which only ``ehr.connect``
provides: a program that does not say who acts can read the database but not change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from chartroom.ehr.ddl import STORED, literal, quoted
from chartroom.hospital.schema import Table

_NOW = "strftime('%Y-%m-%d %H:%M:%S', 'now', 'localtime')"
_INTO = (
    "INSERT INTO audit_trail"
    "(at, user_id, mrn, table_name, row_key, action, column_name, old, new, reason)"
)
_SIGNED = (
    "A signed document is never changed or deleted: add to it with ehr.amend(db, document_id, "
    "text, reason)."
)
_LOGS = {
    "audit_trail": "The audit trail is only added to: no entry of it can be changed or deleted.",
    "access_log": "The access log is only added to: no entry of it can be changed or deleted.",
}
_KEPT = "document_id type author_id written_at text"


def statements() -> Iterator[str]:
    """Yield the CREATE TRIGGER statements."""
    for table in STORED.values():
        if table.name not in _LOGS:
            yield from _audit(table)
    yield from _append_only()
    yield from _signed_documents()
    yield from _search_keys()


def _audit(table: Table) -> Iterator[str]:
    for action, row in (("insert", "new"), ("delete", "old")):
        values = ", ".join(f"{literal(name)}, {row}.{quoted(name)}" for name in table.names)
        whole = f"json_object({values})"
        old, new = ("NULL", whole) if action == "insert" else (whole, "NULL")
        yield (
            f"CREATE TRIGGER audit_{action}_{table.name} AFTER {action.upper()} "
            f"ON {quoted(table.name)} BEGIN {_entry(table, action, row, 'NULL', old, new)}; END"
        )
    changes = "; ".join(
        _entry(table, "update", "old", literal(name), f"old.{quoted(name)}", f"new.{quoted(name)}")
        + f" WHERE old.{quoted(name)} IS NOT new.{quoted(name)}"
        for name in table.names
    )
    yield (
        f"CREATE TRIGGER audit_update_{table.name} AFTER UPDATE ON {quoted(table.name)} "
        f"BEGIN {changes}; END"
    )


def _entry(table: Table, action: str, row: str, column: str, old: str, new: str) -> str:
    key = " || '; ' || ".join(f"'{name}=' || {row}.{quoted(name)}" for name in table.key)
    return (
        f"{_INTO} SELECT {_NOW}, chartroom_user(), {_patient(table, row)}, "
        f"{literal(table.name)}, {key}, {literal(action)}, {column}, {old}, {new}, "
        "chartroom_reason()"
    )


def _patient(table: Table, row: str) -> str:
    """Return SQL for the medical record number that a row concerns."""
    if "mrn" in table.names:
        return f'{row}."mrn"'
    for column, parent in (("encounter_id", "encounters"), ("document_id", "documents")):
        if column in table.names:
            return f"(SELECT mrn FROM {parent} WHERE {column} = {row}.{column})"
    return "NULL"


def _append_only() -> Iterator[str]:
    for table, sentence in _LOGS.items():
        key = "id" if table == "audit_trail" else "access_id"
        for action in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER keep_{table}_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, {literal(sentence)}); END"
            )
        # INSERT OR REPLACE deletes without telling the trigger above.
        yield (
            f"CREATE TRIGGER keep_{table}_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = new.{key}) "
            f"BEGIN SELECT RAISE(ABORT, {literal(sentence)}); END"
        )


def _signed_documents() -> Iterator[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, {literal(_SIGNED)}); END"
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in _KEPT.split())
    yield (
        "CREATE TRIGGER keep_signed_text BEFORE UPDATE ON documents "
        f"WHEN old.status <> 'unsigned' AND ({changed} OR new.status = 'unsigned' "
        f"OR (old.status = 'amended' AND new.status <> 'amended')) {stop}"
    )
    yield (
        "CREATE TRIGGER keep_signed_document BEFORE DELETE ON documents "
        f"WHEN old.status <> 'unsigned' {stop}"
    )
    yield (
        "CREATE TRIGGER keep_signed_replace BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM "
        f"documents WHERE document_id = new.document_id AND status <> 'unsigned') {stop}"
    )
    yield (
        "CREATE TRIGGER keep_signature BEFORE UPDATE ON signatures "
        "WHEN old.signed_at IS NOT NULL AND new.signed_at IS NOT old.signed_at "
        "BEGIN SELECT RAISE(ABORT, 'A signature that was given cannot be changed or taken back.'); "
        "END"
    )


def _search_keys() -> Iterator[str]:
    keys = "chartroom_fold(new.last_name), chartroom_fold(new.first_name)"
    yield (
        "CREATE TRIGGER key_insert AFTER INSERT ON patients "
        f"BEGIN INSERT INTO patient_keys VALUES (new.mrn, {keys}); END"
    )
    yield (
        "CREATE TRIGGER key_update AFTER UPDATE OF mrn, last_name, first_name ON patients "
        "BEGIN UPDATE patient_keys SET (mrn, last_key, first_key) = "
        f"(new.mrn, {keys}) WHERE mrn = old.mrn; END"
    )
    yield (
        "CREATE TRIGGER key_delete AFTER DELETE ON patients "
        "BEGIN DELETE FROM patient_keys WHERE mrn = old.mrn; END"
    )
