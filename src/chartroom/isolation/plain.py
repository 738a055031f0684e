"""Values as plain data: JSON that names the exact type of each, and nothing that can run.

``encode`` runs where the student's code runs, so what it sends may be forged; ``decode`` builds
exact built-in types from it, and numpy and pandas values (``tables``), whatever was sent. What has
no such form becomes ``Uncrossed``.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import decimal
import fractions
import importlib
import math
import pathlib
import sys
import types
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

Coded = Any  # what JSON can hold

DEPTH = 60  # lists in lists
DIGITS = 4000  # of a whole number
OWN = "chartroom."  # records (frozen dataclasses) of the course's own modules may cross
_SAFE_INTEGER = 2**53


class CannotCross(AttributeError):
    """A value has no plain form. Shown as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Uncrossed:
    """Stands in a test for a student's value that could not cross; any use of it says so.

    It is no instance of anything a test might look for, and has no attributes.
    """

    def __init__(self, name: str, what: str) -> None:
        self.__dict__["_said"] = (
            f"“{name}” is {what}. A test sees numbers, text, lists and other plain values, tables "
            "and functions; give it one of these."
        )

    def __getattr__(self, name: str) -> Any:
        raise CannotCross(self.__dict__["_said"])

    def __eq__(self, other: object) -> bool:
        raise CannotCross(self.__dict__["_said"])

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise CannotCross(self.__dict__["_said"])

    def __repr__(self) -> str:
        return f"<{self.__dict__['_said']}>"


_SEQUENCES: dict[str, type] = {"l": list, "t": tuple, "s": set, "z": frozenset, "q": deque}
_MAPPINGS: dict[str, type] = {"d": dict, "C": Counter, "O": OrderedDict, "D": defaultdict}
_TEXTS: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "date": (dt.date, str, dt.date.fromisoformat),
    "datetime": (dt.datetime, lambda value: value.isoformat(), dt.datetime.fromisoformat),
    "time": (dt.time, lambda value: value.isoformat(), dt.time.fromisoformat),
    "decimal": (decimal.Decimal, str, decimal.Decimal),
    "fraction": (fractions.Fraction, str, fractions.Fraction),
}
_KINDS = {kind: tag for tag, kind in (_SEQUENCES | _MAPPINGS).items()}
_TEXT_KINDS = {kind: tag for tag, (kind, _, _) in _TEXTS.items()}


def encode(value: Any, function: Callable[[Any], Coded] | None = None, depth: int = DEPTH) -> Coded:
    """Return ``value`` as plain data.

    Args:
        value: what should cross.
        function: gives the form of a function (or class); without it these cannot cross.
        depth: how many levels of lists in lists are left.

    Raises:
        CannotCross: there is no such form; the text says what it is, to follow "is".
    """
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if -_SAFE_INTEGER < value < _SAFE_INTEGER else {"i": _digits(value)}
    if kind is float:
        return value if math.isfinite(value) else {"x": repr(value)}
    if depth <= 0:
        raise CannotCross(f"nested more than {DEPTH} levels deep, or inside itself")
    if kind in _KINDS and kind in _SEQUENCES.values():
        return {_KINDS[kind]: [encode(one, function, depth - 1) for one in value]}
    if kind in _KINDS:
        pairs = [
            [encode(key, function, depth - 1), encode(one, function, depth - 1)]
            for key, one in value.items()
        ]
        return {_KINDS[kind]: pairs}
    if kind in _TEXT_KINDS:
        tag = _TEXT_KINDS[kind]
        return {tag: _TEXTS[tag][1](value)}
    if kind in (bytes, bytearray):
        return {"b" if kind is bytes else "B": base64.b64encode(value).decode("ascii")}
    if kind is complex:
        return {"c": [encode(value.real), encode(value.imag)]}
    if kind is range:
        return {"r": [value.start, value.stop, value.step]}
    if kind is dt.timedelta:
        return {"delta": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, pathlib.PurePath):
        return {"path": str(value)}
    if kind is types.ModuleType:
        return {"module": value.__name__}
    module = kind.__module__ or ""
    if module.split(".")[0] in ("numpy", "pandas"):
        from chartroom.isolation import tables

        found = tables.encode(value, lambda one: encode(one, function, depth - 1))
        if found is not None:
            return found
    if module.startswith(OWN) and _is_record(kind):
        fields = {
            field.name: encode(getattr(value, field.name), function, depth - 1)
            for field in dataclasses.fields(value)
            if field.init
        }
        return {"record": [module, kind.__qualname__, fields]}
    if isinstance(value, tuple) and hasattr(kind, "_fields"):  # a named tuple
        return {"t": [encode(one, function, depth - 1) for one in value]}
    if function is not None and callable(value):
        return function(value)
    article = "an" if kind.__name__[:1] in "aeiouAEIOU" else "a"
    raise CannotCross(f"{article} {kind.__name__} object")


