"""The teaching set of HCPCS Level II, its letters and modifiers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from chartroom.codes import tsvdata
from chartroom.codes.hcpcs.form import check, tidy
from chartroom.codes.hcpcs.records import HcpcsCode, Letter, Modifier, UnknownHcpcs

_PACKAGE = "chartroom.codes.hcpcs"


@cache
def codes() -> Mapping[str, HcpcsCode]:
    """Return the teaching set by code."""
    return MappingProxyType(
        {
            code: HcpcsCode(code, label, int(amount) if amount else None, unit)
            for code, label, amount, unit in tsvdata.read(_PACKAGE, "codes")
        }
    )


def lookup(code: str) -> HcpcsCode:
    """Return a code with its label.

    Raises:
        UnknownHcpcs: it has not the form of a code, or is not in the teaching set.
    """
    bare, off = tidy(code), check(code)
    if off:
        raise UnknownHcpcs(bare, off)
    if bare not in codes():
        raise UnknownHcpcs(
            bare,
            f"{bare} is not in the course's teaching set. Codes with {bare[0]} hold: "
            f"{letter(bare).holds}. Look it up in the HCPCS Level II file of its quarter.",
        )
    return codes()[bare]


@cache
def letters() -> tuple[Letter, ...]:
    """Return the first letters and what they hold."""
    return tuple(Letter(*row) for row in tsvdata.read(_PACKAGE, "letters"))


def letter(code: str) -> Letter:
    """Return the first letter of a code, or a letter, with what it holds.

    Raises:
        UnknownHcpcs: no HCPCS Level II code begins so.
    """
    bare = tidy(code)
    found = next((one for one in letters() if one.letter == bare[:1]), None)
    if found is None:
        known = " ".join(one.letter for one in letters())
        raise UnknownHcpcs(
            bare, f"No HCPCS Level II code begins with “{bare[:1]}”. The letters are {known}."
        )
    return found


@cache
def modifiers() -> tuple[Modifier, ...]:
    """Return the HCPCS modifiers of the course beside those in ``codes.cpt``."""
    return tuple(Modifier(*row) for row in tsvdata.read(_PACKAGE, "modifiers"))
