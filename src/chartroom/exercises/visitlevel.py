"""The E/M calculator: what its view asks, what it answers, and its tables without a browser."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.codes import cpt

TITLE = "E/M calculator"
#: The kinds of visit that may be chosen: setting, patient, words.
VISITS = {
    "new": ("office", "new", "Office, new patient"),
    "established": ("office", "established", "Office, established patient"),
    "ed": ("ed", "", "Emergency department"),
}
_FLAGS = ("historian", "interpretation", "discussion")
_NUMBERS = {"items": "The number of tests and notes", "minutes": "Minutes"}
_SUCH = {"items": "2", "minutes": "20"}
_LINE = "border:1px solid;padding:4px 12px;text-align:left"


def spec() -> dict[str, Any]:
    """Return what the view is made from."""
    return {
        "id": "em-calculator",
        "kind": "em",
        "title": TITLE,
        "notice": cpt.NOTICE,
        "visits": [[name, words] for name, (_, _, words) in VISITS.items()],
        "problems": _choices("problems"),
        "risk": _choices("risk"),
    }


def level(given: Any) -> dict[str, Any]:
    """Return the level for what was chosen so far.

    Args:
        given: ``{"visit", "problems", "risk", "items", "minutes", "historian", "interpretation",
            "discussion"}``, as the view sends it; what is empty was not chosen.

    Returns:
        ``{"code", "label", "data", "reasons"}``; or ``{"says"}``, a sentence on what cannot be
        used, with ``"about"`` if it is about one of the two numbers.
    """
    chosen = given if isinstance(given, dict) else {}
    visit = VISITS.get(str(chosen.get("visit")))
    if visit is None:
        return {"says": "Choose the kind of visit first."}
    timed = visit[0] != "ed"
    for field in ("items", "minutes") if timed else ("items",):
        off = _off(field, chosen.get(field))
        if off:
            return {"says": off, "about": field}
    try:
        items = _number(chosen.get("items"))
        flags = {name: chosen.get(name) is True for name in _FLAGS}
        data = cpt.data_level(items or 0, **flags)
        found = cpt.em(
            visit[0],
            visit[1],
            problems=str(chosen.get("problems") or "") or None,
            # Untouched, data says nothing; with another element it is the lowest step.
            data=data if items is not None or any(flags.values()) else None,
            risk=str(chosen.get("risk") or "") or None,
            minutes=_number(chosen.get("minutes")) if timed else None,
        )
    except cpt.CptError as error:
        return {"says": str(error)}
    label = cpt.lookup(found.code).label if found.code else ""
    return {"code": found.code, "label": label, "data": data, "reasons": list(found.reasons)}


def html() -> str:
    """Return the calculator's two tables as HTML."""
    steps = _table(
        ("Level", "Problems", "Data", "Risk"),
        [
            (mdm.capitalize(), *(one[row].words for one in _columns()))
            for row, mdm in enumerate(_MDM)
        ],
    )
    return (
        f"<p><strong>{TITLE}.</strong> Run this cell to choose and see the level. The same in two "
        f"tables: two of the three columns must reach a level.</p>{steps}{_codes_table()}"
        f"<p><em>{escape(cpt.NOTICE)}</em></p>"
    )


def text() -> str:
    """Return the calculator's tables as plain text."""
    parts = [
        f"{TITLE}. Run this cell to choose and see the level. Without it, write for example\n"
        'codes.cpt.em("office", "new", problems="low", data="limited", risk="moderate").'
    ]
    for row, mdm in enumerate(_MDM):
        said = "\n".join(f"  {one[row].element}: {one[row].words}" for one in _columns())
        parts.append(f"{mdm.capitalize()} (two of three):\n{said}")
    parts += [
        "Codes:\n" + "\n".join("  " + " | ".join(row) for row in _code_rows()),
        cpt.NOTICE,
    ]
    return "\n\n".join(parts)


_MDM = ("straightforward", "low", "moderate", "high")


def _columns() -> list[list[cpt.Element]]:
    return [
        [one for one in cpt.elements() if one.element == element]
        for element in ("problems", "data", "risk")
    ]


def _codes_table() -> str:
    head = ("Level", *(words for _, _, words in VISITS.values()))
    return _table(head, _code_rows())


def _code_rows() -> list[tuple[str, ...]]:
    rows = []
    for mdm in _MDM:
        row = [mdm.capitalize()]
        for setting, patient, _ in VISITS.values():
            one = next(
                one
                for one in cpt.levels()
                if (one.setting, one.patient, one.mdm) == (setting, patient, mdm)
            )
            row.append(f"{one.code}, or {one.minutes} minutes" if one.minutes else one.code)
        rows.append(tuple(row))
    return rows


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    def line(tag: str, cells: tuple[str, ...]) -> str:
        made = "".join(f'<{tag} style="{_LINE}">{escape(cell)}</{tag}>' for cell in cells)
        return f"<tr>{made}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f'<table style="border-collapse:collapse">{line("th", head)}{body}</table>'


def _choices(element: str) -> list[list[str]]:
    return [
        [one.level, f"{one.level.capitalize()}: {one.words}"]
        for one in cpt.elements()
        if one.element == element
    ]


def _off(field: str, value: Any) -> str:
    """Return what is wrong with a number as it was typed, or "" if it can be used."""
    typed = _typed(value)
    if not typed or (typed.isascii() and typed.isdigit() and len(typed) < 6):
        return ""
    return f"{_NUMBERS[field]} must be a whole number, such as {_SUCH[field]}."


def _number(value: Any) -> int | None:
    """Return a number as it was typed; None for nothing."""
    return int(_typed(value)) if _typed(value) else None


def _typed(value: Any) -> str:
    return str("" if value is None else value).strip()
