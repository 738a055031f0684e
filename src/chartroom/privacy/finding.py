"""What the rules say: a finding on a paper, and a decision about a request."""

from __future__ import annotations

from dataclasses import dataclass


class PrivacyError(ValueError):
    """A rule cannot be applied to what was given; the text says what is wrong and what to do."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a paper.

    Attributes:
        code: a short name, such as ``expired``.
        words: what is wrong, in a sentence.
        section: where the rule stands.
        remedy: what to ask for.
    """

    code: str
    words: str
    section: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.words} ({self.section}) {self.remedy}"


#: What can be done with a request. ``escalate`` is to the privacy officer or counsel.
RELEASE, REFUSE, RETURN, ESCALATE = "release", "refuse", "return", "escalate"
ACTIONS = (RELEASE, REFUSE, RETURN, ESCALATE)


@dataclass(frozen=True)
class Decision:
    """What to do with a request, why, and where the rule stands.

    Attributes:
        action: ``release``, ``refuse``, ``return`` (for what is missing) or ``escalate``.
        limits: what may go at most, in words; "" where the request itself says how much.
    """

    action: str
    why: str
    section: str
    limits: str = ""

    def __str__(self) -> str:
        limits = f" At most: {self.limits}." if self.limits else ""
        return f"{self.action}: {self.why} ({self.section}){limits}"
