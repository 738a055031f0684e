"""Turn a data set's CSV files into Parquet files or a DuckDB database.

Columns get the types of the schema, unless a value does not fit (planted defects hold days that do
not exist): then the column stays text, and nothing is lost.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from chartroom.hospital.schema import TABLES, Column

_TYPES = {"integer": "BIGINT", "decimal": "DOUBLE", "date": "DATE", "datetime": "TIMESTAMP"}


def to_parquet(tables: Path, out: Path) -> None:
    """Write ``<table>.parquet`` for each CSV file in ``tables``."""
    with duckdb.connect() as db:
        for name in TABLES:
            new = out / f"{name}.parquet.new"
            db.execute(f"COPY ({_select(db, tables, name)}) TO {_quoted(new)} (FORMAT parquet)")
            os.replace(new, out / f"{name}.parquet")


def to_duckdb(tables: Path, path: Path) -> None:
    """Write one database with all tables; it appears when it is whole."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with duckdb.connect(str(new)) as db:
        for name in TABLES:
            db.execute(f"CREATE TABLE {name} AS {_select(db, tables, name)}")
    os.replace(new, path)


def _select(db: duckdb.DuckDBPyConnection, tables: Path, name: str) -> str:
    source = (
        f"read_csv({_quoted(tables / name)[:-1]}.csv', header=true, all_varchar=true, "
        "delim=',', quote='\"', escape='\"', max_line_size=16777216)"
    )
    columns = TABLES[name].columns
    tests = [
        f'count(*) FILTER ("{column.name}" <> \'\' AND TRY_CAST("{column.name}" AS '
        f"{_TYPES[column.type]}) IS NULL)"
        for column in columns
        if column.type in _TYPES
    ]
    wrong = iter(db.execute(f"SELECT {', '.join(tests)} FROM {source}").fetchone() or ()) if tests \
        else iter(())  # fmt: skip
    chosen = [_column(column, column.type in _TYPES and next(wrong) == 0) for column in columns]
    return f"SELECT {', '.join(chosen)} FROM {source}"


def _column(column: Column, typed: bool) -> str:
    value = f"nullif(\"{column.name}\", '')"
    return f'{value}::{_TYPES[column.type]} AS "{column.name}"' if typed else (
        f'{value} AS "{column.name}"')  # fmt: skip


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
