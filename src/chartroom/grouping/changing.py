"""What a change of a stay does to its group: one code more or less, another order, another flag."""

from __future__ import annotations

from chartroom.codes import form
from chartroom.grouping.grouper import regroup
from chartroom.grouping.reading import read
from chartroom.grouping.records import Grouped, GroupingError, Stay, WhatIf


def what_if(
    grouped: Grouped | Stay,
    add: str | None = None,
    drop: str | None = None,
    principal: str | None = None,
    poa: tuple[str, str] | None = None,
    disposition: str | None = None,
) -> WhatIf:
    """Return what one change does to a stay's group.

    A change of the codes follows the record, never the group: this shows what is at stake when an
    auditor asks.

    Args:
        grouped: the stay, grouped or read.
        add: a diagnosis or a procedure to add.
        drop: a secondary diagnosis or a procedure to leave out.
        principal: a secondary diagnosis that changes places with the principal one.
        poa: a code and its indicator, as in ("L89.154", "N").
        disposition: another discharge status.

    Raises:
        GroupingError: not exactly one change is named, the code to drop or to put first is not
            there, or the changed stay cannot be grouped.
    """
    before = grouped if isinstance(grouped, Grouped) else regroup(grouped)
    wanted = {
        "add": add, "drop": drop, "principal": principal, "poa": poa, "disposition": disposition
    }  # fmt: skip
    named = [name for name, value in wanted.items() if value is not None]
    if len(named) != 1:
        raise GroupingError("Name one change: add, drop, principal, poa or disposition.")
    change, given = _CHANGES[named[0]](before.stay, wanted[named[0]])
    return WhatIf(change, before, regroup(read(**given)))


def _parts(stay: Stay) -> dict:
    return {
        "principal": stay.principal, "secondary": stay.secondary, "procedures": stay.procedures,
        "poa": dict(stay.poa), "age": stay.age, "sex": stay.sex, "disposition": stay.disposition,
    }  # fmt: skip


def _operation(code: str) -> bool:
    return "." not in code and len(form.parts(form.tidy(code))) == 7 and not _diagnosis(code)


def _diagnosis(code: str) -> bool:
    from chartroom import codes

    try:
        return bool(codes.lookup(code))
    except codes.UnknownCode:
        return False


def _add(stay: Stay, code: str) -> tuple[str, dict]:
    if _operation(code):
        parts = _parts(stay) | {"procedures": (*stay.procedures, code)}
        return f"With {form.parts(form.tidy(code))}", parts
    tidied = form.tidy(code)
    return f"With {tidied}", _parts(stay) | {"secondary": (*stay.secondary, tidied)}


def _drop(stay: Stay, code: str) -> tuple[str, dict]:
    tidied = form.tidy(code)
    bare = form.parts(tidied)
    if bare in stay.procedures:
        kept = tuple(one for one in stay.procedures if one != bare)
        return f"Without {bare}", _parts(stay) | {"procedures": kept}
    if tidied not in stay.secondary:
        hint = " Put another one first with principal=." if tidied == stay.principal else ""
        raise GroupingError(f"{tidied} is not a secondary diagnosis of this stay.{hint}")
    kept = tuple(one for one in stay.secondary if one != tidied)
    poa = {one: mark for one, mark in stay.poa if one != tidied}
    return f"Without {tidied}", _parts(stay) | {"secondary": kept, "poa": poa}


def _principal(stay: Stay, code: str) -> tuple[str, dict]:
    tidied = form.tidy(code)
    if tidied not in stay.secondary:
        raise GroupingError(f"{tidied} is not a secondary diagnosis of this stay: add it first.")
    rest = tuple(stay.principal if one == tidied else one for one in stay.secondary)
    parts = _parts(stay) | {"principal": tidied, "secondary": rest}
    return f"With {tidied} as principal in the place of {stay.principal}", parts


def _poa(stay: Stay, given: tuple[str, str]) -> tuple[str, dict]:
    try:
        code, mark = given
    except (TypeError, ValueError):
        raise GroupingError('Give a code and its indicator, as in ("L89.154", "N").') from None
    tidied = form.tidy(code)
    return f"With POA {mark} at {tidied}", _parts(stay) | {"poa": {**dict(stay.poa), tidied: mark}}


def _disposition(stay: Stay, given: str) -> tuple[str, dict]:
    return f"With discharge status {given}", _parts(stay) | {"disposition": given}


_CHANGES = {
    "add": _add, "drop": _drop, "principal": _principal, "poa": _poa, "disposition": _disposition
}  # fmt: skip
