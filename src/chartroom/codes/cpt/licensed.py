"""Read a school's own licensed file of CPT codes."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from types import MappingProxyType

from chartroom.codes.cpt.form import check, tidy
from chartroom.codes.cpt.records import Codebook, CptCode, CptError

COLUMNS = ("code", "label")
_LARGEST = 50_000_000  # bytes; all of CPT with long labels is a few million


def load(path: str | os.PathLike[str]) -> Codebook:
    """Read a CSV file with the columns ``code`` and ``label``; ``add_on`` may stand beside them.

    The file stays where it is and is not copied into the course. Other columns are left alone.

    Args:
        path: a CSV file in UTF-8, with a heading line.

    Raises:
        CptError: the file cannot be used; the text names file, line and remedy.
    """
    place = Path(path)
    rows = csv.reader(io.StringIO(_text(place), newline=""), strict=True)
    try:
        return _book(place, rows)
    except csv.Error as error:
        raise CptError(
            f"{place.name}, line {rows.line_num}: this is not a CSV line ({error}). Look for a "
            "quotation mark that is not closed."
        ) from None


def _text(place: Path) -> str:
    try:
        if place.stat().st_size > _LARGEST:
            raise CptError(f"{place.name} is larger than 50 MB: is it the list of codes?")
        raw = place.read_bytes()
    except FileNotFoundError:
        raise CptError(f"There is no file {place}. Give the path of your licensed CSV.") from None
    except OSError as error:
        raise CptError(f"{place} cannot be read ({error.strerror}).") from None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CptError(f"{place.name} is a workbook: save it as “CSV UTF-8” and load that.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CptError(
            f"{place.name}, line {line}: a character is not in UTF-8. Save the file as “CSV UTF-8”."
        ) from None


def _book(place: Path, rows) -> Codebook:
    head = [name.strip().casefold() for name in next(rows, [])]
    _check_head(place, head)
    at = {name: head.index(name) for name in (*COLUMNS, "add_on") if name in head}
    found: dict[str, CptCode] = {}
    lines: dict[str, int] = {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        where = f"{place.name}, line {rows.line_num}"
        if len(row) != len(head):
            raise CptError(
                f"{where}: {len(row)} values for {len(head)} columns. A label with a comma in it "
                "needs quotation marks around it."
            )
        one = _code({name: row[index].strip() for name, index in at.items()}, where)
        if one.code in found:
            raise CptError(
                f"{where}: {one.code} stands in line {lines[one.code]} already. Delete one."
            )
        found[one.code], lines[one.code] = one, rows.line_num
    if not found:
        raise CptError(f"{place.name} has a heading and no codes.")
    return Codebook(place.name, MappingProxyType(found))


def _check_head(place: Path, head: list[str]) -> None:
    where = f"{place.name}, line 1"
    if not any(head):
        raise CptError(f"{where}: the file is empty. Its first line must be code,label.")
    if len(head) == 1 and (";" in head[0] or "\t" in head[0]):
        raise CptError(f"{where}: put commas, not semicolons or tabs, between the columns.")
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise CptError(
            f"{where}: there is no column {' and no column '.join(missing)}. The first line must "
            f"name the columns code and label; it has {', '.join(head)}."
        )
    twice = sorted({name for name in COLUMNS if head.count(name) > 1})
    if twice:
        raise CptError(f"{where}: the column {twice[0]} stands twice. Rename one.")


def _code(values: dict[str, str], where: str) -> CptCode:
    off = check(values["code"])
    if off:
        raise CptError(f"{where}: {off}")
    if not values["label"]:
        raise CptError(f"{where}: {values['code']} has no label.")
    add_on = values.get("add_on", "").casefold()
    if add_on not in ("", "yes", "no"):
        raise CptError(f"{where}: add_on must be yes, no or empty; it is “{add_on}”.")
    return CptCode(tidy(values["code"]), values["label"], add_on == "yes")
