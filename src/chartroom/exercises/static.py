"""An exercise without a browser's help: as HTML for a page that runs nothing, and as plain text.

This is what a forge, nbviewer and Formgrader show, and what is read when there is no kernel. It is
the same each time: no ids, no times. It reads well without a style sheet.
"""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom import cases
from chartroom.assess import procedurerows
from chartroom.assess.records import Question
from chartroom.cases import render
from chartroom.exercises import builder, foldershelf, labeled, noted, paper, present, worklist

RUN = "Run this cell to answer."
NONE = "No answer yet."
# In the tags, because Formgrader and feedback pages bring no style for tables.
TABLE = '<table style="border-collapse:collapse">'
LINES = "border:1px solid;padding:4px 12px;"
CELL = f' style="{LINES}text-align:left"'
_HOMES = {
    "fields": paper,
    "queue": worklist,
    "shelf": foldershelf,
    "diagram": labeled,
    "identify": noted,
    "procedure": builder,
}


def html(question: Question, answer: Any, mode: str) -> str:
    """Return the question, its chart and the saved answer as an HTML fragment."""
    parts = [f"<p><strong>{_kicker(question, mode)}</strong></p>", present.block(question.prompt)]
    if question.chart:
        parts.append(chart_html(question.chart))
    parts += [_choices_html(question), "<p><strong>Your saved answer</strong></p>"]
    parts.append(answer_html(question, answer) or f"<p>{NONE}</p>")
    if answer is None:
        parts.append(f"<p><em>{RUN}</em></p>")
    return f'<section class="chartroom-static">{"".join(parts)}</section>'


def text(question: Question, answer: Any, mode: str) -> str:
    """Return the question and the saved answer as plain text."""
    parts = [_kicker(question, mode), question.prompt.strip()]
    if question.chart:
        parts.append(render.text(question.chart).strip())
    choices = _choices_text(question)
    if choices:
        parts.append(choices)
    given = answer_text(question, answer)
    parts.append(f"Your saved answer:\n{given}" if given else f"{NONE} {RUN}")
    return "\n\n".join(parts)


def chart_html(case: cases.Case) -> str:
    """Return a chart as HTML: its documents one below the other."""
    documents = "".join(_lined(render.html(document)) for document in case.documents)
    return (
        f"<p><strong>Chart: {escape(case.title)}</strong><br>{escape(present.facts(case))}</p>"
        f"{documents}"
    )


def _lined(html: str) -> str:
    """Return a document's HTML with lines and room in its tables; its text cannot hold tags."""
    html = html.replace("<table>", TABLE)
    for tag in ("td", "th"):
        html = html.replace(f"<{tag}>", f"<{tag}{CELL}>")
        html = html.replace(f'<{tag} style="text-align', f'<{tag} style="{LINES}text-align')
    return html


def answer_html(question: Question, answer: Any) -> str:
    """Return an answer as HTML for a reader, or nothing if there is none."""
    if question.kind == "worksheet" and isinstance(answer, dict):
        return _worksheet_html(question, answer)
    lines = _lines(question, answer)
    if not lines:
        return ""
    tag = "ol" if question.kind == "order" else "ul"
    return f"<{tag}>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + f"</{tag}>"


def answer_text(question: Question, answer: Any) -> str:
    """Return an answer as plain text for a reader, or nothing if there is none."""
    if question.kind == "worksheet" and isinstance(answer, dict):
        return _worksheet_text(question, answer)
    lines = _lines(question, answer)
    if question.kind == "order":
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join(lines)


def _kicker(question: Question, mode: str) -> str:
    if mode == present.PRACTICE:
        return f"Exercise {question.id}"
    worth = present.points(question)
    return f"Question {question.id}" + (f" ({worth})" if worth else "")


def _choices_html(question: Question) -> str:
    if question.kind in _HOMES:
        return _lined(_HOMES[question.kind].html(question))
    if question.kind == "match":
        return f"<p>Match:</p>{_list_html(question.left)}<p>with:</p>{_list_html(question.right)}"
    return _list_html(question.options or question.items)


def _list_html(texts: Any) -> str:
    if not texts:
        return ""
    rows = "".join(
        f"<li><code>{escape(key)}</code> {present.inline(text)}</li>" for key, text in texts.items()
    )
    return f"<ul>{rows}</ul>"


