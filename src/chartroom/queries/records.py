"""What a query is made of, and what is found in it."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom.codes.refusing import Refused

SOURCE = "AHIMA/ACDIS, Guidelines for Achieving a Compliant Query Practice (2022 Update)"

#: How a query may ask.
FORMS = {
    "open": "Open question: the provider answers in own words",
    "multiple": "Several answers to choose from",
    "yesno": "Yes or no",
}
#: What a question to be answered by yes or no may be for.
PURPOSES = {
    "poa": "Whether a documented diagnosis was present on admission",
    "cause": "Whether two documented conditions are cause and effect",
    "documented": "Whether a diagnosis in a report, such as pathology or imaging, holds",
    "conflict": "Whether one of several providers' conflicting diagnoses holds",
}


class QueryError(Refused):
    """Something that is no query. The text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Written:
    """A query as it was written.

    Attributes:
        title: its subject line.
        indicators: what the chart says, word for word, a passage each.
        question: the question.
        form: one of ``FORMS``.
        options: answers to choose from; empty for an open question.
        purpose: one of ``PURPOSES`` if the form is "yesno", or "".
    """

    title: str = ""
    indicators: tuple[str, ...] = ()
    question: str = ""
    form: str = "open"
    options: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a query.

    Attributes:
        kind: a short name of the rule.
        severity: "error" (it must not be sent so), "advice" (look again) or "ok" (what is right).
        part: "title", "indicators", "question" or "options".
        message: what it is about, in a sentence.
        reason: why that matters.
    """

    kind: str
    severity: str
    part: str
    message: str
    reason: str = ""

    def __str__(self) -> str:
        word = {"error": "Not yet", "advice": "Look again", "ok": "Right"}[self.severity]
        return f"{word} ({self.part}): {self.message} {self.reason}".strip()
