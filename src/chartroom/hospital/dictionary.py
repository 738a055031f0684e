"""The data dictionary, written from the schema."""

from __future__ import annotations

from chartroom.hospital import schema
from chartroom.hospital.schema import Column, Table

_HEAD = """# Data dictionary of Tern Harbor

Made from the schema (version {version}) in `src/chartroom/hospital/schema.py`; do not edit by hand.

Each table is a CSV file (UTF-8, comma, first line: column names). An empty field is a missing
value.
**Key:** the columns that tell rows apart. **Required:** never empty.

| Table | A row is |
|---|---|
{tables}
"""


def markdown() -> str:
    """Return the whole dictionary as Markdown."""
    tables = schema.TABLES.values()
    overview = "\n".join(f"| [{one.name}](#{one.name}) | {one.row} |" for one in tables)
    head = _HEAD.format(version=schema.VERSION, tables=overview)
    codes = "\n".join(
        _codes(title, values)
        for title, values in (
            ("disposition", schema.DISPOSITIONS),
            ("admission_type", schema.ADMISSION_TYPES),
            ("admission_source", schema.ADMISSION_SOURCES),
        )
    )
    return head + "\n" + "\n".join(map(_table, tables)) + "\n## Codes\n" + codes


def _table(table: Table) -> str:
    rows = "\n".join(_column(column) for column in table.columns)
    return (
        f"## {table.name}\n\n{table.row}. **Key:** {', '.join(table.key)}.\n\n"
        f"| Column | Type | Required | About |\n|---|---|---|---|\n{rows}\n"
    )


def _column(column: Column) -> str:
    about = [column.about]
    if column.values and len(column.values) <= 12 and column.name not in _CODED:
        about.append("One of: " + ", ".join(column.values))
    elif column.values:
        about.append("See Codes")
    if column.refers:
        about.append(f"Refers to {column.refers}")
    if column.low is not None or column.high is not None:
        about.append(f"From {_end(column.low)} to {_end(column.high)}")
    kind = f"{column.type} ({schema.TYPES[column.type]})" if column.type != "text" else "text"
    required = "yes" if column.required else ""
    return f"| {column.name} | {kind} | {required} | {'. '.join(about)}. |"


_CODED = ("disposition", "admission_type", "admission_source")


def _end(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _codes(title: str, values: dict[str, str]) -> str:
    rows = "\n".join(f"| {code} | {words} |" for code, words in values.items())
    return f"\n### {title}\n\n| Code | Meaning |\n|---|---|\n{rows}\n"
