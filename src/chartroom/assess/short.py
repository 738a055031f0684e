"""Short entry: a word, a phrase or a number.

Letter case, blanks, a period at the end, and the kind of quotation mark or dash do not matter. A
number is right within the key's tolerance; its unit may be left out unless the key requires it,
but a wrong unit is not right.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from chartroom.assess import numbers
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import shorten
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Numeric, Question

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'"})


def parse(question: Question, value: Any) -> str:
    """Return the text meant by ``value``: text or a number.

    Raises:
        AnswerError: it is neither.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise AnswerError(
            f"The answer to '{question.id}' must be text or a number, not {type(value).__name__}."
        )
    return str(value).strip()


def is_blank(answer: Any) -> bool:
    """True if nothing was typed."""
    return answer is None or (isinstance(answer, str) and not answer.strip())


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form; whether a number is wanted only the key knows."""
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return (Item("form", "The answer must be a short text or a number."),)
    numeric = question.key.numeric if question.key else None
    if numeric and numbers.read(str(answer)) is None:
        return (
            Item(
                "form",
                f"“{shorten(answer)}” is not a number that can be read; write it plainly, such "
                "as 12.5, with a point for decimals.",
            ),
        )
    return ()


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the entry with the key."""
    if is_blank(answer):
        return blank("Type an answer first.")
    off = form(question, answer)
    if off:
        return feedback(0.0, False, off, "This entry cannot be compared yet.")
    key, typed = question.solution, str(answer).strip()
    if key.numeric:
        return _number(question, typed, key.numeric)
    wanted = tidy(typed)
    if wanted in {tidy(right) for right in key.answers}:
        return _right(question, typed)
    says = {tidy(wrong): message for wrong, message in key.wrong.items()}.get(wanted)
    if not says and not graded and _near(wanted, [tidy(right) for right in key.answers]):
        says = "You are very close: check the spelling, letter by letter."
    return _wrong(question, typed, says or "Read the question once more.")


def reveal(question: Question) -> Feedback:
    """Return the answer with the reason."""
    key = question.solution
    unit = f" {key.numeric.units[0]}" if key.numeric and key.numeric.units else ""
    item = Item("answer", f"{key.answer}{unit}. {key.why}".strip(), "", key.guideline)
    return feedback(0.0, False, [item], "The answer:")


def tidy(text: str) -> str:
    """Return text without the differences that do not matter."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _DASHES.sub("-", text)
    text = " ".join(text.split()).casefold().strip("\"'").rstrip(".;,!").strip()
    return re.sub(r"\s*-\s*", "-", text)


def _number(question: Question, typed: str, numeric: Numeric) -> Feedback:
    key = question.solution
    read = numbers.read(typed)
    assert read is not None  # form() has seen to it
    number, unit = read
    units = numeric.units
    if unit and not any(numbers.same_unit(unit, one) for one in units):
        wanted = f"in {' or '.join(units)}" if units else "without a unit"
        return _wrong(question, typed, f"Give the number {wanted}, not in “{shorten(unit, 20)}”.")
    # A hair of slack, so that 0.1 + 0.2 is not refused for what computers do to decimals.
    slack = numeric.tolerance + 1e-9 * max(1.0, abs(number))
    if any(abs(number - float(right)) <= slack for right in key.answers):
        if numeric.required and not unit:
            return _wrong(question, typed, f"The number is right; add its unit ({units[0]}).")
        return _right(question, typed)
    for wrong, message in key.wrong.items():
        listed = numbers.read(wrong)
        if listed and abs(number - listed[0]) <= slack:
            return _wrong(question, typed, message)
    if any(abs(number * 100 - float(right)) <= slack for right in key.answers) and "%" in units:
        return _wrong(question, typed, "Give the number as a percentage, from 0 to 100.")
    return _wrong(question, typed, "Check the numbers you started from, then the calculation.")


def _right(question: Question, typed: str) -> Feedback:
    key = question.solution
    item = Item("right", key.why or "This is the answer.", typed, key.guideline)
    return feedback(1.0, True, [item], "Right.")


def _wrong(question: Question, typed: str, says: str) -> Feedback:
    item = Item("wrong", says, typed, question.solution.guideline)
    return feedback(0.0, True, [item], f"Not right: “{shorten(typed)}”.")


def _near(wanted: str, rights: list[str]) -> bool:
    return any(
        len(right) > 4 and SequenceMatcher(None, wanted, right).ratio() > 0.84 for right in rights
    )
