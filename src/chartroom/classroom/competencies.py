"""Which objective and which competency each graded cell of an assignment belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

OBJECTIVES = Path("datasets/reference/objectives.json")
OTHER = "Other"
Scored = tuple[str, float, float]  # name of a graded cell, points, points to be had


@dataclass(frozen=True)
class Share:
    """Points earned of those that were to be had, for an objective or a competency."""

    name: str
    text: str
    points: float
    possible: float

    @property
    def percent(self) -> float:
        """How much was earned, in percent."""
        return 100 * self.points / self.possible if self.possible else 0.0


@dataclass(frozen=True)
class Map:
    """What is asked where.

    Attributes:
        asked: names of objectives, by the name of the graded cell.
        texts: the objectives in words.
        groups: the competency of each objective.
    """

    asked: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]
    groups: Mapping[str, str]

    def by_objective(self, scores: Iterable[Scored]) -> list[Share]:
        """Return the share of each objective, in their order.

        Args:
            scores: of graded cells. One that asks several objectives counts for each of them.
        """
        return _shares(scores, lambda cell: self.asked.get(cell, ()), self.texts)

    def by_competency(self, scores: Iterable[Scored]) -> list[Share]:
        """Return the share of each competency; see ``by_objective``."""

        def of(cell: str) -> tuple[str, ...]:
            found = (self.groups.get(one, OTHER) for one in self.asked.get(cell, ()))
            return tuple(dict.fromkeys(found)) or (OTHER,)

        return _shares(scores, of, {})


def read(home: Path, release: Path) -> Map:
    """Return what an assignment asks.

    Args:
        home: the folder that holds ``datasets``.
        release: the assignment as it was handed out; its questions name their objectives.
    """
    try:
        questions = json.loads((release / "questions.json").read_text("utf-8"))
        asked = {
            one["id"]: tuple(one.get("objectives", ())) for one in questions.get("questions", ())
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        asked = {}
    asked |= _of_cells(home / "manuscript" / "source" / release.name / f"{release.name}.md")
    try:
        known = json.loads((home / OBJECTIVES).read_text("utf-8"))
        texts = {
            name: text for lesson in known["lessons"] for name, text in lesson["objectives"].items()
        }
        groups: dict[str, str] = {}
        for group, names in known["groups"].items():
            for name in names:
                groups.setdefault(name, group)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        texts, groups = {}, {}
    return Map(asked, texts, groups)


def _of_cells(manuscript: Path) -> dict[str, tuple[str, ...]]:
    """Return the objectives of cells that are no question, from the head of the manuscript."""
    try:
        head = yaml.safe_load(manuscript.read_text("utf-8").split("---", 2)[1])
        return {name: tuple(found) for name, found in head["chartroom"]["objectives"].items()}
    except (OSError, IndexError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        return {}


def _shares(
    scores: Iterable[Scored], of: Callable[[str], tuple[str, ...]], texts: Mapping[str, str]
) -> list[Share]:
    points: dict[str, float] = {}
    possible: dict[str, float] = {}
    for cell, got, most in scores:
        for name in of(cell):
            points[name] = points.get(name, 0.0) + got
            possible[name] = possible.get(name, 0.0) + most
    return [Share(name, texts.get(name, ""), points[name], possible[name]) for name in points]
