"""Run nbgrader's steps on a course folder, with the course's own configuration, in this process.

The same as typing ``nbgrader generate_assignment``, ``autograde``, ``generate_feedback`` and
``export`` in that folder, without starting a program for each.
"""

from __future__ import annotations

import contextlib
import csv
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from nbgrader.utils import setenv
from traitlets.config import Config, PyFileConfigLoader

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class Score:
    """What one graded cell got: points, or None while it waits for a person."""

    points: float | None
    maximum: float


class Classroom:
    """A course folder with ``source/`` and ``nbgrader_config.py`` in it.

    Args:
        root: the course's folder; ``gradebook.db`` and nbgrader's folders are made in it.
        home: the folder that holds the course's ``datasets``, if it is not ``root``.
        settings: of ``IsolatedGrading``, in place of those in the configuration.
        said_to: where warnings and errors go too.

    Attributes:
        said: what nbgrader and the repair of submissions have logged as warnings or worse.
    """

    def __init__(
        self,
        root: Path,
        home: Path | None = None,
        settings: Mapping[str, Any] | None = None,
        said_to: logging.Handler | None = None,
    ) -> None:
        self.root = root.resolve()
        self.home = (home or root).resolve()
        self.said: list[str] = []
        self._log = logging.Logger("chartroom.classroom", logging.WARNING)
        self._log.addHandler(_Keeper(self.said))
        self._settings = dict(settings or {})
        if said_to is not None:
            self._log.addHandler(said_to)

    def release(self, assignment: str) -> bool:
        """Make ``release/<assignment>`` and enter the assignment in the gradebook."""
        return self._convert(GenerateAssignment, assignment)

    def autograde(self, assignment: str, student: str = "*", force: bool = True) -> bool:
        """Grade what is in ``submitted/``; False if one of them could not be graded.

        Without ``force`` what is graded already is left alone.
        """
        return self._convert(Autograde, assignment, student, force)

    def feedback(self, assignment: str, student: str = "*") -> bool:
        """Write the feedback pages to ``feedback/``."""
        return self._convert(GenerateFeedback, assignment, student)

    def export(self) -> list[dict[str, str]]:
        """Write ``grades.csv`` as ``nbgrader export`` does; return its rows."""
        path = self.root / "grades.csv"
        config = self._config("")
        config.ExportPlugin.to = str(path)
        config.CsvExportPlugin.to = str(path)
        with self._gradebook() as book:
            CsvExportPlugin(config=config, log=self._log).export(book)
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def scores(self, assignment: str, student: str) -> dict[str, Score]:
        """Return the score of each graded cell of a submission, by its name.

        Raises:
            nbgrader.api.MissingEntry: there is no such submission in the gradebook.
        """
        found: dict[str, Score] = {}
        with self._gradebook() as book:
            for notebook in book.find_submission(assignment, student).notebooks:
                for grade in notebook.grades:
                    waits = grade.needs_manual_grade and grade.auto_score is None
                    points = None if waits else grade.score
                    found[grade.name] = Score(points, grade.max_score)
        return found

    def _gradebook(self) -> Gradebook:
        return Gradebook(db_url(self.root), "chartroom")

    def _config(self, assignment: str, student: str = "*") -> Config:
        config = _read_config(self.root)
        config.CourseDirectory.root = str(self.root)
        config.CourseDirectory.assignment_id = assignment
        config.CourseDirectory.student_id = student
        for name, value in self._settings.items():
            config.IsolatedGrading[name] = value
        return config

    def _convert(
        self, step: type[BaseConverter], assignment: str, student: str = "*", force: bool = True
    ) -> bool:
        config = self._config(assignment, student)
        config.BaseConverter.force = force
        coursedir = CourseDirectory(config=config, log=self._log)
        converter: Any = step(coursedir=coursedir, config=config, log=self._log)
        try:
            with _elsewhere(self.home):
                converter.start()
        except NbGraderException:
            return False
        return True


def db_url(root: Path) -> str:
    """Return the address of the gradebook of the course at ``root``, by its configuration."""
    config = _read_config(root)
    config.CourseDirectory.root = str(root)
    return CourseDirectory(config=config).db_url


def _read_config(root: Path) -> Config:
    return PyFileConfigLoader(CONFIG, path=str(root)).load_config()


class _Keeper(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record.getMessage())


@contextlib.contextmanager
def _elsewhere(home: Path) -> Iterator[None]:
    """Come back to this folder, which nbgrader leaves; let notebooks find the course's data."""
    here = os.getcwd()
    try:
        with setenv(CHARTROOM_HOME=str(home)):
            yield
    finally:
        os.chdir(here)


def scratch_copy(root: Path, place: Path, assignments: list[str]) -> Classroom:
    """Make in ``place`` a course folder with some of the assignments of the one at ``root``."""
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / CONFIG, place)
    for assignment in assignments:
        shutil.copytree(root / "source" / assignment, place / "source" / assignment)
    return Classroom(place, home=root)
