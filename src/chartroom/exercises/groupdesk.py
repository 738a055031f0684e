"""The grouper: what its view asks, what it answers, and the same without a browser."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.assess import procedurerows
from chartroom.assess.records import Question

TITLE = "Grouper"
NOTICE = (
    "MS-DRG v43.1 (April 1, 2026) by the open tables of drgpy; for learning, without relative "
    "weights. Codes follow the record, never the group."
)
_POA = (
    ["", "not given"],
    ["Y", "Y present"],
    ["N", "N not present"],
    ["U", "U record unclear"],
    ["W", "W cannot be told"],
    ["exempt", "exempt"],
)
_NO_STATUS = "The discharge status is not given: grouped as 01, home. Some groups depend on it."
_HOW = 'grouping.group("J18.9", ["J96.01"], sex="F", disposition="01")'


def spec(question: Question | None) -> dict[str, Any]:
    """Return what the view is made from. With a worksheet, its patient is filled in."""
    from chartroom.grouping import DISPOSITIONS

    patient = question.chart.patient if question and question.chart else None
    return {
        "id": f"grouper-{question.id}" if question else "grouper",
        "kind": "grouper",
        "title": TITLE,
        "notice": NOTICE,
        "follows": bool(question),
        "age": "" if patient is None else str(patient.age),
        "sex": "" if patient is None else patient.sex,
        "poa": [list(one) for one in _POA],
        "dispositions": [
            ["", "Choose…"],
            *([code, f"{code} {words}"] for code, words in DISPOSITIONS.items()),
        ],
    }


def rows(answer: Any) -> list[dict[str, str]]:
    """Return the filled rows of a worksheet's answer, which may hold anything."""
    given = answer.get("rows") if isinstance(answer, dict) else None
    found = []
    for row in given if isinstance(given, list) else []:
        if isinstance(row, dict) and isinstance(row.get("code"), str) and row["code"].strip():
            mark = row.get("poa")
            found.append({"code": row["code"].strip(), "poa": mark if _known(mark) else ""})
    return found


def procedures(answer: Any) -> str:
    """Return the procedures of a worksheet's answer, with blanks between them."""
    return " ".join(row.code for row in procedurerows.read(answer, inpatient=True)[0])


def grouped(given: Any) -> dict[str, Any]:
    """Return the group of what stands in the view.

    Args:
        given: ``{"rows": [{"code", "poa"}], "procedures", "age", "sex", "disposition"}``; the
            first row is the principal diagnosis.

    Returns:
        ``{"head", "rows", "says", "notes"}``; or ``{"trouble"}``, a sentence on what cannot be
        grouped.
    """
    from chartroom import grouping

    chosen = given if isinstance(given, dict) else {}
    listed = rows(chosen)
    if not listed:
        return {"trouble": "Enter the principal diagnosis first."}
    if chosen.get("sex") not in ("F", "M"):
        return {"trouble": "Choose the patient's sex: some groups depend on it."}
    status = str(chosen.get("disposition") or "")
    try:
        found = grouping.group(
            listed[0]["code"],
            [row["code"] for row in listed[1:]],
            str(chosen.get("procedures") or ""),
            {row["code"]: row["poa"] for row in listed if row["poa"]},
            _age(chosen.get("age")),
            chosen["sex"],
            status or "01",
        )
    except grouping.GroupingError as error:
        return {"trouble": str(error)}
    return {
        "head": f"MS-DRG {found.drg}: {found.title}",
        "kind": found.kind,
        "rows": [_row(grouping, found, one) for one in found.secondary],
        "says": _carried(found),
        "notes": [*([] if status else [_NO_STATUS]), *found.notes],
    }


def _known(mark: Any) -> bool:
    return isinstance(mark, str) and any(mark == one[0] for one in _POA)


def _age(given: Any) -> int | None:
    from chartroom.grouping import GroupingError

    text = str(given or "").strip()
    if not text:
        return None
    if not text.isdigit() or len(text) > 3:
        raise GroupingError("Age must be a whole number of years, 0 for a baby; or leave it empty.")
    return int(text)


def _row(grouping: Any, found: Any, one: Any) -> dict[str, str]:
    level = one.level or "neither"
    try:
        without = grouping.what_if(found, drop=one.code).after.drg
    except grouping.GroupingError as error:
        without = str(error)
    return {
        "code": one.code,
        "level": f"{level}, {one.reason}" if one.reason else level,
        "without": "the same" if without == found.drg else without,
    }


def _carried(found: Any) -> str:
    said = [f"A {found.kind} group." if found.kind else ""]
    if len(found.carried) == 1:
        said.append(f"It hangs on {found.carried[0]}.")
    elif found.carried:
        said.append(f"Any one of {', '.join(found.carried)} would do.")
    elif found.secondary:
        said.append("No secondary diagnosis changes it alone.")
    if found.without_hac != found.drg:
        said.append(
            f"If what began here had been present on admission, it would be {found.without_hac}."
        )
    return " ".join(filter(None, said))


def html() -> str:
    """Return what is shown where nothing can be clicked."""
    return (
        f"<p><strong>{TITLE}.</strong> Run this cell to enter codes and see the group. The same by "
        f"typing: <code>{escape(_HOW)}</code></p><p><em>{escape(NOTICE)}</em></p>"
    )


def text() -> str:
    """Return the same as plain text."""
    return (
        f"{TITLE}. Run this cell to enter codes and see the group. Without it, write for example\n"
        f"{_HOW}\n{NOTICE}"
    )
