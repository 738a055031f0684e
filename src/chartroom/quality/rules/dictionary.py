"""Rules made from the data dictionary: required, form, values, range, key and references."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from chartroom.hospital.schema import TABLES, TYPES, Column, Table
from chartroom.quality.rules.rule import Rule, broken, nothing, together

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

_FORMATS = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M"}


def rules() -> tuple[Rule, ...]:
    """Return the rules of every table but the key of planted defects."""
    made: list[Rule] = []
    for table in TABLES.values():
        if table.name != "planted_defects":
            made += _of(table)
    return tuple(made)


def _of(table: Table) -> Iterator[Rule]:
    name, refers = table.name, {one.refers.split(".")[0] for one in table.columns if one.refers}

    def rule(short: str, says: str, dimension: str, find: object, *more: str) -> Rule:
        tables = tuple(dict.fromkeys((name, *more)))
        return Rule(f"{name}-{short}", says, dimension, tables, partial(find, table))

    yield rule("required", f"Required fields of {name} are filled.", "completeness", _required)
    yield rule("form", f"Dates, numbers and flags of {name} are what they must be.", "validity",
               _form)  # fmt: skip
    if any(one.values for one in table.columns):
        yield rule("values", f"Fields of {name} hold a value of their list.", "validity", _values)
    if any(one.low is not None or one.high is not None for one in table.columns):
        yield rule(
            "range", f"Numbers of {name} lie in their plausible range.", "plausibility", _range
        )
    yield rule("key", f"No two rows of {name} have the same key.", "uniqueness", _key)
    if refers:
        yield rule(
            "reference", f"What {name} refer to exists.", "integrity", _reference, *sorted(refers)
        )


def _required(table: Table, tables: Tables) -> pd.DataFrame:
    def find(column: Column, frame: pd.DataFrame) -> pd.DataFrame:
        empty = frame[column.name].isna() | (frame[column.name].astype(str).str.strip() == "")
        return frame[empty] if column.required else frame.iloc[:0]

    return _each(table, tables, find, lambda _column, _value: "a required field is empty")


def _form(table: Table, tables: Tables) -> pd.DataFrame:
    import pandas as pd

    def find(column: Column, frame: pd.DataFrame) -> pd.DataFrame:
        text = frame[column.name]
        if column.type == "text" or pd.api.types.is_numeric_dtype(text):
            return frame.iloc[:0]
        filled = text.astype(str) != ""
        if column.type in _FORMATS:
            read = pd.to_datetime(text, format=_FORMATS[column.type], errors="coerce")
            return frame[filled & read.isna()]
        if column.type == "flag":
            return frame[filled & ~text.isin(["Y", "N"])]
        number = pd.to_numeric(text, errors="coerce")
        strange = number.isna() | ((column.type == "integer") & (number % 1 != 0))
        return frame[filled & strange]

    def why(column: Column, value: str) -> str:
        return f"{value} is no {TYPES[column.type]} that there is"

    return _each(table, tables, find, why)


def _values(table: Table, tables: Tables) -> pd.DataFrame:
    def find(column: Column, frame: pd.DataFrame) -> pd.DataFrame:
        text = frame[column.name].astype(str)
        wrong = (text != "") & ~text.isin(column.values)
        return frame[wrong] if column.values else frame.iloc[:0]

    return _each(table, tables, find, lambda one, _value: f"not one of {', '.join(one.values)}")


def _range(table: Table, tables: Tables) -> pd.DataFrame:
    import pandas as pd

    def find(column: Column, frame: pd.DataFrame) -> pd.DataFrame:
        if column.low is None and column.high is None:
            return frame.iloc[:0]
        number = pd.to_numeric(frame[column.name], errors="coerce")
        low = -float("inf") if column.low is None else column.low
        high = float("inf") if column.high is None else column.high
        return frame[(number < low) | (number > high)]

    def why(column: Column, value: str) -> str:
        low = "any" if column.low is None else f"{column.low:g}"
        high = "any" if column.high is None else f"{column.high:g}"
        return f"{value} is outside the plausible range ({low} to {high})"

    return _each(table, tables, find, why)


def _key(table: Table, tables: Tables) -> pd.DataFrame:
    frame = tables[table.name]
    again = frame[frame.duplicated(list(table.key), keep="first")]
    return broken(table.name, table.key, again, "", "another row has the same key")


def _reference(table: Table, tables: Tables) -> pd.DataFrame:
    def find(column: Column, frame: pd.DataFrame) -> pd.DataFrame:
        if not column.refers:
            return frame.iloc[:0]
        other, name = column.refers.split(".")
        text = frame[column.name].astype(str)
        return frame[(text != "") & ~text.isin(tables[other][name].astype(str))]

    def why(column: Column, value: str) -> str:
        return f"{value} is not among {column.refers}"

    return _each(table, tables, find, why)


def _each(table: Table, tables: Tables, find: object, why: object) -> pd.DataFrame:
    frame = tables[table.name]
    parts = []
    for column in table.columns:
        if column.name not in frame:
            continue
        wrong = find(column, frame)
        if len(wrong):
            reasons = [why(column, value) for value in wrong[column.name].astype(str)]
            parts.append(broken(table.name, table.key, wrong, column.name, reasons))
    return together(parts) if parts else nothing()
