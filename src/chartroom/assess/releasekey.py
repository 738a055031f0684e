"""The key of a request at the release desk: written by the author, held against the rules."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

from chartroom.assess import fieldvalue, partdata
from chartroom.assess.records import EntryForm, Field, PartKey, QuestionKey
from chartroom.assess.releasechart import Error, Paper, us
from chartroom.assess.releasewords import (
    BREACH,
    IDENTITY,
    NEVER,
    OTHERWISE,
    PERSON,
    SENTENCE,
)  # fmt: skip
from chartroom.privacy import Incoming, Ruling, lacking
from chartroom.privacy.disclosures import accountable
from chartroom.privacy.finding import RELEASE

_KNOWN = (
    "person", "identity", "decision", "wrong", "documents", "also", "black", "send", "fee", "due",
    "ground", "reply", "says", "why", "hints",
)  # fmt: skip
_WEIGHT = {"decision": 2.0, "wrong": 2.0, "documents": 2.0}
#: Grounds on a paper that says what goes: one document more is a disclosure without a ground.
_NAMED_ON_PAPER = ("authorization", "court order", "subpoena", "law enforcement")
_TOO_MUCH = "The paper does not name it. To send it too would be a breach."
#: What is rightly left empty counts, and counts little: an empty form is no work.
_EMPTY = 0.2


def read_key(
    data: Mapping[str, Any],
    came: Incoming,
    ruling: Ruling,
    found: tuple[Paper, ...],
    passages: Mapping[str, tuple[str, str]],
    fields: tuple[Field, ...],
    error: Error,
) -> QuestionKey:
    """Return the key.

    Raises:
        Exception: what ``error`` makes: the key names what is not there, or does not agree with
            the rules.
    """
    return _Reader(data, came, ruling, found, passages, fields, error).read()


class _Reader:
    """Reads one key; a class only because every step needs the rules and the place."""

    def __init__(self, data, came, ruling, found, passages, fields, error) -> None:
        self.data, self.came, self.ruling, self.found = data, came, ruling, found
        self.passages, self.fields, self.make_error = passages, fields, error
        self.released = data.get("decision") == RELEASE

    def error(self, name: str, message: str) -> Exception:
        return self.make_error(("key", name), message)

    def read(self) -> QuestionKey:
        for name in self.data:
            if name not in _KNOWN:
                raise self.error(name, f"'{name}' is not known; use {', '.join(_KNOWN)}.")
        self.agree()
        answers = {field.id: self.answer(field) for field in self.fields}
        parts = {field.id: self.part(field, answers[field.id]) for field in self.fields}
        return QuestionKey(
            answer=partdata.whole_answer("fields", parts),
            why=" ".join(self.data.get("why", "").split()),
            hints=tuple(self.data.get("hints", ())),
            parts=parts,
            form=EntryForm(self.fields, None),
        )

    def agree(self) -> None:
        """Refuse a key that the rules contradict."""
        decided, ruled = self.data.get("decision"), self.ruling.decision
        if decided != ruled.action:
            raise self.error("decision", f"the key says '{decided}' and the rules say {ruled}.")
        shown = "yes" if self.came.request.verified else "no"
        if self.data.get("identity") != shown:
            raise self.error("identity", f"the rules were told that identity is shown: {shown}.")
        due = self.ruling.due.isoformat() if self.ruling.due else ""
        if self.data.get("due", "") != due:
            raise self.error("due", f"the last day is '{due}' by the rules.")
        fee = self.data.get("fee", "")
        if (Decimal(fee) if fee else None) != self.ruling.fee:
            raise self.error("fee", f"the fee is {self.ruling.fee} by the rules.")
        wrong, ruled_wrong = set(self.names("wrong")), set(lacking(self.came, self.ruling))
        if wrong != ruled_wrong:
            named = ", ".join(sorted(ruled_wrong)) or "nothing"
            raise self.error("wrong", f"by the rules this is missing or wrong: {named}.")
        said, wanted = self.names("reply"), SENTENCE[ruled.action]
        if not set(said) & set(wanted) or any(one in NEVER for one in said):
            raise self.error("reply", f"a reply to {ruled.action} says: {' or '.join(wanted)}.")
        ground = self.data.get("ground", "")
        if self.released != bool(ground):
            raise self.error("ground", "a release, and nothing else, has a ground for the log.")
        if ground:
            accountable(ground)

    def answer(self, field: Field) -> str:
        if field.id == "documents":
            picked = self.documents(self.names("documents"))
            if self.released != bool(picked) and self.found:
                raise self.error(field.id, "a release names documents, and nothing else does.")
            return ", ".join(picked)
        if field.type == "several":
            return ", ".join(self.names(field.id))
        value = self.data.get(field.id, "")
        if field.id == "due" and value:
            return us(value)
        return value

    def names(self, name: str) -> list[str]:
        value = self.data.get(name, [])
        value = [value] if isinstance(value, str) else value
        return [one for one in value if one]

    def documents(self, asked: list[str]) -> list[str]:
        """Return the numbers of the documents meant by kind, or by kind and day; ``all``."""
        picked: list[str] = []
        for wanted in asked:
            named = [
                one.document.id
                for one in self.found
                if wanted in ("all", one.kind, f"{one.kind} {one.document.when[:10]}")
            ]
            fits = [one for one in named if one not in self.ruling.held] or named
            if not fits:
                titles = "; ".join(f"{one.kind} {one.document.when[:10]}" for one in self.found)
                raise self.error("documents", f"no document is '{wanted}'; there are {titles}.")
            picked += [one for one in fits if one not in picked]
        held = [one for one in picked if one in self.ruling.held]
        if held:
            raise self.error("documents", f"{held[0]} must stay back: {self.ruling.held[held[0]]}")
        return [one.document.id for one in self.found if one.document.id in picked]

    def part(self, field: Field, answer: str) -> PartKey:
        self.check(field, answer)
        weight = _WEIGHT.get(field.id, 1.0) if answer else _EMPTY
        says = self.says(field, answer)
        return PartKey(
            answer=answer,
            accept=self.accept(field, answer),
            why=self.why(field),
            wrong={**self.wrong(field, answer), **says},
            guideline=self.ruling.decision.section if field.id == "decision" else "",
            harm=self.harm(field, answer),
            weight=weight,
        )

    def says(self, field: Field, answer: str) -> dict[str, str]:
        """Return the author's own words on single entries; none may be on one that is right."""
        says = self.data.get("says", {}).get(field.id, {})
        right = {one for text in (answer, *self.accept(field, answer)) for one in text.split(", ")}
        for entry in says:
            if entry in right:
                where = f"'says' explains why '{entry}' is wrong in “{field.label}”"
                raise self.error("says", f"{where}, and the key takes it; drop one of the two.")
        return says

    def check(self, field: Field, answer: str) -> None:
        needed = ("person", "identity", "decision", "reply", *(["send"] if self.released else []))
        if field.id in needed and not answer:
            raise self.error(field.id, f"the key says nothing about '{field.id}'.")
        if answer and fieldvalue.read(field, answer)[0] is None:
            raise self.error(field.id, f"'{answer}' is no entry of “{field.label}”.")

    def accept(self, field: Field, answer: str) -> tuple[str, ...]:
        """Return the sets with what may be marked beside and need not: ``also``."""
        if field.id == "fee" and not answer:
            return ("0",)
        if field.id not in self.data.get("also", {}):
            return ()
        if field.type != "several":
            raise self.error("also", f"“{field.label}” has one answer; 'also' is for lists.")
        may = self.also(field.id)
        sure = [answer] if answer else []
        some = chain.from_iterable(combinations(may, n) for n in range(1, len(may) + 1))
        return tuple(", ".join((*sure, *more)) for more in some)

    def also(self, name: str) -> list[str]:
        """Return what may be marked in a list and need not."""
        listed = self.data.get("also", {}).get(name, [])
        return self.documents(listed) if name == "documents" else listed

    def why(self, field: Field) -> str:
        if field.id == "decision":
            limits = self.ruling.decision.limits
            return self.ruling.decision.why + (f" At most: {limits}." if limits else "")
        if field.id == "person":
            return PERSON[bool(self.came.mrn)]
        if field.id == "identity":
            return IDENTITY[self.came.request.verified]
        if field.id == "wrong":
            return " ".join(str(one) for one in self.ruling.defects)
        if field.id == "fee" and self.ruling.fee is None:
            return "No rule of this course sets a fee here."
        if field.id == "ground" and self.released:
            told, section = accountable(self.data["ground"])
            return f"An accounting {'tells it' if told else 'leaves it out'} ({section})."
        return ""

    def wrong(self, field: Field, answer: str) -> dict[str, str]:
        if field.id == "documents":
            held = self.ruling.held
            return {
                **dict.fromkeys(self.too_much(answer), _TOO_MUCH),
                **{number: f"{one.words} ({one.section})" for number, one in held.items()},
            }
        if field.id == "decision":
            says = OTHERWISE[answer]
            return says if answer == RELEASE else {RELEASE: BREACH, **says}
        if field.id == "reply":
            return {name: says for name, says in NEVER.items() if name not in answer}
        return {}

    def harm(self, field: Field, answer: str) -> tuple[str, ...]:
        if field.id == "decision" and not self.released:
            return (RELEASE,)
        if field.id == "documents":
            return tuple({**self.ruling.held, **dict.fromkeys(self.too_much(answer))})
        if field.id == "reply":
            return ("was-here", "well") if self.data.get("decision") != RELEASE else ("well",)
        return ()

    def too_much(self, answer: str) -> list[str]:
        """Return the documents beyond what the paper names, if a paper says exactly what goes."""
        if self.data.get("ground") not in _NAMED_ON_PAPER:
            return []
        right = {*answer.split(", "), *self.also("documents")}
        return [one.document.id for one in self.found if one.document.id not in right]
