"""The coding worksheet as data: rows from an answer, and an answer from typed text.

An answer is ``{"rows": [{"code": "J44.1", "poa": "Y"}, …], "query": false, "query_text": ""}`` in
sequence: the first row is the principal diagnosis (outpatient: the first-listed code). Where
procedures are asked for, it has ``procedures`` too (see ``procedurerows``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chartroom.assess import family, procedurerows
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import shorten
from chartroom.assess.family import Given
from chartroom.assess.feedback import Item

POA = {
    "Y": "present when the inpatient order was written",
    "N": "not present when the inpatient order was written",
    "U": "the record does not say enough to tell",
    "W": "the provider cannot tell clinically",
    "exempt": "the code is exempt from POA reporting",
}
MAX_ROWS = 100
_EXEMPT = {"EXEMPT", "1", "E", "EX"}
_YES = {"YES": "Y", "NO": "N"}


@dataclass(frozen=True)
class Row:
    """One filled row: its place among the filled ones (from 1), its code, its POA as in POA."""

    place: int
    given: Given
    poa: str

    @property
    def code(self) -> str:
        return self.given.code


@dataclass(frozen=True)
class Sheet:
    """What a student entered, and what is off about its form."""

    rows: tuple[Row, ...]
    query: bool
    query_text: str
    off: tuple[Item, ...] = ()


def is_blank(answer: Any) -> bool:
    """True if there is neither a code, nor a procedure, nor a query."""
    if not isinstance(answer, Mapping):
        return answer in (None, "", [], ())
    rows = answer.get("rows")
    filled = isinstance(rows, list | tuple) and any(_text(row, "code") for row in rows)
    asks = answer.get("query") is True
    return not (filled or asks) and procedurerows.is_blank(answer)


def read(answer: Any) -> Sheet:
    """Return the sheet that ``answer`` describes; never raises for what it holds."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("rows", []), list | tuple):
        return Sheet((), False, "", (Item("form", "The answer must be the rows of a worksheet."),))
    off: list[Item] = []
    listed = list(answer.get("rows", []))
    if len(listed) > MAX_ROWS:
        off.append(Item("form", f"Only the first {MAX_ROWS} rows are looked at."))
    rows: list[Row] = []
    for line, row in enumerate(listed[:MAX_ROWS], 1):
        code, poa = _text(row, "code"), _text(row, "poa")
        if code:
            rows.append(Row(len(rows) + 1, family.given(code), poa_letter(poa)))
        elif poa:
            off.append(Item("form", f"Row {line} has a POA indicator and no code."))
    text = answer.get("query_text")
    return Sheet(
        tuple(rows), answer.get("query") is True, text if isinstance(text, str) else "", tuple(off)
    )


def poa_letter(text: str) -> str:
    """Return a POA indicator as ``POA`` writes it; what is none stays as typed."""
    word = " ".join(text.split()).upper()
    if word in _EXEMPT:
        return "exempt"
    return _YES.get(word, word)


def parse(
    value: Any,
    query: str | bool | None,
    inpatient: bool,
    name: str,
    procedures: Any = None,
    wants: bool = False,
) -> dict[str, Any]:
    """Return the answer meant by typed text, a list of codes or pairs, or a worksheet's data.

    Args:
        value: the diagnoses, or the whole worksheet.
        query: what to ask the provider, True, or False to ask nothing.
        inpatient: whether each code takes a POA indicator.
        name: the question's id, for the message.
        procedures: what ``procedurerows.parse`` takes; None for those of ``value``.
        wants: whether the question asks for procedures.

    Raises:
        AnswerError: it cannot be understood; one sentence that says what to write.
    """
    if isinstance(value, Mapping):
        answer = {"rows": [], "query": False, "query_text": "", **value}
        rows = answer["rows"]
        if isinstance(rows, str) or not isinstance(rows, list | tuple):
            raise AnswerError(f"The rows of '{name}' must be a list; {_how(inpatient)}.")
    elif value is None or isinstance(value, str):
        answer = {"rows": _typed(value or "", name, inpatient), "query": False, "query_text": ""}
        rows = answer["rows"]
    elif isinstance(value, list | tuple):
        answer = {"rows": [], "query": False, "query_text": ""}
        rows = value
    else:
        raise AnswerError(f"The answer to '{name}' is not clear; {_how(inpatient)}.")
    answer["rows"] = [_row(row, name, inpatient) for row in rows]
    if procedures is None:
        procedures = answer.get("procedures")
    if wants:
        answer["procedures"] = procedurerows.parse(procedures, inpatient, name)
    elif procedures:
        raise AnswerError(f"'{name}' does not ask for procedures; leave them out.")
    answer["query"] = answer["query"] is True
    answer["query_text"] = str(answer["query_text"] or "")
    if isinstance(query, str) and query.strip():
        answer.update(query=True, query_text=query.strip())
    elif query is True:
        answer["query"] = True
    elif query is False:
        answer.update(query=False, query_text="")
    return answer


def _typed(text: str, name: str, inpatient: bool) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    words = re.sub(r"[,;|()=\n\t]", " ", text).split()
    for word in words:
        bare = word.strip(".:")
        if re.fullmatch(r"\d{1,2}[.):]?|-|•", word):  # the row's number
            continue
        if bare.upper() == "POA" or not bare:
            continue
        letter = poa_letter(bare.removeprefix("POA-").removeprefix("poa-"))
        if letter in POA:
            if not rows:
                raise AnswerError(f"“{shorten(word)}” stands before any code; {_how(inpatient)}.")
            rows[-1]["poa"] = letter
        elif len(bare) >= 3 and bare[0].isalpha() and any(ch.isdigit() for ch in bare):
            rows.append({"code": bare, "poa": ""})
        else:
            raise AnswerError(f"“{shorten(word)}” is neither a code nor a POA indicator; "
                              f"{_how(inpatient)}.")  # fmt: skip
    return rows


def _row(row: Any, name: str, inpatient: bool) -> dict[str, str]:
    if isinstance(row, str):
        found = _typed(row, name, inpatient)
        if len(found) != 1:
            raise AnswerError(f"Each entry of '{name}' must hold one code; {_how(inpatient)}.")
        row = found[0]
    if isinstance(row, list | tuple) and len(row) == 2:
        row = {"code": row[0], "poa": row[1]}
    if not isinstance(row, Mapping) or not isinstance(row.get("code", ""), str):
        raise AnswerError(f"A row of '{name}' is not clear; {_how(inpatient)}.")
    code = row.get("code", "").strip()
    poa = poa_letter(str(row.get("poa") or ""))
    if poa and poa not in POA:
        raise AnswerError(f"“{shorten(poa)}” is not a POA indicator; write Y, N, U, W or exempt.")
    return {"code": family.tidied(code), "poa": poa}


def _text(row: Any, field: str) -> str:
    if isinstance(row, str):
        return row.strip() if field == "code" else ""
    value = row.get(field) if isinstance(row, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def _how(inpatient: bool) -> str:
    example = "1. J44.1 POA Y; 2. F17.210 POA Y" if inpatient else "E11.22 N18.31"
    return f"write the codes in order, such as '{example}'"
