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

    Each table scrolls in a box of its own where the page is narrower.

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
    first = (
        f'<tr><th scope="col" style="{_CELL}">Box</th><th scope="col" style="{_CELL}">Name</th>'
        f'<th scope="col" style="{_CELL}">Entry</th></tr>'
    )
    second = f'<tr><th scope="col" style="{_CELL}">Line</th>{heads}</tr>'
    return (
        f"{_table(f'{claim.form}: boxes', first, boxes)}"
        f"{_table(f'{claim.form}: lines', second, rows)}<p><small>{_NOTE}</small></p>"
    )


def _table(caption: str, head: str, body: str) -> str:
    # What scrolls must be reached by keyboard, and its arrow keys must not leave the cell.
    return (
        f'<div role="group" aria-label="{caption}" tabindex="0" data-lm-suppress-shortcuts="true" '
        f'style="max-width:100%;overflow-x:auto"><table style="border-collapse:collapse">'
        f"<caption>{caption}</caption><thead>{head}</thead><tbody>{body}</tbody></table></div>"
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
