"""Read a data set: every table as a pandas frame."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom import paths
from chartroom.hospital import schema
from chartroom.hospital.making import DataError

if TYPE_CHECKING:
    import pandas as pd


def folder(data: str | Path | None = None) -> Path:
    """Return the folder of a data set, the course's own if none is named, and look at it.

    Raises:
        DataError: there is no data set, or one of another version of the schema.
    """
    place = Path(data) if data else paths.datasets() / "hospital"
    manifest(place)
    return place


def manifest(place: Path) -> dict:
    """Return what ``manifest.json`` says.

    Raises:
        DataError: it is missing, damaged or of another version.
    """
    path = place / "manifest.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found["schema"]
    except FileNotFoundError:
        raise DataError(
            f"{place} holds no whole data set (manifest.json is missing); make one with: "
            f"chartroom data --patients 600 --out {place}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} cannot be read ({error}); make the data set again with: chartroom data"
        ) from error
    if version != schema.VERSION:
        raise DataError(
            f"{place} was made for version {version} of the tables, and this is version "
            f"{schema.VERSION}; make it again with: chartroom data --out {place}"
        )
    return found


def read(name: str, data: str | Path | None = None) -> pd.DataFrame:
    """Return one table.

    Text stays text, so that codes and numbers of records keep their zeros. Columns of whole and
    decimal numbers become numbers if all their values are; dates stay text, because a data set
    with planted defects holds days that do not exist (``pandas.to_datetime`` with
    ``errors="coerce"`` tells which).

    Raises:
        DataError: there is no such table, or it cannot be read.
    """
    import pandas as pd

    place = folder(data)
    if name not in schema.TABLES:
        raise DataError(f"There is no table {name}; there are: {', '.join(schema.TABLES)}.")
    try:
        frame = pd.read_csv(place / f"{name}.csv", dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise DataError(f"{place / name}.csv cannot be read ({error}).") from error
    wanted = list(schema.TABLES[name].names)
    if list(frame.columns) != wanted:
        raise DataError(
            f"{place / name}.csv has the columns {', '.join(frame.columns)}; expected are "
            f"{', '.join(wanted)}."
        )
    for column in schema.TABLES[name].columns:
        if column.type in ("integer", "decimal"):
            frame[column.name] = _numbers(frame[column.name])
    return frame


def _numbers(values: pd.Series) -> pd.Series:
    import pandas as pd

    try:
        return pd.to_numeric(values.where(values != "", None))
    except (ValueError, TypeError):
        return values


def load(data: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Return all tables by name; see ``read``."""
    return {name: read(name, data) for name in schema.TABLES}
