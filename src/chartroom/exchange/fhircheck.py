"""Whether JSON is FHIR R4B: by the models of ``fhir.resources``, with errors for people."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import ValidationError

from chartroom.exchange import problems as p
from chartroom.exchange.check import short
from chartroom.exchange.fhirshape import Json
from chartroom.exchange.problems import ExchangeError, Problem


def parsed(text: str) -> Any:
    """Return text as JSON.

    Raises:
        ExchangeError: it is no JSON; the problem names line and column.
    """

    def told(what: str) -> ExchangeError:
        return ExchangeError([Problem("Bundle", what)])

    def constant(name: str) -> float:
        raise told(f"{name} is not a number in JSON")

    def once(pairs: list[tuple[str, Any]]) -> Json:
        names = [name for name, _ in pairs]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise told(f"the element {short(twice)} is there twice in one object; keep one")
        return dict(pairs)

    try:
        return json.loads(
            text.removeprefix("\ufeff"), parse_constant=constant, object_pairs_hook=once
        )
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}"
        raise told(what) from error
    except RecursionError as error:
        raise told("not a bundle: its objects are nested too deeply") from error
    except ValueError as error:
        if isinstance(error, ExchangeError):
            raise
        raise told(f"not JSON that can be read: {error}") from error


def envelope(bundle: Json) -> list[Problem]:
    """Check a Bundle without its resources."""
    entries = bundle.get("entry")
    bare = dict(bundle)
    if isinstance(entries, list):
        bare["entry"] = [
            {name: value for name, value in one.items() if name != "resource"}
            if isinstance(one, dict)
            else one
            for one in entries
        ]
    told = _validated(bare, "Bundle", "Bundle")
    kind = bundle.get("type")
    if not told and kind != "collection":
        what = f"{short(kind)} is not taken in; send the same resources as a collection"
        told.append(Problem("Bundle.type", what, p.NOT_IN_TABLE))
    return told


def resource(one: Json, path: str) -> list[Problem]:
    """Check one resource, whose type must be one of FHIR's."""
    return _validated(one, str(one["resourceType"]), path)


def tidy(one: Json) -> Json:
    """Return a sound resource with its elements in FHIR's order."""
    return json.loads(_model(str(one["resourceType"])).model_validate(one).model_dump_json())


@cache
def _model(kind: str) -> Any:
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class(kind)


def _validated(one: Json, kind: str, path: str) -> list[Problem]:
    told: list[Problem] = []
    try:
        told += _modifiers(one, path)
        _model(kind).model_validate(one)
    except ValidationError as error:
        return told + [_problem(detail, kind, path) for detail in error.errors()]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        # What the models trip over instead of refusing it, such as a contained unknown resource.
        return [*told, Problem(path, f"cannot be read as a {kind}: {short(error)}")]
    return told


def _modifiers(value: Any, path: str) -> list[Problem]:
    """A modifier may turn the meaning round, so FHIR forbids to pass over an unknown one."""
    if isinstance(value, list):
        return [told for at, one in enumerate(value) for told in _modifiers(one, f"{path}[{at}]")]
    if not isinstance(value, dict):
        return []
    told = [
        Problem(f"{path}.{name}", "may change what the rest means, and we do not know it")
        for name in ("modifierExtension", "implicitRules")
        if name in value
    ]
    return told + [
        found for name, one in value.items() for found in _modifiers(one, f"{path}.{name}")
    ]


def _problem(detail: Any, kind: str, path: str) -> Problem:
    place = path
    for part in detail["loc"]:
        if part == "root":  # the models' name for the element itself
            continue
        place += f"[{part}]" if isinstance(part, int) else f".{part}"
    type_, value, said = detail["type"], short(detail.get("input")), str(detail["msg"])
    if type_.endswith("missing"):
        return Problem(place, "is missing", p.MISSING)
    if type_ == "extra_forbidden":
        return Problem(place, f"FHIR R4B knows no such element in a {kind}; check its spelling")
    if type_.startswith("date_") or said.startswith("Value error, Date value"):
        return Problem(place, f"{value} is not a date; write YYYY-MM-DD")
    if type_.startswith("datetime_") or "DateTime value" in said or "Instant value" in said:
        what = f"{value} is not a date and time; write 2026-04-01T08:30:00-04:00"
        return Problem(place, what)
    if type_ == "list_type":
        return Problem(place, f"{value} must stand in a list, between [ and ]")
    if type_ == "string_type":
        return Problem(place, f"{value} must be text, between quotes")
    if type_.startswith("bool"):
        return Problem(place, f"{value} must be true or false, without quotes")
    if type_ in ("decimal_parsing", "int_parsing", "int_type", "decimal_type") or (
        "Decimal value" in said or "Integer value" in said
    ):
        return Problem(place, f"{value} is not a number")
    if type_ in ("model_type", "dict_type", "model_attributes_type"):
        return Problem(place, f"{value} must be an object, between {{ and }}")
    return Problem(place, f"{value} is refused: {_plain(said)}")


def _plain(said: str) -> str:
    words = said.removeprefix("Value error, ").removeprefix("Input ")
    return " ".join(words.split()).rstrip(".")
