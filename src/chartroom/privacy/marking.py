"""How well marks fit the key of a text that is to be de-identified: precision and recall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chartroom.privacy.finding import PrivacyError
from chartroom.privacy.identifiers import Identifier

#: Characters that a mark may cover beside identifiers: a title, a label, a comma, a space.
SLACK = 10


@dataclass(frozen=True)
class Score:
    """How well marks fit the key, for one type or all.

    Attributes:
        right: identifiers of the key that a mark covers.
        missed: identifiers of the key that no mark covers.
        fitting: marks that cover an identifier and little else.
        extra: marks that cover none, or too much besides.
    """

    right: int
    missed: int
    fitting: int
    extra: int

    @property
    def precision(self) -> float | None:
        """Of the marks, the part that fits; None if nothing was marked."""
        marks = self.fitting + self.extra
        return self.fitting / marks if marks else None

    @property
    def recall(self) -> float | None:
        """Of what should be marked, the part that was; None if there was nothing to mark."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else None


def score(found: Iterable[Identifier], marked: Iterable[Identifier]) -> dict[str, Score]:
    """Return the score by type and, under ``all``, over all types.

    An identifier counts as found if one mark covers it whole and has its type. A mark fits if it
    covers at least one identifier and at most ``SLACK`` characters that are none: who paints over
    the whole page misses nothing and is not precise. Under ``all`` the type does not matter: a
    number that is painted over is gone, whatever it was called.

    Args:
        found: what was marked by a student or by ``find_identifiers``.
        marked: the key: what should be marked.

    Raises:
        PrivacyError: a mark ends where it begins, or before.
    """
    marks, key = sorted(set(found)), sorted(set(marked))
    for one in (*marks, *key):
        if one.start >= one.end:
            raise PrivacyError(f"The mark at {one.start} is empty; drag over what identifies.")
    kinds = sorted({one.kind for one in (*marks, *key)})
    scores = {
        kind: _score([m for m in marks if m.kind == kind], [k for k in key if k.kind == kind], key)
        for kind in kinds
    }
    return {**scores, "all": _score(marks, key, key)}


def _score(marks: list[Identifier], wanted: list[Identifier], key: list[Identifier]) -> Score:
    right = sum(any(_covers(mark, one) for mark in marks) for one in wanted)
    fitting = sum(_fits(mark, wanted, key) for mark in marks)
    return Score(right, len(wanted) - right, fitting, len(marks) - fitting)


def _covers(mark: Identifier, one: Identifier) -> bool:
    return mark.start <= one.start and one.end <= mark.end


def _fits(mark: Identifier, wanted: list[Identifier], key: list[Identifier]) -> bool:
    """Return whether a mark covers a wanted identifier and little that is no identifier at all."""
    if not any(_covers(mark, one) for one in wanted):
        return False
    inside = {place for one in key for place in range(one.start, one.end)}
    return sum(place not in inside for place in range(mark.start, mark.end)) <= SLACK
