"""What a view needs to show a question: plain data with every text already safe HTML."""

from __future__ import annotations

from typing import Any

from chartroom import cases
from chartroom.assess import feedback as words
from chartroom.assess.feedback import Feedback, Item
from chartroom.assess.records import Question
from chartroom.cases import render
from chartroom.exercises import builder, foldershelf, labeled, noted, paper, worklist
from chartroom.exercises.texts import block, inline, plain

PRACTICE = "practice"
GRADED = "graded"
_OWN = {
    "fields": paper,
    "queue": worklist,
    "shelf": foldershelf,
    "diagram": labeled,
    "identify": noted,
    "procedure": builder,
}


def spec(question: Question, mode: str, place: str) -> dict[str, Any]:
    """Return what a view is made from. Holds no key.

    Args:
        question: the question; its key is not looked at, but for whether it has hints.
        mode: ``practice`` or ``graded``.
        place: a name for the answers file, the same each time, that tells nothing about it.
    """
    return {
        "id": question.id,
        "kind": question.kind,
        "mode": mode,
        "place": place,
        "prompt": block(question.prompt),
        "label": question.label,
        "points": points(question),
        "options": _pairs(question.options),
        "left": _pairs(question.left),
        "right": [[key, plain(text)] for key, text in question.right.items()],
        "items": _pairs(question.items),
        "inpatient": question.inpatient,
        "procedures": question.procedures,
        "hints": mode == PRACTICE,
        "chart": chart(question.chart) if question.chart else None,
        **(_OWN[question.kind].spec(question) if question.kind in _OWN else {}),
    }


def points(question: Question) -> str:
    """Return ``3 points``, or nothing for a question without points."""
    if question.points is None:
        return ""
    return f"{question.points:g} point{'' if question.points == 1 else 's'}"


def chart(case: cases.Case) -> dict[str, Any]:
    """Return a chart as a viewer shows it."""
    return {
        "title": case.title,
        "facts": facts(case),
        "documents": [
            {
                "id": document.id,
                "title": document.title,
                "signed": document.signed,
                "html": render.html(document),
            }
            for document in case.documents
        ],
    }


def facts(case: cases.Case) -> str:
    """Return one line about the visit: what, when, who."""
    sex = "female" if case.patient.sex == "F" else "male"
    who = f"{case.patient.age}-year-old {sex}"
    parts = (case.encounter, case.date.isoformat(), who, case.setting, case.code_set)
    return " · ".join(part for part in parts if part)


def marks(case: cases.Case, passages: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the documents of a chart with the evidence marked, and how many marks each has."""
    found = {}
    for document in case.documents:
        here = list(dict.fromkeys(words for name, words in passages if name == document.id))
        found[document.id] = {"html": render.html(document, here), "count": len(here)}
    return found


def notes(feedback: Feedback) -> dict[str, Any]:
    """Return feedback as data: ``summary, complete, items``; an item's verdict also in words."""
    return {
        "summary": feedback.summary,
        "complete": feedback.complete,
        "right": feedback.right,
        "items": [_note(item) for item in feedback.items],
    }


def _note(item: Item) -> dict[str, str]:
    return {
        "verdict": item.verdict,
        "word": words.VERDICTS[item.verdict][1],
        "about": item.about,
        "html": inline(item.message),
        "target": item.target,
        "guideline": words.cite(item.guideline) if item.guideline else "",
    }


def _pairs(texts: Any) -> list[list[str]]:
    return [[key, inline(text)] for key, text in texts.items()]
