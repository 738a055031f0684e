"""The audit of a lesson's worksheets as a page: for the browser, for a forge, and as plain text.

It names the codes that were given, and what is missing in words: never a right code that was not
given, because the exercises above it may still be worked on.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from chartroom import audit
from chartroom.assess.records import Question
from chartroom.audit import AuditReport, CodeLine, RecordAudit

TITLE = "Audit of your worksheets"
HOW = (
    "A right, a wrong, a missing and an extra code are one code decision each; optional codes are "
    "none. POA indicators are compared where a code that is wanted was given."
)
AGAIN = "Run this cell again when you have changed something."
NONE = "No worksheet is answered yet. Answer one above, then run this cell again."
# In the tags too, because Formgrader and forges bring no style for tables.
_TABLE = '<table class="cr-audit-table" style="border-collapse:collapse">'
_CELL = 'style="padding:4px 12px 4px 0;text-align:left;vertical-align:top"'


def report(worksheets: Iterable[tuple[Question, Any]]) -> AuditReport:
    """Return the audit of the worksheets that were answered."""
    return audit.audit(worksheets)


def spec(found: AuditReport, sheets: int) -> dict[str, Any]:
    """Return what the view is made from."""
    return {"id": "audit", "kind": "audit", "title": TITLE, "html": _body(found, sheets)}


def html(found: AuditReport, sheets: int) -> str:
    """Return the audit as an HTML fragment; ``sheets`` is how many worksheets there are."""
    return (
        f'<section class="chartroom-exercise chartroom-static" data-kind="audit">'
        f"<p><strong>{TITLE}</strong></p>{_body(found, sheets)}</section>"
    )


def text(found: AuditReport, sheets: int) -> str:
    """Return the audit as plain text."""
    if not found.records:
        return f"{TITLE}. {NONE}"
    lines = [f"{TITLE}: {_count(found, sheets)}", *(f"  {one}" for one in found.figures)]
    lines += [f"  {name}: {number}" for name, number in _errors(found)]
    for one in found.records:
        lines += ["", f"{one.title}: {_verdict(one)}"]
        lines += [f"  {_named(line)}: {' '.join(_finding(line))}" for line in one.lines]
        lines += [f"  {mark} {words}" for mark, words in _more(one)]
    return "\n".join([*lines, "", HOW])


def _body(found: AuditReport, sheets: int) -> str:
    if not found.records:
        return f"<p>{NONE}</p>"
    parts = [f"<p>{_count(found, sheets)} {AGAIN}</p>", _figures(found), _mistakes(found)]
    parts += [_record(one) for one in found.records]
    return "".join([*parts, f'<p class="cr-small">{HOW}</p>'])


def _count(found: AuditReport, sheets: int) -> str:
    return f"{len(found.records)} of {sheets} worksheets answered."


def _figures(found: AuditReport) -> str:
    rows = []
    for one in found.figures:
        value = f"{one.value:.{one.digits}f}%" if one.value is not None else "no value"
        working = one.working if one.value is not None else f"no {one.bottom_name}"
        rows.append((one.name, value, working))
    return _table("Figures", ("Figure", "Value", "Worked out as"), rows)


def _mistakes(found: AuditReport) -> str:
    rows = [(name, str(number)) for name, number in _errors(found)]
    if not rows:
        return "<p>✓ No errors.</p>"
    return _table("Errors by kind", ("Kind", "How often"), rows)


def _errors(found: AuditReport) -> list[tuple[str, int]]:
    counted = found.errors
    return [(words, counted[kind]) for kind, words in audit.ERRORS.items() if counted[kind]]


def _record(one: RecordAudit) -> str:
    rows = [(_named(line), *_finding(line)) for line in one.lines]
    caption = f"{one.title}: {_verdict(one)}"
    more = "".join(
        f'<p><span aria-hidden="true">{mark}</span> {escape(words)}</p>'
        for mark, words in _more(one)
    )
    return _table(caption, ("Code", "Finding", "Remarks"), rows) + more


def _verdict(one: RecordAudit) -> str:
    share = f"{one.per_code.top:.0f} of {one.per_code.bottom:.0f} codes right"
    marked = sum(line.finding == "poa" for line in one.lines)
    if marked:
        share += f", {marked} of them with a wrong POA"
    return f"✓ nothing to change ({share})" if one.all_right else f"✗ to be changed ({share})"


def _named(line: CodeLine) -> str:
    return line.given or ("no procedure code" if line.procedure else "no code")


def _finding(line: CodeLine) -> tuple[str, str]:
    """Return the finding with its mark, and what else there is to say about the line."""
    mark = "✓" if not line.errors else "✗"
    said = [] if line.finding in ("right", "optional", "extra") else [f"Wanted: {line.what}."]
    if line.poa_right is False and line.finding != "poa":
        said.append("The POA indicator is wrong, too.")
    if not line.in_place:
        said.append("It is out of place.")
    if line.finding == "poa":
        said = ["The code is right; look again at when the condition began.", *said[1:]]
    return f"{mark} {audit.FINDINGS[line.finding]}", " ".join(said)


def _more(one: RecordAudit) -> list[tuple[str, str]]:
    """Return what there is to say about the record as a whole, each with its mark."""
    found = []
    if one.queried is not None:
        words = "The query is right." if one.queried else "Look at the query once more."
        found.append(("✓" if one.queried else "✗", words))
    if one.drg:
        found.append(("✓" if one.drg.same else "✗", one.drg.says))
    return found


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col" {_CELL}>{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row" {_CELL}>{escape(first)}</th>'
        + "".join(f"<td {_CELL}>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"{_TABLE}<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
