"""The release desk's inbox: many requests in one view, and the log of what was released."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartroom import assess
from chartroom.assess.records import Question
from chartroom.assess.releasewords import GROUNDS
from chartroom.exercises.desk import Desk
from chartroom.exercises.texts import plain
from chartroom.privacy.disclosures import accountable

DONE = "done"
BEGUN = "begun"


def is_request(question: Question) -> bool:
    """Return whether a question is a request of the release desk."""
    return question.task == "release"


def listed(desks: Mapping[str, Desk]) -> list[dict[str, Any]]:
    """Return the requests as the list shows them: id, title, state in words."""
    return [
        {"id": name, "title": plain(desk.question.prompt), "state": state(desk)}
        for name, desk in desks.items()
    ]


def state(desk: Desk) -> str:
    """Say how far a request is: ``""``, ``begun``, ``checked: 90%`` or ``right``."""
    if assess.is_blank(desk.question, desk.answer):
        return ""
    found = desk.feedback
    if found is None or desk.mode != "practice":
        return DONE if _decided(desk.answer) else BEGUN
    return "right" if found.right else f"checked: {min(99, round(100 * found.score))}%"


def log(desks: Mapping[str, Desk]) -> list[dict[str, str]]:
    """Return the disclosure log: a line for each request that the student releases.

    Each line tells ``date, request, to, what, ground`` and whether an accounting ``told`` it.
    """
    return [
        _line(name, desk)
        for name, desk in desks.items()
        if _decided(desk.answer) == "release" and desk.answer.get("ground") in GROUNDS
    ]


def _decided(answer: Any) -> str:
    decided = answer.get("decision") if isinstance(answer, dict) else ""
    return decided if isinstance(decided, str) else ""


def _line(name: str, desk: Desk) -> dict[str, str]:
    question, answer = desk.question, desk.answer
    fields = {field.id: field for field in question.form.fields} if question.form else {}
    told, section = accountable(answer["ground"])
    today = question.form.today if question.form else None
    return {
        "date": f"{today:%m/%d/%Y}" if today else "",
        "request": f"{name}: {plain(question.prompt)}",
        "to": _texts(fields, answer, "send"),
        "what": _texts(fields, answer, "documents"),
        "ground": GROUNDS[answer["ground"]],
        "told": f"{'told' if told else 'left out'} ({section})",
    }


def _texts(fields: Mapping[str, Any], answer: Mapping[str, Any], name: str) -> str:
    given = answer.get(name)
    if name not in fields or not isinstance(given, str):
        return ""
    options = fields[name].options
    picked = [one.strip() for one in given.split(",")] if given else []
    return "; ".join(plain(options.get(one, one)) for one in picked)


def text(desks: Mapping[str, Desk]) -> str:
    """Return the inbox as plain text."""
    rows = [
        f"  {one['id']}: {one['title']}" + (f" [{one['state']}]" if one["state"] else "")
        for one in listed(desks)
    ]
    return (
        f"The inbox of the release desk: {len(rows)} requests. Run this cell to work on them, or "
        "show one with lesson.ask(…).\n" + "\n".join(rows)
    )
