"""The course's own data set, ``datasets/hospital``: make it, or compare it with the program."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from chartroom import paths
from chartroom.hospital import DataError, Spec, dictionary, make_csv, schema

PATIENTS, SEED = 600, 2026
TWIN = "clean-twin.json"
DICTIONARY = "DATA-DICTIONARY.md"
FILES = (*(f"{name}.csv" for name in schema.TABLES), "manifest.json", TWIN, DICTIONARY)


def write(out: Path | None = None) -> None:
    """Make the course's data set in ``out``, by default ``datasets/hospital``.

    Beside the tables and their manifest stand the data dictionary, made from the schema, and the
    manifest of the clean twin: the same hospital without planted defects, which anybody can make
    (``chartroom data --clean``) and compare.
    """
    out = out or paths.datasets() / "hospital"
    out.mkdir(parents=True, exist_ok=True)
    make_csv(Spec(PATIENTS, SEED), out)
    with tempfile.TemporaryDirectory() as twin:
        manifest = make_csv(Spec(PATIENTS, SEED, clean=True), Path(twin))
    (out / TWIN).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    (out / DICTIONARY).write_text(dictionary.markdown(), encoding="utf-8")


def check(place: Path | None = None) -> None:
    """Make the data set again elsewhere and compare.

    Raises:
        DataError: a file is missing or differs; says which.
    """
    place = place or paths.datasets() / "hospital"
    with tempfile.TemporaryDirectory() as scratch:
        again = Path(scratch)
        write(again)
        differ = [name for name in FILES if not _same(place / name, again / name)]
    if differ:
        raise DataError(
            f"{place} is not what the program makes: {', '.join(differ)} differ. "
            "Make it again with: chartroom data --course"
        )


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()
