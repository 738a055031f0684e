"""Read the key of a form or a queue: one entry for each field or item, and check that it fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartroom.assess import fieldvalue, partdata
from chartroom.assess.records import Field, PartKey, Question, QuestionKey
from chartroom.assess.yamltext import Path_, Source

_FIELDS = ("answer", "blank", "accept", "why", "wrong", "harm", "weight", "guideline", "hints")
_QUEUE = ("answer", "reason", "accept", "why", "wrong", "harm", "weight", "guideline", "hints")


def read_parts(source: Source, where: Path_, question: Question, data: Any) -> QuestionKey:
    """Return the key written at ``where`` of a question of kind fields or queue.

    ``why`` and ``guideline`` may be one text for the whole or an entry for each part.

    Raises:
        QuestionError: the key is missing, names what the question does not have, leaves a part
            out, or wants a value that the form itself would refuse.
    """
    return _Reader(source, where, question).read(data)


class _Reader:
    """Reads one key; a class only because every step needs source, place and question."""

    def __init__(self, source: Source, where: Path_, question: Question) -> None:
        self.source, self.where, self.question = source, where, question
        self.form = question.form
        self.names = [one.id for one in (question.form.fields if question.form else question.work)]

    def error(self, where: Path_ | str, message: str) -> Exception:
        place = (where,) if isinstance(where, str) else where
        return self.source.error((*self.where, *place), f"question '{self.question.id}': {message}")

    def read(self, data: Any) -> QuestionKey:
        if not isinstance(data, dict) or not isinstance(data.get("answer"), dict):
            raise self.error("answer", "it has no key; add 'key:' with 'answer: {…: …}' below it.")
        allowed = _FIELDS if self.form else _QUEUE
        for name in data:
            if name not in allowed:
                known = ", ".join(allowed)
                raise self.error(name, f"'{name}' is not a field of this key; known are {known}.")
        maps = {
            name: self.entries(data, name) for name in allowed if name not in ("blank", "hints")
        }
        empty = self.list(data.get("blank", []), ("blank",))
        self.known(empty, ("blank",))
        parts = {name: self.part(name, maps, name in empty) for name in self.names}
        return QuestionKey(
            answer=partdata.whole_answer(self.question.kind, parts),
            why=self.text(data, "why"),
            guideline=self.text(data, "guideline"),
            hints=tuple(self.list(data.get("hints", []), ("hints",))),
            parts=parts,
            form=self.form,
        )

    def part(self, name: str, maps: Mapping[str, Mapping[str, Any]], empty: bool) -> PartKey:
        answer = maps["answer"].get(name, "")
        answer = answer.strip() if isinstance(answer, str) else ""
        if empty and answer:
            raise self.error(("blank",), f"'{name}' is to be left empty and has an answer too.")
        if not answer and not empty:
            remedy = ", or list it under 'blank'" if self.form else ""
            raise self.error(("answer",), f"'answer' says nothing about '{name}'; add it{remedy}.")
        wrong = maps["wrong"].get(name, {})
        if not isinstance(wrong, dict) or not all(isinstance(one, str) for one in wrong.values()):
            raise self.error(("wrong", name), "'wrong' must be entries of 'value: message'.")
        part = PartKey(
            answer=answer,
            accept=tuple(self.list(maps["accept"].get(name, []), ("accept", name))),
            why=self.one(maps, "why", name),
            wrong={value.strip(): " ".join(says.split()) for value, says in wrong.items()},
            guideline=self.one(maps, "guideline", name),
            harm=tuple(self.list(maps["harm"].get(name, []), ("harm", name))),
            weight=self.weight(name, maps),
            reasons=() if self.form else self.reasons(name, maps),
        )
        if self.form:
            self.check_field(next(one for one in self.form.fields if one.id == name), part)
        else:
            self.check_item(name, part)
        return part

    def weight(self, name: str, maps: Mapping[str, Mapping[str, Any]]) -> float:
        try:
            weight = float(maps["weight"].get(name, 1))
        except (TypeError, ValueError):
            weight = 0.0
        if not 0 < weight <= 100:
            raise self.error(("weight", name), "a weight must be a number above 0, as in 2.")
        return weight

    def reasons(self, name: str, maps: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
        return tuple(self.list(maps["reason"].get(name, []), ("reason", name)))

    def check_field(self, field: Field, part: PartKey) -> None:
        """Refuse what the form would not take, and a wrong value that counts as right."""
        assert self.form is not None
        if field.required and "" in part.answers:
            raise self.error(("blank",), f"'{field.id}' is required, so it cannot be left empty; "
                             "give it an answer, or make it not required.")  # fmt: skip
        others = {name: str(self.raw("answer").get(name, "")) for name in self.names}
        for value in part.answers:
            says = fieldvalue.problems(self.form, {**others, field.id: value}).get(field.id)
            if says:
                raise self.error(("answer", field.id), f"the form would refuse '{value}' for "
                                 f"'{field.id}': {says} Correct the key or the rule.")  # fmt: skip
        for value in part.harm:
            if field.type not in ("choice", "several"):
                raise self.error(("harm", field.id), "only a choice can do harm.")
            self.among([value], field.options, ("harm", field.id))
        rights = [fieldvalue.read(field, value)[0] for value in part.answers if value]
        for value in part.wrong:
            if fieldvalue.read(field, value)[0] in [one for one in rights if one is not None]:
                raise self.error(("wrong", field.id), f"'{value}' counts as right for "
                                 f"'{field.id}' and has a message for a wrong one.")  # fmt: skip

    def check_item(self, name: str, part: PartKey) -> None:
        options, reasons = self.question.options, self.question.reasons
        self.among(part.answers, options, ("answer", name))
        self.among(part.reasons, reasons, ("reason", name))
        self.among(part.harm, options, ("harm", name))
        self.among(part.wrong, {**options, **reasons}, ("wrong", name))
        if reasons and not part.reasons:
            raise self.error(("reason",), f"the question asks for reasons; say under 'reason' "
                             f"which are right for '{name}'.")  # fmt: skip
        both = [one for one in (*part.wrong, *part.harm) if one in (*part.answers, *part.reasons)]
        if both:
            place = "harm" if both[0] in part.harm else "wrong"
            raise self.error((place, name), f"'{both[0]}' is right for '{name}' and stands "
                             "under 'wrong' or 'harm' too; remove one of them.")  # fmt: skip

    def entries(self, data: Mapping[str, Any], field: str) -> Mapping[str, Any]:
        value = data.get(field, {})
        if field in ("why", "guideline") and not isinstance(value, dict):
            return {}
        if not isinstance(value, dict):
            example = self.names[0]
            raise self.error(field, f"'{field}' must be entries, as in {{{example}: …}}.")
        self.known(value, (field,))
        return value

    def raw(self, field: str) -> Mapping[str, Any]:
        data: Any = self.source.data
        for step in (*self.where, field):
            data = data[step]
        return data

    def text(self, data: Mapping[str, Any], field: str) -> str:
        value = data.get(field, "")
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ", ".join(value)
        return " ".join(value.split()) if isinstance(value, str) else ""

    def one(self, maps: Mapping[str, Mapping[str, Any]], field: str, name: str) -> str:
        value = maps[field].get(name, "")
        if not isinstance(value, str):
            raise self.error((field, name), f"'{field}' of '{name}' must be text; quote it.")
        return " ".join(value.split())

    def list(self, value: Any, where: Path_) -> list[str]:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error(where, f"'{where[0]}' must be a list of texts, as in [a, b].")
        return [one.strip() for one in value]

    def known(self, names: Any, where: Path_) -> None:
        for name in names:
            if name not in self.names:
                raise self.error((*where, name), f"'{where[0]}' names '{name}', which the "
                                 f"question does not have; it has {', '.join(self.names)}."
                                 )  # fmt: skip

    def among(self, names: Any, options: Mapping[str, str], where: Path_) -> None:
        for name in names:
            if name not in options:
                there = ", ".join(options) or "none"
                raise self.error(where, f"'{where[0]}' of '{where[1]}' names '{name}', which is no "
                                 f"choice of this question; there are {there}.")  # fmt: skip
