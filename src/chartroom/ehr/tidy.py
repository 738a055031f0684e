"""Bring what was typed into the form that is stored; what cannot be read stays as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from chartroom.ehr.ddl import STORED
from chartroom.ehr.errors import EhrError
from chartroom.ehr.words import iso_date
from chartroom.hospital.schema import Column, Table

_MANY_LINES = {("documents", "text")}
_PHONE = re.compile(r"(?:\+?1[-. ]?)?\(?([0-9]{3})\)?[-. ]?([0-9]{3})[-. ]?([0-9]{4})")


def tidy(fields: Mapping[str, object], table: str = "patients") -> dict[str, object]:
    """Return fields as they would be stored.

    Blanks at the ends go, accents are composed, an empty text is None; "3/14/1961" becomes
    1961-03-14, "555.010.0123" becomes 555-010-0123, "f" becomes F where F is in the list, and
    "12" in a number's field becomes 12.

    Args:
        fields: column name to what was typed.
        table: of the schema.

    Raises:
        EhrError: there is no such table.
    """
    columns = {column.name: column for column in table_of(table).columns}
    return {
        name: _tidy(table, columns[name], value)
        if name in columns and isinstance(value, str)
        else value
        for name, value in fields.items()
    }


def table_of(name: str) -> Table:
    """Return a table that the EHR holds.

    Raises:
        EhrError: there is no such table.
    """
    if name not in STORED:
        raise EhrError(f"There is no table {name!r} in the EHR; there are {', '.join(STORED)}.")
    return STORED[name]


def _tidy(table: str, column: Column, text: str) -> object:
    if (table, column.name) in _MANY_LINES:
        return text if text.strip() else None
    text = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip(" \t\r\n")
    text = re.sub(" +", " ", text)
    if not text:
        return None
    if column.type == "date":
        return iso_date(text) or text
    if column.type == "datetime":
        return re.sub(r"[T ](\d\d:\d\d)(:00)?$", r" \1", text)
    if column.type == "integer" and re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if column.type == "decimal" and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        return float(text)
    if column.values or column.type == "flag":
        allowed = column.values or ("Y", "N")
        return next((value for value in allowed if value.lower() == text.lower()), text)
    if column.name == "phone":
        parts = _PHONE.fullmatch(text)
        return "-".join(parts.groups()) if parts else text
    if column.name in ("state", "mrn", "mother_mrn"):
        return text.upper()
    return text
