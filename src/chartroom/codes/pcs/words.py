"""Sections, root operations and approaches, in the course's words."""

from __future__ import annotations

from functools import cache

from chartroom.codes.pcs import tsv
from chartroom.codes.pcs.records import Approach, RootOperation, Section


@cache
def sections() -> tuple[Section, ...]:
    """Return the 17 sections in order."""
    return tuple(
        Section(value, name, ("Section", *axes)) for value, name, *axes in tsv.read("sections")
    )


@cache
def roots() -> tuple[RootOperation, ...]:
    """Return the 31 root operations of Medical and Surgical."""
    return tuple(RootOperation(*row) for row in tsv.read("roots"))


def root(name: str) -> RootOperation | None:
    """Return the root operation of a value ("T") or name ("resection"); None if there is none."""
    return _one(roots(), name)


@cache
def approaches() -> tuple[Approach, ...]:
    """Return the 7 approaches."""
    return tuple(Approach(*row) for row in tsv.read("approaches"))


def approach(name: str) -> Approach | None:
    """Return the approach of that value ("4") or name; None if there is none."""
    return _one(approaches(), name)


def section(value: str) -> Section | None:
    """Return the section of that value; None if there is none."""
    return _one(sections(), value)


def _one(listed, name: str):
    wanted = str(name).strip().casefold()
    return next(
        (one for one in listed if wanted in (one.value.casefold(), one.name.casefold())), None
    )
