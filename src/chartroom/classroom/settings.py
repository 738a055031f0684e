"""How submissions are run: the settings that ``nbgrader_config.py`` may change."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from traitlets import Bool, Float, Integer, Unicode
from traitlets.config import Configurable

import chartroom
from chartroom import paths
from chartroom.isolation.session import Times
from chartroom.sandbox.confine import Limits, Means, means


class IsolatedGrading(Configurable):
    """Settings of grading in isolation; ``c.IsolatedGrading.workers = 4`` changes one."""

    workers = Integer(
        0, help="How many submissions are run at once; 0 for one a processor core."
    ).tag(config=True)
    unsafe = Bool(
        False,
        help="Run the code of submissions although this computer cannot confine it: with your "
        "rights, among your files.",
    ).tag(config=True)
    cell_seconds = Float(60, help="Seconds after which a cell is stopped.").tag(config=True)
    submission_seconds = Float(240, help="Seconds for all cells of one notebook together.").tag(
        config=True
    )
    call_seconds = Float(10, help="Seconds for each call of a student's function by a test.").tag(
        config=True
    )
    memory = Integer(1024, help="MB of memory that a submission may add.").tag(config=True)
    file_size = Integer(32, help="MB of the largest file that a submission may write.").tag(
        config=True
    )
    scheduler = Unicode(
        "", help="Address of a Dask scheduler whose workers run the submissions."
    ).tag(config=True)

    @property
    def at_once(self) -> int:
        """How many submissions are run at once on this computer."""
        return self.workers or _cores()

    @property
    def times(self) -> Times:
        """The time limits."""
        return Times(self.cell_seconds, self.submission_seconds, self.call_seconds)

    @property
    def limits(self) -> Limits:
        """The limits of each process."""
        return Limits(
            memory=self.memory,
            seconds=int(self.submission_seconds) + 30,
            file_size=self.file_size,
        )


def of(converter: Any) -> IsolatedGrading:
    """Return the settings in the configuration of an nbgrader converter."""
    return IsolatedGrading(config=converter.config)


def readable(home: Path) -> tuple[Path, ...]:
    """Return what confined code may read beside its folder: Python, the course's public data.

    Args:
        home: the folder that holds ``datasets``.

    Raises:
        ValueError: Python lies above the course's folder, so that reading the one would mean
            reading the other.
    """
    package = Path(chartroom.__file__).resolve().parent
    wanted = (
        Path(sys.prefix).resolve(),
        Path(sys.base_prefix).resolve(),
        package,
        home.resolve() / "datasets",
        paths.cache().resolve(),
    )
    for path in wanted:
        if path == home.resolve() or path in home.resolve().parents:
            raise ValueError(
                f"Python or its packages are in {path}, above the course's folder {home}: code "
                "that may read the one could read the other. Install Python elsewhere."
            )
    return tuple(dict.fromkeys(wanted))


def in_force(home: Path) -> Means:
    """Return what keeps submissions apart on this computer."""
    return means(readable(home))


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1
