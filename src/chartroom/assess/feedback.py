"""What a learner is told about an answer: plain records, as text and as HTML.

Every item says its verdict in a word and an icon, never by color alone, and everything that came
from a person or a file is escaped in the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

GUIDELINE_YEAR = "FY2026"

# Verdict: icon, word. The order is the order in which items are shown: what is right comes first.
VERDICTS: dict[str, tuple[str, str]] = {
    "right": ("✓", "Right"),
    "code-right": ("◔", "Code right"),
    "answer": ("★", "Answer"),
    "form": ("!", "Check the entry"),
    "less-specific": ("◐", "Not specific enough"),
    "partly": ("◑", "Partly right"),
    "harm": ("⚠", "Not right, does harm"),
    "wrong": ("✗", "Not right"),
    "missing": ("○", "Missing"),
    "extra": ("–", "Not needed"),
    "order": ("⇅", "Order"),
    "poa": ("◷", "Present on admission"),
    "convention": ("§", "Coding rule"),
    "query": ("?", "Query"),
}
_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True)
class Item:
    """One thing to say about an answer.

    Attributes:
        verdict: one of ``VERDICTS``.
        message: one or two sentences for the learner, plain text.
        target: what it is about: a code, an option, an item; empty when that would give the
            answer away or when the whole answer is meant.
        guideline: guideline section or other source, as the author wrote it (``I.C.4.a``).
        evidence: pairs of document id and the words in that document, to be highlighted.
        about: what it is about, in words; left out where the item stands beside that.
    """

    verdict: str
    message: str
    target: str = ""
    guideline: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    about: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"'{self.verdict}' is not a verdict; use one of {', '.join(VERDICTS)}")

    def text(self) -> str:
        """Return the item as one line."""
        icon, word = VERDICTS[self.verdict]
        parts = [f"{icon} {word}: {self._said()}"]
        if self.guideline:
            parts.append(f"[{cite(self.guideline)}]")
        if self.evidence:
            parts.append("In the chart: " + "; ".join(f"“{w}” ({d})" for d, w in self.evidence))
        return " ".join(parts)

    def html(self) -> str:
        """Return the item as one ``<li>``."""
        icon, word = VERDICTS[self.verdict]
        body = (
            f'<span class="chartroom-icon" aria-hidden="true">{icon}</span> '
            f"<strong>{word}:</strong> {escape(self._said())}"
        )
        if self.guideline:
            body += f' <span class="chartroom-guideline">{escape(cite(self.guideline))}</span>'
        for document, words in self.evidence:
            body += (
                f' <span class="chartroom-evidence">In the chart ({escape(document)}): '
                f"<q>{escape(words)}</q></span>"
            )
        return (
            f'<li class="chartroom-item chartroom-{self.verdict}" data-verdict="{self.verdict}" '
            f'data-target="{escape(self.target)}">{body}</li>'
        )

    def _said(self) -> str:
        return f"{self.about}: {self.message}" if self.about else self.message


@dataclass(frozen=True)
class Feedback:
    """All that is said about an answer.

    Attributes:
        score: from 0.0 to 1.0; exactly 1.0 for a perfect answer.
        complete: every part is answered and well formed. Says nothing about right or wrong.
        items: what to say, what is right first.
        summary: one sentence.
    """

    score: float
    complete: bool
    items: tuple[Item, ...]
    summary: str

    @property
    def right(self) -> bool:
        """True for a perfect answer."""
        return self.score == 1.0

    def text(self) -> str:
        """Return the feedback as plain text, one line an item."""
        return "\n".join([self.summary, *(item.text() for item in self.items)])

    def html(self) -> str:
        """Return the feedback as an HTML fragment."""
        items = "".join(item.html() for item in self.items)
        listed = f'<ul class="chartroom-items">{items}</ul>' if items else ""
        return (
            f'<div class="chartroom-feedback"><p class="chartroom-summary">'
            f"{escape(self.summary)}</p>{listed}</div>"
        )

    def __str__(self) -> str:
        return self.text()


def feedback(score: float, complete: bool, items: Iterable[Item], summary: str) -> Feedback:
    """Make a Feedback: score kept within 0 and 1, items sorted with what is right first."""
    ordered = tuple(sorted(items, key=lambda item: _RANK[item.verdict]))
    return Feedback(min(1.0, max(0.0, score)), complete, ordered, summary)


def blank(what: str) -> Feedback:
    """Return the feedback for an answer that is not there. ``what`` says what to do."""
    return Feedback(0.0, False, (Item("form", what),), "Not answered yet.")


def cite(guideline: str) -> str:
    """Return a citation for people: ``I.C.4.a`` becomes ``Guideline I.C.4.a (FY2026)``.

    What is not a section of the Official Guidelines is left as its author wrote it.
    """
    sections = [part.strip() for part in re.split(r"[,;]", guideline) if part.strip()]
    if sections and all(re.fullmatch(r"(I|II|III|IV)(\.[A-Za-z0-9.()]+)?", s) for s in sections):
        word = "Guideline" if len(sections) == 1 else "Guidelines"
        return f"{word} {', '.join(sections)} ({GUIDELINE_YEAR})"
    if re.fullmatch(r"Appendix I", guideline.strip()):
        return f"Guidelines, Appendix I ({GUIDELINE_YEAR})"
    return guideline.strip()
