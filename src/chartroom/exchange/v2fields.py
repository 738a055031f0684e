"""What the segments and fields of HL7 v2.5.1 are called, in our words (``data/*.tsv``)."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def fields() -> dict[tuple[str, int], str]:
    """Return (segment, field) -> name; field 0 is the segment itself."""
    return {(row["segment"], int(row["field"])): row["name"] for row in _table("hl7-fields.tsv")}


@cache
def parts() -> dict[tuple[str, int], str]:
    """Return ("PID-5", component) -> name."""
    return {
        (field, int(row["part"])): row["name"]
        for row in _table("hl7-parts.tsv")
        for field in row["fields"].split()
    }


def known(segment: str) -> bool:
    """Return whether a segment may stand in the messages we take in; Z is for anybody's own."""
    return segment.startswith("Z") or (segment, 0) in fields()


def named(segment: str, field: int) -> str:
    """Return "PID-7 (date of birth)"; without a name if we have none."""
    name = fields().get((segment, field))
    return f"{segment}-{field} ({name})" if name else f"{segment}-{field}"


def located(where: str) -> tuple[str, int, int]:
    """Return segment, which of that name, and field out of "DG1[2]-3 (diagnosis code)".

    What is not there is "", 1 and 0.
    """
    match = re.match(r"([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+))?(?![A-Za-z0-9])", where)
    return (match[1], int(match[2] or 1), int(match[3] or 0)) if match else ("", 1, 0)


def _table(name: str) -> list[dict[str, str]]:
    text = files("chartroom.exchange").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
