"""A claim as HTML that can be read aloud, and as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

from chartroom.claims.refusing import ClaimError

_CELL = "border:1px solid;padding:3px 8px;text-align:left;vertical-align:top"
_NOTE = "A teaching copy: boxes by their official numbers, not the printed form. Invented patient."


class Form(Protocol):
    """What a filled form has: its name, what its boxes are called, its boxes and its lines."""

    form: str
    box: str
    fields: Sequence[Any]
    lines: Sequence[Any]


def html(claim: Form) -> str:
    """Return a claim as two tables with captions and headings; it loads and runs nothing.

    Raises:
        ClaimError: it is no claim.
    """
    filled = _filled(claim)
    boxes = "".join(
        f'<tr><th scope="row" style="{_CELL}">{claim.box} {escape(one.number)}</th>'
        f'<td style="{_CELL}">{escape(one.name)}</td>'
        f'<td style="{_CELL}">{escape(one.value)}</td></tr>'
        for one in filled
    )
    heads = "".join(
        f'<th scope="col" style="{_CELL}">{escape(one.number)} {escape(one.name)}</th>'
        for one in claim.lines[0].cells
    ) if claim.lines else ""  # fmt: skip
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{number}</th>'
        + "".join(f'<td style="{_CELL}">{escape(one.value)}</td>' for one in line.cells)
        + "</tr>"
        for number, line in enumerate(claim.lines, 1)
    )
    return (
        f'<table style="border-collapse:collapse"><caption>{claim.form}: boxes</caption><thead>'
        f'<tr><th scope="col" style="{_CELL}">Box</th><th scope="col" style="{_CELL}">Name</th>'
        f'<th scope="col" style="{_CELL}">Entry</th></tr></thead><tbody>{boxes}</tbody></table>'
        f'<table style="border-collapse:collapse"><caption>{claim.form}: lines</caption>'
        f'<thead><tr><th scope="col" style="{_CELL}">Line</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table><p><small>{_NOTE}</small></p>"
    )


def text(claim: Form) -> str:
    """Return a claim as plain text, a box a line.

    Raises:
        ClaimError: it is no claim.
    """
    filled = _filled(claim)
    parts = [claim.form]
    parts += [f"{claim.box} {one.number} {one.name}: {one.value}" for one in filled]
    for number, line in enumerate(claim.lines, 1):
        said = "; ".join(f"{one.number} {one.value}" for one in line.cells if one.value)
        parts.append(f"Line {number}: {said}")
    return "\n".join(parts)


def _filled(claim: Form) -> list[Any]:
    if not (hasattr(claim, "fields") and hasattr(claim, "box")):
        raise ClaimError("Fill a form first, with claims.ub04(…) or claims.cms1500(…).")
    return [one for one in claim.fields if one.value]
