"""What a Dask worker does for a grader on another computer: run one job, confined, in its turn.

A worker must have the same version of the course as the grader; it checks. It keeps a warm process
for each assignment that it runs, ``KEPT`` at most.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path

import chartroom
from chartroom import paths
from chartroom.classroom import settings
from chartroom.classroom.hall import WarmProcess, Warmth
from chartroom.classroom.runner import Done, Ground, Job
from chartroom.sandbox.confine import NotProtected, require

KEPT = 3

_log = logging.getLogger("chartroom.grading")
_warm: OrderedDict[str, WarmProcess] = OrderedDict()
_busy: dict[str, int] = {}
_lock = threading.Lock()


class NotThisWorker(RuntimeError):
    """A worker cannot run submissions; says why."""


def run(job: Job, warmth: Warmth, course: str, modules: bool = False) -> Done:
    """Run a job on this worker.

    Args:
        job: what is run.
        warmth: what is held ready for it.
        course: ``fingerprint()`` of the grader's course.
        modules: have the report say which modules were loaded.

    Raises:
        NotThisWorker: it has another version of the course, or cannot confine a process.
        Disturbed, ForgeError: see ``WarmProcess.run``.
    """
    if course != fingerprint():
        raise NotThisWorker(
            f"its course in {paths.root()} is not the same version as the grader's; bring both to "
            "the same commit"
        )
    process = _take(warmth, _ground(job.unsafe))
    try:
        return process.run(job, modules)
    finally:
        _give_back(warmth.key)


@cache
def fingerprint() -> str:
    """Return a mark of the course's code and public data; the same wherever they are the same."""
    package, data = Path(chartroom.__file__).parent, paths.root() / "datasets"
    found = hashlib.sha256()
    for top, pattern in ((package, "**/*.*"), (data, "**/*.*")):
        for path in sorted(top.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(top).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@cache
def _ground(unsafe: bool) -> Ground:
    home = paths.root()
    means = settings.in_force(home)
    if not unsafe:
        try:
            require(means)
        except NotProtected as trouble:
            raise NotThisWorker(str(trouble)) from None
    user = None if unsafe else means.other_user
    return Ground(home, settings.readable(home), user, paths.cache().resolve())


def _take(warmth: Warmth, ground: Ground) -> WarmProcess:
    key = warmth.key
    with _lock:
        if key not in _warm:
            for idle in [one for one in _warm if not _busy.get(one)][: len(_warm) - KEPT + 1]:
                _warm.pop(idle).close()
            _warm[key] = WarmProcess(warmth, ground, _log)
        _warm.move_to_end(key)
        _busy[key] = _busy.get(key, 0) + 1
        return _warm[key]


def _give_back(key: str) -> None:
    with _lock:
        _busy[key] -= 1


@atexit.register
def _close() -> None:
    for process in _warm.values():
        process.close()
