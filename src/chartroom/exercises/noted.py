"""A text in which identifiers are marked: what a view shows, and the same without a browser."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from chartroom.assess import identify
from chartroom.assess.records import Question

#: A word with what holds it together inside, such as a date or an address; or one sign.
_WORD = re.compile(r"\w[\w'’./@:+-]*\w|\w|[^\w\s]")


def spec(question: Question) -> dict[str, Any]:
    """Return what the view is made from: the text, and where each of its words begins and ends."""
    return {
        "text": question.source,
        "words": [[one.start(), one.end()] for one in _WORD.finditer(question.source)],
        "types": [[name, text] for name, text in question.options.items()],
    }


def html(question: Question) -> str:
    """Return the text and the types as HTML."""
    lines = "<br>".join(escape(line) for line in question.source.splitlines())
    return f"<blockquote><p>{lines}</p></blockquote><p>Types: {escape(_types(question))}</p>"


def text(question: Question) -> str:
    """Return the text and the types as plain text."""
    return f"{question.source}\n\nTypes: {_types(question)}"


def answered(question: Question, answer: Any) -> list[str]:
    """Return the marks line by line; an answer may hold anything a person wrote into a file."""
    return [
        f"{question.source[one.start : one.end]} → {question.options[one.kind]}"
        for one in identify.marks(question, answer)
    ]


def _types(question: Question) -> str:
    return "; ".join(question.options)
