"""What a finished sitting shows: the score by domain, how sure it is, and what to read again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chartroom.exam.domains import DOMAINS
from chartroom.exam.sitting import Sitting
from chartroom.quality import wilson_interval


@dataclass(frozen=True)
class Part:
    """A domain's score; ``low`` and ``high`` are a 95 percent Wilson interval of its share."""

    title: str
    right: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Right answers as a part of the items."""
        return self.right / self.total


@dataclass(frozen=True)
class ExamReport:
    """The score of a sitting.

    Attributes:
        whole: all items together.
        parts: the domains that had items, in the exam's order.
        blank: how many items were left open; they count as not right.
        minutes: time used.
        lessons: lessons with missed items and how many, most first.
    """

    whole: Part
    parts: tuple[Part, ...]
    blank: int
    minutes: int
    lessons: tuple[tuple[str, int], ...]


def report(sitting: Sitting) -> ExamReport:
    """Return the score of a sitting."""
    items = [one.item for one in sitting.paper]
    parts = []
    for domain in DOMAINS:
        names = [item.id for item in items if item.domain == domain.id]
        if names:
            parts.append(_part(domain.title, sum(map(sitting.right, names)), len(names)))
    missed = Counter(item.lesson for item in items if not sitting.right(item.id))
    return ExamReport(
        _part("All domains", sum(sitting.right(item.id) for item in items), len(items)),
        tuple(parts),
        sum(item.id not in sitting.answers for item in items),
        round(sitting.seconds / 60),
        tuple(sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def lines(found: ExamReport) -> list[str]:
    """Return the report as sentences and one line a domain."""
    *said, last = summary(found)
    said += [
        f"{part.title}: {part.right} of {part.total} ({part.share:.0%}; "
        f"95% interval {part.low:.0%} to {part.high:.0%})"
        for part in found.parts
    ]
    return [*said, last]


def summary(found: ExamReport) -> list[str]:
    """Return the sentences of the report about the whole."""
    whole = found.whole
    said = [
        f"{whole.right} of {whole.total} right ({whole.share:.0%}), in {found.minutes} minutes.",
    ]
    if found.blank:
        said.append(f"{found.blank} left open; an open question counts as not right.")
    said.append(
        "This is practice. AHIMA reports a scaled score from 100 to 400 with 300 to pass; no share "
        "of right answers here says whether you would."
    )
    return said


def _part(title: str, right: int, total: int) -> Part:
    low, high = wilson_interval(right, total)
    return Part(title, right, total, low, high)
