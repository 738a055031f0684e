"""The seven steps of a procedure code: what the browser shows, and the same without it."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.assess.records import Question
from chartroom.codes import pcs

# Not worth a word while somebody is still typing.
_UNFINISHED = ("blank", "incomplete")


def steps(code: Any) -> dict[str, Any]:
    """Return the steps for what was chosen or typed so far, and what is wrong with it.

    ``{"code", "kept", "steps": [{"axis", "chosen", "choices": [[value, label, help], ...]}],
    "says"}``; ``kept`` is the beginning of ``code`` that the tables allow.
    """
    given = code if isinstance(code, str) else ""
    made = pcs.steps(given)
    findings = pcs.check(given)
    off = [one.message for one in findings if one.kind not in _UNFINISHED]
    return {
        "code": pcs.tidy(given),
        "kept": "".join(one.chosen for one in made),
        "steps": [
            {
                "axis": one.axis,
                "chosen": one.chosen,
                "choices": [[choice.value, choice.label, choice.help] for choice in one.choices],
            }
            for one in made
        ],
        "says": off[0] if off else "",
        "title": pcs.parse(given).title if not findings else "",
    }


def spec(question: Question) -> dict[str, Any]:
    """Return what the view is made from. Holds no key."""
    return {"start": steps(""), "edition": pcs.VERSION}


def html(question: Question) -> str:
    """Return what is to be chosen, as HTML."""
    axes = "".join(f"<li>{escape(one.axis)}</li>" for one in pcs.steps(""))
    return f"<p>Build one {pcs.VERSION} code from its seven characters:</p><ol>{axes}</ol>"


def text(question: Question) -> str:
    """Return what is to be chosen, as plain text."""
    axes = [f"  {one.character}. {one.axis}" for one in pcs.steps("")]
    return f"Build one {pcs.VERSION} code from its seven characters:\n" + "\n".join(axes)


def answered(question: Question, answer: Any) -> list[str]:
    """Return an answer with the meaning of each character; it may be anything."""
    if not isinstance(answer, str):
        return [str(answer)]
    meant = [f"{one.value}: {one.label}" for one in pcs.explain(answer) if one.label]
    return [f"{answer} ({'; '.join(meant)})" if meant else answer]