def decode(
    coded: Coded, function: Callable[[Any], Any] | None = None, depth: int = DEPTH + 2
) -> Any:
    """Return the value of plain data, which may be forged.

    Args:
        coded: what ``encode`` made, or somebody else.
        function: makes a stand-in from the form of a function.
        depth: how many levels are left.

    Raises:
        ValueError: it is no value's form.
    """
    if coded is None or isinstance(coded, (bool, str, float)):
        return coded
    if isinstance(coded, int):
        if not -_SAFE_INTEGER < coded < _SAFE_INTEGER:
            raise ValueError("a whole number out of range")
        return coded
    if depth <= 0 or not isinstance(coded, dict) or len(coded) != 1:
        raise ValueError("not the form of a value")
    ((tag, inner),) = coded.items()
    try:
        return _decoded(tag, inner, function, depth)
    except ValueError:
        raise
    except Exception as error:  # forged data may fail in any way
        raise ValueError(f"not the form of a value: {error}") from None


def _decoded(tag: str, inner: Any, function: Callable[[Any], Any] | None, depth: int) -> Any:
    def again(one: Any) -> Any:
        return decode(one, function, depth - 1)

    if tag in _SEQUENCES:
        return _SEQUENCES[tag]([again(one) for one in _list(inner)])
    if tag in _MAPPINGS:
        made = {again(key): again(one) for key, one in _list(inner)}
        return defaultdict(None, made) if tag == "D" else _MAPPINGS[tag](made)
    if tag in _TEXTS:
        if not isinstance(inner, str) or len(inner) > DIGITS:
            raise ValueError("not a text")
        return _TEXTS[tag][2](inner)
    if tag == "i":
        if not isinstance(inner, str) or len(inner) > DIGITS:
            raise ValueError("too many digits")
        return int(inner)
    if tag == "x":
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[inner]
    if tag in ("b", "B"):
        data = base64.b64decode(inner, validate=True)
        return data if tag == "b" else bytearray(data)
    if tag == "c":
        real, imaginary = (float(again(one)) for one in inner)
        return complex(real, imaginary)
    if tag == "r":
        return range(*(int(one) for one in inner))
    if tag == "delta":
        return dt.timedelta(*(int(one) for one in inner))
    if tag == "path":
        return pathlib.Path(str(inner))
    if tag == "module":  # only one that is here already: nothing is loaded for a student
        return sys.modules[inner]
    if tag == "record":
        return _record(inner, again)
    if tag == "function" and function is not None:
        return function(inner)
    from chartroom.isolation import tables

    return tables.decode(tag, inner, again)


def _record(inner: Any, again: Callable[[Any], Any]) -> Any:
    module, name, fields = inner
    if not (isinstance(module, str) and module.startswith(OWN)):
        raise ValueError("not a record of the course")
    kind = getattr(importlib.import_module(module), name)
    if not _is_record(kind):
        raise ValueError("not a record of the course")
    return kind(**{key: again(one) for key, one in fields.items()})


def _is_record(kind: Any) -> bool:
    return (
        isinstance(kind, type)
        and dataclasses.is_dataclass(kind)
        and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        and "<locals>" not in kind.__qualname__
    )


def _digits(value: int) -> str:
    if value.bit_length() > DIGITS * 3:
        raise CannotCross("a whole number of more than 3,600 digits")
    return str(value)


def _list(value: Any) -> list:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value
