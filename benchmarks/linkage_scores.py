"""How well pairs that were found fit the pairs that are known, and where a tool is behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Score:
    """How well the listed pairs fit the known ones, at one threshold."""

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Line:
    """One tool on one data set."""

    data: str
    tool: str
    threshold: str
    usual: Score
    best: Score
    seconds: float


def scores(found: pd.DataFrame, known: set[frozenset[str]], usual: float) -> tuple[Score, Score]:
    """Return how well a tool does at its usual threshold and at the one that suits it best."""
    found = found.sort_values("score", ascending=False, kind="stable")
    score = found["score"].to_numpy()
    ends = zip(found["left"], found["right"], strict=True)
    right = np.cumsum([frozenset(pair) in known for pair in ends])
    listed = np.arange(1, len(found) + 1)
    f1 = 2 * right / (listed + len(known))
    last = np.append(score[1:] != score[:-1], True)  # pairs of one score stand or fall together

    def at(place: int) -> Score:
        precision, recall = right[place] / listed[place], right[place] / len(known)
        return Score(float(score[place]), precision, recall, f1[place])

    inside = np.flatnonzero(score >= usual)
    best = at(int(np.where(last, f1, 0).argmax()))
    return at(inside[-1]) if len(inside) else Score(usual, 0, 0, 0), best


def behind(lines: list[Line]) -> list[str]:
    """Return where Chartroom is less exact or slower than another tool."""
    found = []
    for line in lines:
        ours = next(o for o in lines if o.data == line.data and o.tool == "Chartroom")
        if ours.usual.f1 < line.usual.f1 or ours.best.f1 < line.best.f1:
            found.append(f"{line.data}: F1 is behind {line.tool}")
        if ours.seconds > line.seconds:
            found.append(f"{line.data}: slower than {line.tool}")
    return found
