"""What is known of a request, as the rules of release take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from chartroom.assess.releasechart import Error, Paper, day, person
from chartroom.privacy import PURPOSES, Authorization, Incoming, Request

_KNOWN = (
    "purpose", "verified", "facts", "paper", "special", "allowed", "clock", "received", "copying",
    "for",
)  # fmt: skip
_SPECIAL = ("psychotherapy_notes", "substance_use")
_TRUE = {"yes": True, "no": False}
_DATES = ("signed_on", "expires_on", "revoked_on")
_ON_FORM = {one.name: one.type for one in fields(Authorization)}


def incoming(data: Any, key: Mapping[str, Any], found: tuple[Paper, ...], error: Error) -> Incoming:
    """Return what is known of a request.

    Args:
        data: the request's ``rules``.
        key: its key, which says whose record it is.
        found: the papers of its chart.
        error: see ``releasechart.Error``.
    """
    if not isinstance(data, Mapping):
        raise error(("rules",), "'rules' must be entries, as in 'purpose: individual'.")
    for name in data:
        if name not in _KNOWN:
            raise error(("rules", name), f"'{name}' is not known; use {', '.join(_KNOWN)}.")
    if data.get("purpose") not in PURPOSES:
        raise error(("rules", "purpose"), f"'purpose' must be one of: {', '.join(PURPOSES)}.")
    special = _list(data, "special", error)
    for name in special:
        if name not in _SPECIAL:
            raise error(("rules", "special"), f"'special' takes {' and '.join(_SPECIAL)}.")
    request = Request(
        data["purpose"],
        verified=_yes(data, "verified", ("rules",), error),
        facts=frozenset(_list(data, "facts", error)),
        **dict.fromkeys(special, True),
    )
    _check_facts(request, error)
    mrn = "" if key.get("person") == "unclear" else str(key.get("person", ""))
    return Incoming(
        request,
        mrn,
        day(data, "received", error, ("rules",)),
        tuple(one.piece for one in found),
        _paper(data["paper"], mrn, error) if "paper" in data else None,
        frozenset(_list(data, "allowed", error)),
        data.get("clock", ""),
        data.get("for", ""),
        _copying(data.get("copying"), error),
    )


def _check_facts(request: Request, error: Error) -> None:
    """A fact that no rule asks for would be passed over in silence: refuse a misspelled one."""
    known = {fact for ground in PURPOSES.values() for group in ground.needs for fact in group}
    for fact in request.facts:
        if fact not in known and "Part 2" not in fact and fact not in _OTHER_FACTS:
            raise error(("rules", "facts"), f"no rule asks for '{fact}'; check its spelling.")


_OTHER_FACTS = ("notes are named", "emergency, consent cannot be obtained")


def _paper(data: Any, mrn: str, error: Error) -> Authorization:
    where = ("rules", "paper")
    if not isinstance(data, Mapping):
        raise error(where, "'paper' must be entries, as in 'purpose: insurance claim'.")
    row = person(mrn)
    name = f"{row['first_name']} {row['last_name']}" if row else ""
    values: dict[str, Any] = {
        "information": "",
        "discloser": "Tern Harbor Medical Center",
        "recipient": "",
        "purpose": "",
        "signed_on": None,
        "patient": name,
        "signature": name,
    }
    for field, value in data.items():
        if field not in _ON_FORM:
            raise error((*where, field), f"'{field}' is not a part of an authorization.")
        if field in _DATES:
            values[field] = day(data, field, error, where) if value else None
        elif _ON_FORM[field] == "bool":
            values[field] = _yes(data, field, where, error)
        else:
            values[field] = value
    return Authorization(**values)


def _copying(data: Any, error: Error) -> MappingProxyType[str, Any] | None:
    if data is None:
        return None
    where = ("rules", "copying")
    if not isinstance(data, Mapping):
        raise error(where, "'copying' must be entries, as in 'minutes: 15'.")
    read = {
        name: _yes(data, name, where, error) if value in _TRUE else value
        for name, value in data.items()
    }
    return MappingProxyType(read)


def _list(data: Mapping[str, Any], name: str, error: Error) -> list[str]:
    value = data.get(name, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise error(("rules", name), f"'{name}' must be a list of texts.")
    return value


def _yes(data: Mapping[str, Any], name: str, where: tuple[str, ...], error: Error) -> bool:
    value = data.get(name, "no")
    if value not in _TRUE:
        raise error((*where, name), f"'{name}' must be yes or no.")
    return _TRUE[value]
