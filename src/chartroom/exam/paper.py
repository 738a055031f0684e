"""Draw a paper from the bank: so many items of each domain, in an order of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chartroom.assess.answerfile import AnswerError
from chartroom.exam.bank import ExamItem
from chartroom.exam.domains import DOMAINS

FULL = sum(domain.items for domain in DOMAINS)
LETTERS = "abcd"
#: What the RHIT exam gives: 3.5 hours for 150 items (AHIMA).
SECONDS_AN_ITEM = 3.5 * 3600 / 150


@dataclass(frozen=True)
class Asked:
    """An item as a paper shows it: ``order[0]`` is the option under the letter a."""

    item: ExamItem
    order: tuple[int, ...]

    @property
    def key(self) -> str:
        """The letter of the right option."""
        return LETTERS[self.order.index(0)]


def draw(
    bank: Mapping[str, ExamItem], seed: str, size: int = FULL, seen: Collection[str] = ()
) -> tuple[Asked, ...]:
    """Return the items of a paper, the same for the same bank, seed, size and ``seen``.

    No item stands twice in a paper. Items of earlier papers (``seen``) come only when a domain has
    no others left.

    Args:
        bank: the items.
        seed: any text.
        size: how many items; the domains keep their shares as nearly as can be.
        seen: ids of items that were in earlier papers.

    Raises:
        AnswerError: a domain of the bank has too few items for such a paper.
    """
    drawn: list[ExamItem] = []
    for domain, count in shares(size).items():
        there = [item for item in bank.values() if item.domain == domain]
        if len(there) < count:
            raise AnswerError(
                f"A paper of {size} needs {count} items of '{domain}', and the bank has "
                f"{len(there)}; ask for a shorter one."
            )
        there.sort(key=lambda item: (item.id in seen, _rank(seed, item.id)))
        drawn += there[:count]
    drawn.sort(key=lambda item: _rank(f"{seed} order", item.id))
    return tuple(shown(item, seed) for item in drawn)


def shown(item: ExamItem, seed: str) -> Asked:
    """Return an item with its options in the order that the seed gives."""
    places = range(len(item.options))
    order = sorted(places, key=lambda place: _rank(f"{seed} {place}", item.id))
    return Asked(item, tuple(order))


def shares(size: int) -> dict[str, int]:
    """Return how many items each domain gets: largest remainders, so that they add up.

    Raises:
        AnswerError: ``size`` is not from 1 to the full paper.
    """
    if not 1 <= size <= FULL:
        raise AnswerError(f"A paper has 1 to {FULL} questions; {size} were asked for.")
    exact = {domain.id: domain.items * size / FULL for domain in DOMAINS}
    counts = {name: int(value) for name, value in exact.items()}
    left = size - sum(counts.values())
    for name in sorted(exact, key=lambda name: counts[name] - exact[name])[:left]:
        counts[name] += 1
    return counts


def _rank(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{name}".encode()).digest()
