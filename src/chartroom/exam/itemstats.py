"""Item statistics from a class's answers: difficulty, discrimination, distractors.

Classical test theory (Ebel & Frisbie, Essentials of Educational Measurement, 5th ed. 1991): the
difficulty of an item is the share that got it right; its discrimination the correlation between
getting it right and the share right of the student's other items (corrected point-biserial).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chartroom.exam.sitting import Sitting

#: Below this many answers a statistic says too little to act on, and is said to.
FEW = 20


@dataclass(frozen=True)
class ItemStatistic:
    """What a class's answers say about one item.

    Attributes:
        id: the item.
        asked: how many had it in a finished paper.
        right: how many got it right; an open question is not right.
        chosen: how many chose each option, in the item's order (the right one first).
        blank: how many left it open.
        discrimination: from -1 to 1; None where it is not defined: fewer than three papers, all
            answered alike, or all equally good at the rest.
        remarks: sentences about what looks wrong.
    """

    id: str
    asked: int
    right: int
    chosen: tuple[int, ...]
    blank: int
    discrimination: float | None
    remarks: tuple[str, ...]

    @property
    def difficulty(self) -> float:
        """The share that got it right: 1 is easy."""
        return self.right / self.asked


def item_statistics(sittings: Iterable[Sitting]) -> tuple[ItemStatistic, ...]:
    """Return the statistics of each item of finished papers, the hardest first.

    Each sitting counts once; one that is not finished does not count.
    """
    papers = [one for one in sittings if one.finished]
    rows: dict[str, list[tuple[Sitting, float]]] = {}
    options = {}
    for paper in papers:
        total = sum(paper.right(one.item.id) for one in paper.paper)
        others = len(paper.paper) - 1
        for one in paper.paper:
            name = one.item.id
            options[name] = len(one.item.options)
            rest = (total - paper.right(name)) / others if others else 0.0
            rows.setdefault(name, []).append((paper, rest))
    found = [_statistic(name, listed, options[name]) for name, listed in rows.items()]
    return tuple(sorted(found, key=lambda one: (one.difficulty, one.id)))


def _statistic(name: str, rows: list[tuple[Sitting, float]], options: int) -> ItemStatistic:
    right = [paper.right(name) for paper, _ in rows]
    counts = Counter(paper.answers.get(name) for paper, _ in rows)
    chosen = tuple(counts[place] for place in range(options))
    corr = _correlation([float(one) for one in right], [rest for _, rest in rows])
    return ItemStatistic(
        name, len(rows), sum(right), chosen, counts[None], corr, _remarks(rows, chosen, corr)
    )


def _remarks(
    rows: list[tuple[Sitting, float]], chosen: tuple[int, ...], corr: float | None
) -> tuple[str, ...]:
    if len(rows) < FEW:
        return (f"Only {len(rows)} answers: too few to judge the item by (use {FEW} or more).",)
    said = []
    if corr is not None and corr < 0:
        said.append("Those who did well elsewhere got it wrong: check the key and the wording.")
    elif corr is not None and corr < 0.1:
        said.append("It hardly tells who knows more from who knows less.")
    for place, count in enumerate(chosen):
        if place and count > chosen[0]:
            said.append(f"Wrong option {place} was chosen more often than the right one.")
        if place and not count:
            said.append(f"Nobody chose wrong option {place}: it tempts no one.")
    return tuple(said)


def _correlation(one: list[float], other: list[float]) -> float | None:
    size = len(one)
    if size < 3:
        return None
    mean, mean_other = sum(one) / size, sum(other) / size
    spread = sum((x - mean) ** 2 for x in one)
    spread_other = sum((y - mean_other) ** 2 for y in other)
    if spread < 1e-12 or spread_other < 1e-12:
        return None
    both = sum((x - mean) * (y - mean_other) for x, y in zip(one, other, strict=True))
    return both / math.sqrt(spread * spread_other)
