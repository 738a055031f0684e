"""Where the time of grading goes. Run in a course's folder: prints seconds a stage as JSON.

``python grading_stages.py ASSIGNMENT``. One submission at a time, so that stages do not overlap
more than they must: while one is run, the one before it is saved.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

START = time.perf_counter()

from nbgrader.apps import AutogradeApp  # noqa: E402
from traitlets.config import Config  # noqa: E402

from chartroom.classroom import batch, grader, hall, runner, saving  # noqa: E402

_SPENT: dict[str, float] = defaultdict(float)
_LOCK = threading.Lock()


def main(assignment: str) -> None:
    """Grade ``assignment`` in the current folder and print what each stage took."""
    for owner, name, stage in (
        (hall.LocalHall, "warm_up", "warm process"),
        (grader.Grader, "grade", "grade"),
        (hall.LocalHall, "run", "run"),
        (runner.session, "run", "processes"),
        (saving.Book, "save", "gradebook"),
        (batch.saving, "write", "files"),
        (batch.saving, "put", "files"),
    ):
        _watch(owner, name, stage)
    loaded = time.perf_counter()
    app = AutogradeApp()
    app.initialize([assignment])
    app.update_config(Config({"IsolatedGrading": {"workers": 1}}))
    app.start()
    end = time.perf_counter()
    print(
        json.dumps(
            {
                "all": end - START,
                "loading": loaded - START,
                "warm process and trial": _SPENT["warm process"],
                "read, repair, finish the notebook": _SPENT["grade"] - _SPENT["run"],
                "folders and files of the run": _SPENT["run"] - _SPENT["processes"],
                "two processes: fork, confine, cells, tests": _SPENT["processes"],
                "gradebook": _SPENT["gradebook"],
                "files in autograded/": _SPENT["files"],
            }
        )
    )


def _watch(owner: Any, name: str, stage: str) -> None:
    """Count what a function takes. What ``warm_up`` calls counts as the warm process alone."""
    inner: Callable[..., Any] = getattr(owner, name)

    def timed(*args: Any, **kwargs: Any) -> Any:
        before = time.perf_counter()
        try:
            return inner(*args, **kwargs)
        finally:
            with _LOCK:
                if stage == "warm process":
                    _SPENT.clear()
                _SPENT[stage] += time.perf_counter() - before

    setattr(owner, name, timed)


if __name__ == "__main__":
    main(sys.argv[1])
