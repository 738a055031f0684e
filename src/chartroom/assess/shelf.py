"""A shelf of folders: put them in order, or find the one that is misfiled and say where it belongs.

Putting in order is scored as ``order`` is: each folder that would have to be moved costs 1/(n-1).
A misfile is scored by the shelf that results: in order, 1; the right folder put into a wrong
place, a half; another folder, 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess import filing, order
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, quoted, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question

#: Stands for "before all others" where a folder is named.
START = "start"
RIGHT_FOLDER = 0.5
_AFTER = re.compile(r"\s*(?:=|,|->|→|/|\bgoes after\b|\bafter\b|\bfirst\b)\s*")


def parse(question: Question, value: Any) -> Any:
    """Return the order meant by ``"c, a, b"``, or the misfile meant by ``"c after f"``.

    Raises:
        AnswerError: it names an unknown folder, one twice, or is not clear.
    """
    if not _misfiled(question):
        return order.parse(question, value)
    if isinstance(value, Mapping):
        pair = [str(value.get("folder") or ""), str(value.get("after") or "")]
    elif isinstance(value, list | tuple):
        pair = [str(one) for one in value]
    elif isinstance(value, str):
        text = re.sub(r"\bfirst\b", f"= {START}", value)
        pair = [part for part in _AFTER.split(text) if part]
    else:
        pair = []
    if len(pair) != 2:
        raise AnswerError(
            f"The answer to '{question.id}' is not clear; write the misfiled folder and the one "
            f"it belongs after, as in '{_example(question)}'."
        )
    spots = {START: "first on the shelf", **question.items}
    folder, after = option(pair[0], question.items), option(pair[1], spots)
    if folder is None:
        raise AnswerError(unknown(pair[0], question.items, question.id))
    if after is None:
        raise AnswerError(unknown(pair[1], spots, question.id))
    return {"folder": folder, "after": after}


def is_blank(answer: Any) -> bool:
    """True if nothing has been moved or picked."""
    if isinstance(answer, Mapping):
        return not any(answer.get(part) for part in ("folder", "after"))
    return order.is_blank(answer)


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: folders left out, repeated or unknown."""
    if not _misfiled(question):
        return order.form(question, answer)
    folder, after = _pair(answer)
    if not folder:
        return (Item("form", "Say which folder is misfiled."),)
    if question.items and folder not in question.items:
        return (Item("form", unknown(folder, question.items, question.id)),)
    if not after:
        return (Item("form", "Say where the folder belongs.", folder),)
    if after == folder:
        return (Item("form", "A folder cannot stand behind itself.", folder),)
    if after != START and question.items and after not in question.items:
        return (Item("form", unknown(after, question.items, question.id)),)
    return ()


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the shelf with the key."""
    if _misfiled(question):
        return _misfile(question, answer)
    advice = f"Compare {filing.READING[question.filing]}." if question.filing else ""
    said = order.assess(question, answer, graded, advice)
    if said.right or not isinstance(answer, list | tuple):
        return said
    method = _other_method(question, [one for one in answer if isinstance(one, str)])
    if not method:
        return said
    says = f"You filed in {filing.WORDS[method]}; asked for is {filing.WORDS[question.filing]}."
    return feedback(said.score, said.complete, (*said.items, Item("wrong", says)), said.summary)


def reveal(question: Question) -> Feedback:
    """Return the right shelf, or the misfiled folder and its place, with the reason."""
    if not _misfiled(question):
        return order.reveal(question)
    key = question.solution
    folder, after = _pair(key.answer)
    items = [Item("answer", f"{_name(question, folder)} {_spot(question, after)}.", folder)]
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The answer:")


def moved(shelf: list[str], folder: str, after: str) -> list[str]:
    """Return the shelf with ``folder`` taken out and put after another (or at the ``START``)."""
    rest = [one for one in shelf if one != folder]
    at = 0 if after == START else rest.index(after) + 1
    return [*rest[:at], folder, *rest[at:]]


def _misfiled(question: Question) -> bool:
    """True if one folder is to be found; the key tells where the question has lost its texts."""
    return question.task == "misfile" or bool(
        question.key and isinstance(question.key.answer, Mapping)
    )


def _misfile(question: Question, answer: Any) -> Feedback:
    key = question.solution
    if is_blank(answer):
        return blank("Pick the misfiled folder first.")
    off = form(question, answer)
    folder, after = _pair(answer)
    right_folder, _ = _pair(key.answer)
    if off and folder != right_folder:
        return feedback(0.0, False, off, "This is not complete yet.")
    if _mends(question, folder, after):
        items = [Item("right", key.why, folder, key.guideline)] if key.why else []
        return feedback(1.0, True, items, "Right: the shelf is in order.")
    if folder == right_folder:
        says = key.wrong.get(after) or "This folder is misfiled. It does not belong there."
        if question.filing and after not in key.wrong:
            says += f" Compare {filing.READING[question.filing]}."
        item = Item("partly", says, folder, key.guideline)
        return feedback(
            RIGHT_FOLDER, not off, (item, *off), "The right folder, not yet in its place."
        )
    says = key.wrong.get(folder) or (
        f"{_name(question, folder)} is not the one. Compare each folder with the one before it."
    )
    return feedback(0.0, True, (Item("wrong", says, folder, key.guideline),), "Not this folder.")


def _mends(question: Question, folder: str, after: str) -> bool:
    """True if the move puts the shelf in order; two neighbors can be mended by either of them."""
    right = _pair(question.solution.answer)
    if (folder, after) == right or (folder, after) in map(_pair, question.solution.accept):
        return True
    shelf = list(question.items)
    if folder not in shelf or after not in (START, *shelf) or after == folder:
        return False
    return moved(shelf, folder, after) == moved(shelf, *right)


def _other_method(question: Question, answer: list[str]) -> str:
    """The method by which the student filed, if it is another than the one asked for."""
    if not question.filing or len(answer) != len(question.items) or len(answer) < 3:
        return ""
    found = filing.filed_by(question.items.get(one, "") for one in answer)
    return found[0] if found and question.filing not in found else ""


def _pair(answer: Any) -> tuple[str, str]:
    if not isinstance(answer, Mapping):
        return "", ""
    folder, after = (answer.get(part) for part in ("folder", "after"))
    return (folder if isinstance(folder, str) else "", after if isinstance(after, str) else "")


def _name(question: Question, folder: str) -> str:
    return quoted(question.items.get(folder, folder))


def _spot(question: Question, after: str) -> str:
    return (
        "belongs first on the shelf"
        if after == START
        else f"belongs after {_name(question, after)}"
    )


def _example(question: Question) -> str:
    names = [*question.items, "c", "f"]
    return f"{names[0]} after {names[1]}"
