"""Make the student's copy of an assignment: ``nbgrader generate_assignment``, no gradebook."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from chartroom.build.errors import BuildError


def generate(name: str, place: Path, config_file: Path) -> None:
    """Make ``place/release/<name>`` from ``place/source/<name>`` with the course's configuration.

    Nothing is written to a gradebook: the instructor's is filled when the instructor releases.

    Raises:
        BuildError: nbgrader refuses the notebook.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    loader = PyFileConfigLoader(config_file.name, path=str(config_file.parent))
    config = loader.load_config()
    config.CourseDirectory.root = str(place)
    config.CourseDirectory.assignment_id = name
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    complaints, log = _log()
    try:
        coursedir = CourseDirectory(config=config)
        GenerateAssignment(coursedir=coursedir, config=config, log=log).start()
    except (NbGraderException, SystemExit):
        text = _reason("\n".join(complaints))
        raise BuildError(f"nbgrader cannot make the student's copy: {text}", name) from None


def _reason(complaints: str) -> str:
    """Return the line that says why, out of nbgrader's tracebacks."""
    lines = re.findall(r"^\w+(?:Error|Exception): .*", complaints, re.M)
    return lines[-1] if lines else complaints


def _log() -> tuple[list[str], logging.Logger]:
    complaints: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    log = logging.Logger("chartroom.build.release", logging.WARNING)
    log.addHandler(Keep())
    return complaints, log
