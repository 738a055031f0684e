"""A queue of items to be decided: what a view shows, and the same without a browser."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.assess.records import Question, WorkItem
from chartroom.exercises.texts import inline, plain, sheet


def spec(question: Question) -> dict[str, Any]:
    """Return what the view of a queue is made from. Holds no key."""
    return {
        "reasons": [[name, plain(text)] for name, text in question.reasons.items()],
        "work": [
            {
                "id": one.id,
                "title": plain(one.title),
                "html": sheet(one.text) if one.text else "",
                "columns": list(one.columns),
                "rows": [
                    {"name": name, "values": [inline(value) for value in row], "mark": mark(row)}
                    for name, row in one.rows
                ],
            }
            for one in question.work
        ],
    }


def mark(row: tuple[str, ...]) -> str:
    """Say how the values of a row compare: ``same``, ``differs``, ``one is empty`` or both are."""
    values = {" ".join(value.split()) for value in row}
    if values == {""}:
        return "both are empty"  # which is no evidence that they are the same
    if len(values) == 1:
        return "same"
    return "differs" if len(values - {""}) > 1 else "one is empty"


def html(question: Question) -> str:
    """Return the items and the choices as HTML."""
    items = "".join(_item_html(one) for one in question.work)
    return items + _choices(question.options, "Decide") + _choices(question.reasons, "Reason")


def text(question: Question) -> str:
    """Return the items and the choices as plain text."""
    parts = [_item_text(one) for one in question.work]
    for word, texts in (("Decide", question.options), ("Reason", question.reasons)):
        if texts:
            parts.append(f"{word}:\n" + "\n".join(f"  {key}: {one}" for key, one in texts.items()))
    return "\n\n".join(parts)


def answered(question: Question, answer: Any) -> list[str]:
    """Return the decisions line by line; it may hold anything a person wrote into a file."""
    if not isinstance(answer, dict):
        return []
    titles = {one.id: plain(one.title) for one in question.work}
    lines = []
    for name, given in answer.items():
        given = given if isinstance(given, dict) else {"decision": given}
        decision, reason = given.get("decision"), given.get("reason")
        if decision or reason:
            says = _named(question.options, decision) if decision else "not decided"
            says += f" ({_named(question.reasons, reason)})" if reason else ""
            lines.append(f"{titles.get(name, name)} → {says}")
    return lines


def _named(texts: Any, key: Any) -> str:
    return plain(texts[key]) if isinstance(key, str) and key in texts else str(key)


def _item_html(one: WorkItem) -> str:
    parts = [f"<p><strong>{inline(one.title)}</strong> <code>{escape(one.id)}</code></p>"]
    parts += [sheet(one.text)] if one.text else []
    if one.rows:
        cells = [f"<th>{escape(name)}</th>" for name in ("", *one.columns, "Compared")]
        rows = "".join(
            f"<tr><th>{escape(name)}</th>"
            + "".join(f"<td>{inline(value)}</td>" for value in row)
            + f"<td>{mark(row)}</td></tr>"
            for name, row in one.rows
        )
        parts.append(
            f"<table><thead><tr>{''.join(cells)}</tr></thead><tbody>{rows}</tbody></table>"
        )
    return "".join(parts)


def _item_text(one: WorkItem) -> str:
    lines = [f"{one.id}: {one.title}", *([one.text] if one.text else [])]
    for name, row in one.rows:
        pairs = [
            f"{column}: {value or '(empty)'}"
            for column, value in zip(one.columns, row, strict=True)
        ]
        lines.append(f"  {name}: {'; '.join(pairs)} [{mark(row)}]")
    return "\n".join(lines)


def _choices(texts: Any, word: str) -> str:
    if not texts:
        return ""
    rows = "".join(
        f"<li><code>{escape(key)}</code> {inline(one)}</li>" for key, one in texts.items()
    )
    return f"<p>{word}:</p><ul>{rows}</ul>"
