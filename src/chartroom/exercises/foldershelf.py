"""A shelf of folders: what a view shows, and the same without a browser."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.assess import filing
from chartroom.assess.records import Question
from chartroom.assess.shelf import START
from chartroom.exercises.texts import plain

_FIRST = "first on the shelf"


def spec(question: Question) -> dict[str, Any]:
    """Return what the view of a shelf is made from. Holds no key."""
    return {
        "task": question.task,
        "start": START,
        "folders": [
            {"id": name, "text": plain(text), **_spine(plain(text))}
            for name, text in question.items.items()
        ],
    }


def html(question: Question) -> str:
    """Return the folders as they stand, as HTML."""
    rows = "".join(
        f"<li><code>{escape(name)}</code> {escape(plain(text))}</li>"
        for name, text in question.items.items()
    )
    return f"<p>{_heading(question)}</p><ul>{rows}</ul>"


def text(question: Question) -> str:
    """Return the folders as they stand, as plain text."""
    rows = [f"  {name}: {plain(text)}" for name, text in question.items.items()]
    return f"{_heading(question)}\n" + "\n".join(rows)


def answered(question: Question, answer: Any) -> list[str]:
    """Return an answer line by line; it may hold anything a person wrote into a file."""
    if isinstance(answer, dict):
        folder, after = answer.get("folder"), answer.get("after")
        spot = _FIRST if after == START else f"after {_named(question, after)}" if after else ""
        return [f"{_named(question, folder)} → {spot or 'no place yet'}"] if folder else []
    given = answer if isinstance(answer, list | tuple) else [answer]
    return [f"{number}. {_named(question, one)}" for number, one in enumerate(given, 1)]


def _heading(question: Question) -> str:
    if question.task == "misfile":
        return "The shelf, from left to right; one folder is misfiled:"
    return "The folders, as they stand now:"


def _named(question: Question, name: Any) -> str:
    return (
        plain(question.items[name])
        if isinstance(name, str) and name in question.items
        else str(name)
    )


def _spine(text: str) -> dict[str, Any]:
    """Return the number's groups, and what else stands on the folder."""
    number = filing.groups(text)
    if number is None:
        return {"groups": [], "rest": text}
    for written in ("-".join(number), "".join(number)):
        if written in text:
            return {"groups": list(number), "rest": " ".join(text.replace(written, "", 1).split())}
    return {"groups": list(number), "rest": ""}
