"""``when: [hypertension, "!ckd", "age>=65"]``: read once, evaluated for many at a time."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

_COMPARISON = re.compile(r"(age|weeks|weight)\s*(>=|<=|==|<|>)\s*(\d+(?:\.\d+)?)")
_OPERATORS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


class ContentError(ValueError):
    """The clinical content cannot be used as it is written. One sentence with the place."""


@dataclass(frozen=True)
class Condition:
    """One word of a ``when`` list."""

    name: str
    wanted: bool = True
    compare: str = ""
    number: float = 0.0

    def holds(self, facts: Mapping[str, np.ndarray], size: int) -> np.ndarray:
        """Return where it holds; a flag that was never set holds nowhere."""
        if self.compare:
            return _OPERATORS[self.compare](facts[self.name], self.number)
        found = facts.get(self.name)
        if found is None:
            return np.full(size, not self.wanted)
        return found if self.wanted else ~found


def read(words: Iterable[str]) -> tuple[Condition, ...]:
    """Return the conditions of a ``when`` list.

    Raises:
        ContentError: a word is not text.
    """
    return tuple(_read_one(word) for word in words)


def all_hold(
    conditions: Iterable[Condition], facts: Mapping[str, np.ndarray], size: int
) -> np.ndarray:
    """Return where all conditions hold.

    Args:
        conditions: from ``read``.
        facts: flags (bool) and numbers (age, weeks, weight) by name, each of shape (size,).
        size: how many are asked about.
    """
    result = np.ones(size, dtype=bool)
    for condition in conditions:
        result &= condition.holds(facts, size)
    return result


def _read_one(word: object) -> Condition:
    if not isinstance(word, str) or not word:
        raise ContentError(f"{word!r} is not a condition; write a name, !name or age>=65.")
    found = _COMPARISON.fullmatch(word.strip())
    if found:
        return Condition(found[1], True, found[2], float(found[3]))
    return Condition(word.strip().lstrip("!").strip(), not word.startswith("!"))
