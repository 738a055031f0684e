"""The procedures of a worksheet as data: rows from an answer, and rows from typed text.

``answer["procedures"]`` holds ``{"code": "0DTJ4ZZ"}`` for a stay, the principal procedure first,
and ``{"code": "45385", "modifiers": "PT", "units": 1}`` for a visit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import printable, shorten
from chartroom.assess.feedback import Item
from chartroom.codes import pcs

MAX_ROWS = 100
_UNITS = re.compile(r"[x×](\d{1,4})|(\d{1,4})[x×]", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One filled row: its place among the filled ones (from 1) and what stands in it.

    ``units`` is 0 where something is written that is no whole number from 1.
    """

    place: int
    typed: str
    modifiers: tuple[str, ...] = ()
    units: int = 1

    @property
    def code(self) -> str:
        """The code as it is printed: capitals and digits."""
        return shorten(pcs.tidy(self.typed), 20)


def read(answer: Any, inpatient: bool) -> tuple[tuple[Row, ...], tuple[Item, ...]]:
    """Return the filled rows and what is off about the others; never raises for what it holds."""
    listed = answer.get("procedures") if isinstance(answer, Mapping) else None
    listed = list(listed) if isinstance(listed, list | tuple) else []
    off: list[Item] = []
    if len(listed) > MAX_ROWS:
        off.append(Item("form", f"Only the first {MAX_ROWS} procedures are looked at."))
    rows: list[Row] = []
    for line, one in enumerate(listed[:MAX_ROWS], 1):
        typed = one if isinstance(one, str) else one.get("code") if isinstance(one, Mapping) else ""
        typed = printable(" ".join(typed.split()))[:100] if isinstance(typed, str) else ""
        more = one if isinstance(one, Mapping) and not inpatient else {}
        marks, units = _modifiers(more.get("modifiers")), _number(more.get("units"))
        if pcs.tidy(typed):
            rows.append(Row(len(rows) + 1, typed, marks, units))
        elif marks:
            off.append(Item("form", f"Procedure row {line} has a modifier and no code."))
    return tuple(rows), tuple(off)


def is_blank(answer: Any) -> bool:
    """True if the answer names no procedure."""
    return not read(answer, inpatient=True)[0]


def parse(value: Any, inpatient: bool, name: str) -> list[dict[str, Any]]:
    """Return the rows meant by typed text, or by a list of texts, dictionaries or tuples.

    Args:
        value: ``"45385-PT; J1885 x2"``, or a list of such texts, of ``{"code": …}`` and of
            ``(code, modifiers, units)``; None for no procedure.
        inpatient: True for ICD-10-PCS, which has neither modifiers nor units.
        name: the question's id, for the message.

    Raises:
        AnswerError: it cannot be understood; one sentence that says what to write.
    """
    if value is None or isinstance(value, str):
        return [_kept(row, inpatient) for row in _typed(value or "", name, inpatient)]
    if not isinstance(value, list | tuple):
        raise AnswerError(f"The procedures of '{name}' must be a list; {_how(inpatient)}.")
    rows: list[dict[str, Any]] = []
    for one in value:
        if isinstance(one, str):
            found = _typed(one, name, inpatient)
            if len(found) != 1:
                raise AnswerError(
                    f"Each procedure of '{name}' must hold one code; {_how(inpatient)}."
                )
            rows += found
            continue
        if isinstance(one, list | tuple) and 0 < len(one) <= 3:
            one = dict(zip(("code", "modifiers", "units"), one, strict=False))
        if not isinstance(one, Mapping) or not isinstance(one.get("code"), str):
            raise AnswerError(f"A procedure of '{name}' is not clear; {_how(inpatient)}.")
        units = _number(one.get("units"))
        if not units:
            raise AnswerError(f"The units of {shorten(one['code'])} must be a whole number from 1.")
        rows.append({"code": one["code"], "modifiers": one.get("modifiers"), "units": units})
    return [_kept(row, inpatient) for row in rows]


def _typed(text: str, name: str, inpatient: bool) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for word in re.sub(r"[,;|\n\t-]", " ", text).split():
        bare, units = word.strip(".:"), _UNITS.fullmatch(word)
        if re.fullmatch(r"\d{1,2}[.):]|•", word):  # the row's number
            continue
        if len(bare) >= 5 and any(character.isdigit() for character in bare):
            rows.append({"code": bare, "modifiers": [], "units": 1})
        elif not rows:
            raise AnswerError(
                f"“{shorten(word)}” in '{name}' is no procedure code; {_how(inpatient)}."
            )
        elif units:
            rows[-1]["units"] = max(1, int(units[1] or units[2]))
        elif re.fullmatch(r"[0-9A-Za-z]{2}", bare):
            rows[-1]["modifiers"].append(bare)
        else:
            raise AnswerError(
                f"“{shorten(word)}” in '{name}' is neither a procedure code nor a modifier; "
                f"{_how(inpatient)}."
            )
    return rows


def _kept(row: Mapping[str, Any], inpatient: bool) -> dict[str, Any]:
    """Return a row as it is saved. A dot stays: it tells a diagnosis from a procedure."""
    code = " ".join(row["code"].split()).upper()
    data: dict[str, Any] = {"code": code if "." in code else pcs.tidy(code)}
    if not inpatient:
        data |= {"modifiers": " ".join(_modifiers(row["modifiers"])), "units": row["units"]}
    return data


def _modifiers(value: Any) -> tuple[str, ...]:
    """Return modifiers in capitals, each once, in the order given."""
    listed = re.split(r"[\s,;-]+", value) if isinstance(value, str) else value
    if not isinstance(listed, list | tuple):
        return ()
    tidied = (pcs.tidy(printable(one))[:4] for one in listed if isinstance(one, str))
    return tuple(dict.fromkeys(filter(None, tidied)))


def _number(value: Any) -> int:
    """Return units: 1 if none are given, 0 if it is no whole number from 1."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if value is None or value == "":
        return 1
    found = re.fullmatch(r"(\d{1,4})(\.0+)?", text)
    return int(found[1]) if found and not isinstance(value, bool) else 0


def _how(inpatient: bool) -> str:
    example = "0DTJ4ZZ, 30233N1" if inpatient else "45385-PT; J1885 x2"
    return f"write the codes, such as '{example}'"
