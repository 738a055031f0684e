"""A single code: right scores 1, a code of the same family that says less 0.5, any other 0.

"Says less" is a heading above the right code, or an "unspecified" code of the same category. A
bare three-character category scores 0.

The checks go from the form (does the code exist, is it complete?) to the value. In practice and
in graded mode alike a right code that was not given is not named; a message that the question's
author wrote for a wrong code is shown as it stands in practice, and without it when graded.
"""

from __future__ import annotations

import re
from typing import Any

from chartroom import codes
from chartroom.assess import family, guard
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import shorten
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question, QuestionKey

HALF = 0.5


def parse(question: Question, value: Any) -> str:
    """Return the code meant by ``value``, tidied if it is a real one, else as typed.

    Raises:
        AnswerError: it is no text, or more than one code.
    """
    if not isinstance(value, str):
        raise AnswerError(f"The answer to '{question.id}' must be one code, such as 'E11.9'.")
    if len(_words(value)) > 1 and not family.given(value).entry:
        raise AnswerError(
            f"'{question.id}' asks for one code, and “{shorten(value)}” is more than one."
        )
    return family.tidied(value)


def is_blank(answer: Any) -> bool:
    """True if no code was given."""
    return answer is None or (isinstance(answer, str) and not answer.strip())


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: not a code, not in the code set, not complete."""
    if not isinstance(answer, str):
        return (Item("form", "The answer must be one code, such as E11.9."),)
    found = family.given(answer)
    if found.entry is None:
        if len(_words(answer)) > 1 and "is not a code." not in found.problem:
            return (Item("form", f"Give one code only, not “{shorten(answer)}”."),)
        return (Item("form", found.problem, found.code),)
    problem = family.incomplete(found.entry)
    return (Item("form", problem, found.code),) if problem else ()


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the code with the key."""
    if is_blank(answer):
        return blank("Give a code first.")
    off = form(question, answer)
    if not isinstance(answer, str):
        return feedback(0.0, False, off, "This is not a code.")
    key, found = question.solution, family.given(answer)
    if found.entry is not None and found.code in {_tidy(right) for right in key.answers}:
        says = " ".join(filter(None, (f"{found.code}: {found.entry.title}.", key.why)))
        return feedback(1.0, True, [Item("right", says, found.code, key.guideline)], "Right.")
    listed = _listed(key, answer, graded)
    if found.entry is None:
        item = Item("form", listed or off[0].message, found.code, key.guideline if listed else "")
        return feedback(0.0, False, [item], f"Not one code: {shorten(answer, 20)}.")
    right = _nearest(found.entry, key)
    kind = family.relation(found.entry, right)
    says = listed or family.difference(found.entry, right)
    if kind in family.LESS_SPECIFIC:
        item = Item("less-specific", says, found.code, key.guideline)
        summary = f"Close: {found.code} is not specific enough."
        return feedback(HALF, found.billable, [item], summary)
    verdict = "form" if kind == "category" else "wrong"
    items = [Item(verdict, says, found.code, key.guideline), *(off if verdict == "wrong" else ())]
    return feedback(0.0, found.billable, items, f"Not right: {found.code}.")


def reveal(question: Question) -> Feedback:
    """Return the code with its title and the reason."""
    key = question.solution
    items = []
    for place, right in enumerate(key.answers):
        entry = codes.lookup(right)
        also = "Also accepted: " if place else ""
        why = "" if place else f" {key.why}"
        said = f"{also}{entry.code}, {entry.title}.{why}".strip()
        items.append(Item("answer", said, entry.code, "" if place else key.guideline))
    return feedback(0.0, False, items, "The answer:")


def _listed(key: QuestionKey, answer: str, graded: bool) -> str:
    given = family.normal(answer)
    says = {family.normal(code): message for code, message in key.wrong.items()}.get(given, "")
    if graded:
        hidden = {family.normal(right) for right in key.answers}
        says = guard.without(says, hidden, "")
    return says


def _nearest(entry: codes.Code, key: QuestionKey) -> codes.Code:
    """The right code that the given one is closest to."""
    rights = [codes.lookup(right) for right in key.answers]
    return max(
        rights,
        key=lambda right: (
            family.relation(entry, right) in family.LESS_SPECIFIC,
            family.closeness(entry, right),
        ),
    )


def _tidy(code: str) -> str:
    return family.given(code).code


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text) if re.search(r"\w", word)]
