"""One ICD-10-PCS code: right scores 1, a code of the same table with one other character 0.5.

The checks go from the form (is it a code, is each value allowed?) to the characters. The first
character that differs is explained with what was chosen and the guideline that decides, and with
the right value where it may be told; so is each later one as long as the table is right, because
then they do not depend on one another. Graded, only what was given is named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import shorten
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question, QuestionKey
from chartroom.codes import pcs

HALF = 0.5
LENGTH = 7


def parse(question: Question, value: Any) -> str:
    """Return the code meant by ``value``, in capitals and without blanks.

    Raises:
        AnswerError: it is no text, or more than one code.
    """
    if not isinstance(value, str):
        raise AnswerError(f"The answer to '{question.id}' must be one code, such as '0DTJ4ZZ'.")
    words = [word for word in value.replace(",", " ").replace(";", " ").split() if pcs.tidy(word)]
    if sum(len(pcs.tidy(word)) >= LENGTH for word in words) > 1:
        raise AnswerError(
            f"'{question.id}' asks for one code, and “{shorten(value)}” is more than one."
        )
    return pcs.tidy(value)


def is_blank(answer: Any) -> bool:
    """True if no character was given."""
    return answer is None or (isinstance(answer, str) and not pcs.tidy(answer))


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: no code, a value that its table does not have."""
    if not isinstance(answer, str):
        return (Item("form", "The answer must be one procedure code, such as 0DTJ4ZZ."),)
    return tuple(map(_off, _findings(question, answer)))


def assess(question: Question, answer: Any, graded: bool, tell: bool = True) -> Feedback:
    """Compare the code with the key, character by character.

    Args:
        question: the question with its key.
        answer: the code, or what was left of it.
        graded: name nothing that was not given.
        tell: in practice, name the right value of a character that differs.
    """
    if is_blank(answer):
        return blank("Choose the seven characters, or type a code, first.")
    if not isinstance(answer, str):
        return feedback(0.0, False, form(question, answer), "This is not a code.")
    key, given = question.solution, pcs.tidy(answer)
    if given in {pcs.tidy(right) for right in key.answers}:
        says = " ".join(filter(None, (f"{given}: {pcs.parse(given).title}.", key.why)))
        item = Item("right", says, guideline=pcs.cite(key.guideline))
        return feedback(1.0, True, [item], "Right.")
    found, off = _nearest(given, key), _findings(question, answer)
    entered = [one for one in found.differences if one.character <= len(given)]
    named = {one.character for one in off}
    items = [_item(one, found, key, graded, tell) for one in entered if one.character not in named]
    differs = {one.character: one for one in entered}
    for finding in off:
        one = differs.get(finding.character)
        # What a table lacks is said once. The key's words about the value chosen go before it, and
        # so does the rule where the course cannot tell whether the code exists.
        known = one and not graded and (_remark(one, found, key) or finding.severity == "advice")
        if one and known:
            item = _item(one, found, key, graded, tell)
            items.append(replace(item, message=f"{item.message} {finding.message}"))
        else:
            items.append(_off(finding))
    if off:
        return feedback(0.0, False, items, _not_formed(given, off[0]))
    close = found.same_table and len(entered) == 1
    summary = (
        f"Close: one character of {given} is not right."
        if close
        else f"Not right: {len(entered)} of 7 characters of {given} differ."
        if len(entered) > 1
        else f"Not right: {given}."
    )
    return feedback(HALF if close else 0.0, True, items, summary)


def reveal(question: Question) -> Feedback:
    """Return the code with the meaning of each character, and the reason."""
    key = question.solution
    code = pcs.parse(key.answer)
    said = " ".join(filter(None, (f"{code.code}: {code.title}.", key.why)))
    items = [Item("answer", said, guideline=pcs.cite(key.guideline))]
    items += [Item("answer", f"{one.place}: {one.value}, {one.label}.") for one in code.values]
    for other in key.accept:
        also = pcs.parse(other)
        items.append(Item("answer", f"Also accepted: {also.code}, {also.title}."))
    return feedback(0.0, False, items, "The answer:")


def _nearest(given: str, key: QuestionKey) -> pcs.Comparison:
    """Compare with the right code that has most in common with the one given."""
    compared = [pcs.compare(given, right) for right in key.answers]
    return min(compared, key=lambda one: (not one.same_table, len(one.differences)))


def _findings(question: Question, answer: str) -> list[pcs.Finding]:
    return pcs.check(answer, date=question.chart.date if question.chart else None)


def _off(one: pcs.Finding) -> Item:
    return Item("form", one.message, str(one.character or ""), pcs.cite(one.guideline))


def _not_formed(given: str, off: pcs.Finding) -> str:
    """Say that the tables do not form a code; not that there is none where they cannot tell."""
    if off.severity == "error":
        return f"Not a complete code: {shorten(given, 20)}."
    lacks = (
        f"The course has no table for {given[: off.character]}"
        if off.kind == "table"
        else f"The course's part of the tables does not form {given}"
    )
    return f"Not right: {given}. {lacks}; the code may exist."


def _remark(one: pcs.Difference, found: pcs.Comparison, key: QuestionKey) -> str:
    """Return the key's words about a wrong code, at its first difference, or about its value."""
    whole = key.wrong.get(found.given, "") if one is found.differences[0] else ""
    return whole or key.wrong.get(f"{one.character}={found.given[one.character - 1]}", "")


def _item(
    one: pcs.Difference, found: pcs.Comparison, key: QuestionKey, graded: bool, tell: bool
) -> Item:
    value = found.given[one.character - 1]
    chosen = f"{value}, {one.given.label}," if one.given else f"{value}"
    said, first = _remark(one, found, key), one is found.differences[0]
    numbers = ", ".join(rule.number for rule in one.guidelines)
    if graded:
        said = "" if any(pcs.tidy(right) in said.upper() for right in key.answers) else said
        says = f"{chosen} is not what the record supports. {said}"
    elif not first and not found.same_table:
        says = f"Look at {value} again when the characters before it are right. {said}"
        numbers = ""
    else:
        says = f"You chose {chosen.rstrip(',')}. {decided(one, tell, said)}"
    rule = pcs.cite(numbers or (key.guideline if first else ""))
    return Item("wrong", says.strip(), str(one.character), rule, about=one.right.place)


def decided(one: pcs.Difference, tell: bool, said: str = "") -> str:
    """Return how a character is decided, as sentences.

    Args:
        one: where the code given and the right one differ.
        tell: begin with the right value.
        said: the key's own words, in place of those of the rule.
    """
    right = f"The record calls for {one.right.value}, {one.right.label}." if tell else ""
    told = said or _told(one, tell)
    ask = "" if tell or told else f"Read again what the record says about the {one.axis.lower()}."
    return " ".join(filter(None, (right, told, ask)))


def _told(one: pcs.Difference, tell: bool) -> str:
    """Say how the two values are told apart: two root operations, or by the first guideline."""
    if one.axis == "Root Operation" and one.given:
        given, right = pcs.root(one.given.label), pcs.root(one.right.label)
        if given and right:
            for first, second in ((right, given), (given, right)):
                if first.similar == second.value:
                    return first.difference
            meant = right if tell else given
            return f"{meant.name}: {meant.definition}"
    return one.guidelines[0].text if one.guidelines else ""