def _choices_text(question: Question) -> str:
    if question.kind in _HOMES:
        return _HOMES[question.kind].text(question)
    groups = (
        [question.left, question.right]
        if question.kind == "match"
        else [question.options or question.items]
    )
    return "\n\n".join(
        "\n".join(f"  {key}: {text}" for key, text in group.items()) for group in groups if group
    )


def _lines(question: Question, answer: Any) -> list[str]:
    """An answer line by line; what it holds may be anything a person wrote into a file."""
    if answer is None or answer == "" or answer == [] or answer == {}:
        return []
    held = str if question.kind == "procedure" else dict | list
    if question.kind in _HOMES and isinstance(answer, held):
        return _HOMES[question.kind].answered(question, answer)
    if question.kind == "match" and isinstance(answer, dict):
        return [
            f"{_named(question.left, left)} → {_named(question.right, right)}"
            for left, right in answer.items()
        ]
    texts = question.options or question.items
    given = answer if isinstance(answer, list | tuple) else [answer]
    return [_named(texts, one) for one in given]


def _named(texts: Any, key: Any) -> str:
    return present.plain(texts[key]) if isinstance(key, str) and key in texts else str(key)


def _rows(answer: dict[str, Any]) -> list[tuple[str, str]]:
    rows = answer.get("rows")
    found = rows if isinstance(rows, list) else []
    return [
        (str(row.get("code", "")), str(row.get("poa", "") or ""))
        for row in found
        if isinstance(row, dict)
    ]


def _place(question: Question, number: int) -> str:
    if number:
        return f"Secondary {number}"
    return "Principal" if question.inpatient else "First-listed"


def _procedures(question: Question, answer: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return place, code, modifiers and units of each procedure, for a reader."""
    if not question.procedures:
        return []
    rows, _ = procedurerows.read(answer, question.inpatient)
    names = [f"Procedure {row.place}" for row in rows]
    if rows and question.inpatient:
        names[0] = "Principal procedure"
    return [
        (name, row.typed, " ".join(row.modifiers), str(row.units or ""))
        for name, row in zip(names, rows, strict=True)
    ]


def _query(answer: dict[str, Any]) -> str:
    if not answer.get("query"):
        return ""
    asked = str(answer.get("query_text") or "").strip()
    return f"Query the provider: {asked}" if asked else "Query the provider."


def _worksheet_html(question: Question, answer: dict[str, Any]) -> str:
    rows, query = _rows(answer), _query(answer)
    parts = []
    if rows:
        poa = f"<th{CELL}>Present on admission</th>" if question.inpatient else ""
        body = "".join(
            f"<tr><td{CELL}>{_place(question, number)}</td><td{CELL}>{escape(code)}</td>"
            + (f"<td{CELL}>{escape(indicator)}</td>" if question.inpatient else "")
            + "</tr>"
            for number, (code, indicator) in enumerate(rows)
        )
        parts.append(
            f"{TABLE}<thead><tr><th{CELL}>Sequence</th><th{CELL}>Code</th>{poa}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )
    done = _procedures(question, answer)
    if done:
        heads = ["Procedures", "Code", *([] if question.inpatient else ["Modifiers", "Units"])]
        head = "".join(f"<th{CELL}>{one}</th>" for one in heads)
        body = "".join(
            "<tr>" + "".join(f"<td{CELL}>{escape(one)}</td>" for one in row[: len(heads)]) + "</tr>"
            for row in done
        )
        parts.append(f"{TABLE}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    if query:
        parts.append(f"<p>{escape(query)}</p>")
    return "".join(parts)


def _worksheet_text(question: Question, answer: dict[str, Any]) -> str:
    lines = [
        f"{_place(question, number)}: {code}" + (f" (POA {poa})" if poa else "")
        for number, (code, poa) in enumerate(_rows(answer))
    ]
    for place, code, marks, units in _procedures(question, answer):
        more = "" if question.inpatient or units == "1" else f", units {units or 'not clear'}"
        lines.append(f"{place}: {code}" + (f" {marks}" if marks else "") + more)
    query = _query(answer)
    return "\n".join([*lines, query] if query else lines)
