"""The teaching set: codes with the course's own labels, sections and modifiers."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from chartroom.codes import tsvdata
from chartroom.codes.cpt.form import check, is_code, tidy
from chartroom.codes.cpt.records import (
    Codebook,
    CptCode,
    CptError,
    Modifier,
    Section,
    UnknownCpt,
)

_PACKAGE = "chartroom.codes.cpt"


@cache
def codes() -> Codebook:
    """Return the teaching set, in the order of CPT's sections."""
    listed = (
        CptCode(code, label, add_on == "yes")
        for code, label, add_on in tsvdata.read(_PACKAGE, "codes")
    )
    return Codebook("the course's own words", MappingProxyType({one.code: one for one in listed}))


def lookup(code: str, book: Codebook | None = None) -> CptCode:
    """Return a code with its label.

    Args:
        code: as it was written; blanks and small letters are forgiven.
        book: from ``load``; without it, the teaching set.

    Raises:
        UnknownCpt: it has not the form of a code, or the book does not hold it.
    """
    bare = tidy(code)
    off = check(code)
    if off:
        raise UnknownCpt(bare, off)
    held = codes() if book is None else book
    if bare not in held:
        raise UnknownCpt(bare, _missing(bare, book))
    return held.codes[bare]


def _missing(bare: str, book: Codebook | None) -> str:
    if bare == "99201":
        return "99201 was deleted on January 1, 2021. The lowest office visit is now 99202."
    if book is not None:
        return f"{bare} is not in {book.source}."
    part = section(bare)
    where = f" Its number is in {part.title}." if part else " No part of CPT has this number."
    return (
        f"{bare} is not in the course's teaching set of {len(codes())} codes.{where} "
        "Look it up in a licensed CPT book or file."
    )


@cache
def sections() -> tuple[Section, ...]:
    """Return the parts of CPT with the numbers they take up."""
    return tuple(Section(*row) for row in tsvdata.read(_PACKAGE, "sections"))


def section(code: str) -> Section | None:
    """Return the part of CPT in which a code's number is; None if no part has it.

    The books print a few codes elsewhere than their number says (marked #), so this is a guide.

    Raises:
        UnknownCpt: it has not the form of a code.
    """
    bare = tidy(code)
    if not is_code(bare):
        raise UnknownCpt(bare, check(code))
    return next((one for one in sections() if _within(bare, one)), None)


def _within(code: str, one: Section) -> bool:
    return _letter(code) == _letter(one.first) and one.first <= code <= one.last


def _letter(code: str) -> str:
    """Return the letter at the end of a code; "" for five digits."""
    return code[4:] if code[4:].isalpha() else ""


@cache
def modifiers() -> tuple[Modifier, ...]:
    """Return the modifiers that the course teaches."""
    return tuple(Modifier(*row) for row in tsvdata.read(_PACKAGE, "modifiers"))


def modifier(text: str) -> Modifier:
    """Return one modifier.

    Raises:
        CptError: the course has no such modifier.
    """
    wanted = tidy(text)
    found = next((one for one in modifiers() if one.modifier == wanted), None)
    if found is None:
        known = " ".join(one.modifier for one in modifiers())
        raise CptError(f"{wanted or 'Nothing'} is not a modifier of the course. It has: {known}.")
    return found
