"""Where the submissions of a class are run: on this computer."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import tempfile
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from chartroom.classroom import runner
from chartroom.classroom.grader import Grader, Rehearsal
from chartroom.classroom.runner import Done, Ground, Job
from chartroom.isolation import folders
from chartroom.isolation.forge import Forge, ForgeError
from chartroom.isolation.session import Disturbed

WORTH_A_TRIAL = 4  # submissions from which on a trial run saves more than it costs
WARM = ("IPython.core.interactiveshell", "chartroom.assess.grading", "chartroom.exercises")


@dataclass(frozen=True)
class Warmth:
    """What is loaded, and run once, before a process is forked for each submission.

    Args:
        modules: names of what is loaded.
        released: cells that are run once; None for none.
    """

    modules: tuple[str, ...] = WARM
    released: Rehearsal | None = None

    @cached_property
    def key(self) -> str:
        """A mark of what it holds."""
        found = hashlib.sha256(repr(self.modules).encode())
        if self.released is not None:
            found.update(repr(self.released.cells).encode())
            for name, data in sorted(self.released.files.items()):
                found.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
        return found.hexdigest()

    def with_modules(self, found: set[str]) -> Warmth:
        """Return the same with more modules, after those that are there."""
        return replace(self, modules=(*self.modules, *sorted(found - set(self.modules))))


class Hall(Protocol):
    """Runs jobs, several at once. ``run`` may be called from as many threads as ``at_once``."""

    at_once: int

    def run(self, job: Job) -> Done:
        """Run a job; raises ``Disturbed`` or ``ForgeError`` if it could not be run."""
        ...

    def warm_up(self, grader: Grader, count: int) -> None:
        """Make ready for ``count`` submissions."""
        ...

    def close(self) -> None:
        """End what was started."""
        ...


class WarmProcess:
    """The warm process of one computer, begun anew should it end. Threads may share it.

    Args:
        warmth: what it holds.
        ground: what the jobs share.
        log: where its restarts are noted.
    """

    def __init__(self, warmth: Warmth, ground: Ground, log: logging.Logger) -> None:
        self._warmth, self._ground, self._log = warmth, ground, log
        self._forge: Forge | None = None
        self._lock = threading.Lock()

    def run(self, job: Job, modules: bool = False) -> Done:
        """Run a job; with ``modules`` its report says which modules were loaded.

        Raises:
            Disturbed: its processes, or the warm process, were ended again and again.
            ForgeError: the warm process does not start.
        """
        for _ in range(runner.TRIES):
            forge = self._alive()
            try:
                return runner.run(job, forge, self._ground, modules)
            except Disturbed:
                if forge.alive:
                    raise
        raise Disturbed("the process that starts others was ended again and again")

    def load(self, modules: set[str]) -> None:
        """Have it load more modules, now if it is there."""
        with self._lock:
            self._warmth = self._warmth.with_modules(modules)
            if self._forge is not None:
                with contextlib.suppress(ForgeError):  # it will be begun anew with all of them
                    self._forge.load(self._warmth.modules)

    def close(self) -> None:
        """End it."""
        if self._forge is not None:
            self._forge.close()

    def _alive(self) -> Forge:
        with self._lock:
            if self._forge is None or not self._forge.alive:
                if self._forge is not None:
                    self._log.warning("The warm process was ended from outside; a new one starts.")
                    self._forge.close()
                self._forge = Forge(self._warmth.modules, self._ground.home)
                released = self._warmth.released
                if released is not None and not self._rehearsed(self._forge, released):
                    self._forge.close()
                    self._warmth = replace(self._warmth, released=None)
                    self._forge = Forge(self._warmth.modules, self._ground.home)
            return self._forge

    @staticmethod
    def _rehearsed(forge: Forge, released: Rehearsal) -> bool:
        with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
            for name, data in released.files.items():
                folders.write(Path(scratch) / name, data)
            return forge.rehearse(Path(scratch), released.cells)


class LocalHall:
    """Runs jobs on this computer, in processes forked from a warm one.

    Args:
        ground: what they share.
        at_once: how many at once.
        log: where the warm process's restarts are noted.
    """

    def __init__(self, ground: Ground, at_once: int, log: logging.Logger) -> None:
        self.at_once = at_once
        self._ground, self._log = ground, log
        self._warm: WarmProcess | None = None

    def run(self, job: Job) -> Done:
        """Run a job; see ``Hall``."""
        assert self._warm is not None, "warm_up comes first"
        return self._warm.run(job)

    def warm_up(self, grader: Grader, count: int) -> None:
        """Load what the assignment's notebooks load, before anything is forked."""
        self._warm = WarmProcess(warmth(grader, count), self._ground, self._log)
        if count >= WORTH_A_TRIAL:
            for name in grader.notebooks:  # what only the tests load is seen by running them
                with contextlib.suppress(Disturbed, ForgeError):
                    done = self._warm.run(grader.blank(name), modules=True)
                    self._warm.load(done.report.modules)

    def close(self) -> None:
        """End the warm process."""
        if self._warm is not None:
            self._warm.close()


def warmth(grader: Grader, count: int) -> Warmth:
    """Return what is worth having ready for ``count`` submissions of an assignment."""
    found = {name for notebook in grader.notebooks.values() for name in notebook.modules}
    made = Warmth().with_modules(found)
    return replace(made, released=grader.released()) if count >= WORTH_A_TRIAL else made


def threads(hall: Hall) -> Executor:
    """Return the threads that prepare submissions for a hall and wait for it."""
    return ThreadPoolExecutor(hall.at_once, thread_name_prefix="grading")
