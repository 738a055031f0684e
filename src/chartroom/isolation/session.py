"""Run one submission: the student's cells in one process, the test cells in another.

They take turns, in the order of the notebook. A cell that ends or blocks Python costs itself and
the names made before it, not the rest.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chartroom.isolation import folders, wire
from chartroom.isolation.forge import Forge, ForgeError, Place, Process
from chartroom.isolation.needs import Needs
from chartroom.isolation.outputs import Output, clean, error

_ANSWER = 2.0  # seconds that an interrupted cell has to end
_KILLED = -9


class Disturbed(RuntimeError):
    """A process was ended from outside; nothing can be said about the submission. Try again."""


@dataclass(frozen=True)
class Cell:
    """A code cell of the notebook that is graded.

    Args:
        kind: ``"student"`` or ``"test"``.
        code: what is run.
        name: grading name of a test cell.
        given: a cell of the student's that is as it was handed out.
        visible: of a test cell, what the student sees of it.
    """

    kind: str
    code: str
    name: str = ""
    given: bool = False
    visible: str = ""


@dataclass(frozen=True)
class Times:
    """Seconds: of one cell, of all cells together, of one call of a student's function."""

    cell: float = 60
    whole: float = 240
    call: float = 10


@dataclass(frozen=True)
class Ran:
    """What one cell has shown; ``count`` is None for a cell that was not run."""

    outputs: list[Output]
    count: int | None


@dataclass(frozen=True)
class Task:
    """One notebook of one submission.

    Args:
        cells: its code cells, in order.
        needs: what each test cell needs, by its grading name.
        student: where the student's cells run.
        tester: where the test cells run.
        fixed: names of files in the tester's folder that are the course's.
        times: how long it may take.
        restarts: how often Python is started again.
        last: a process that somebody kills counts as stopped, and is no reason to begin again.
    """

    cells: Sequence[Cell]
    needs: Mapping[str, Needs]
    student: Place
    tester: Place
    fixed: frozenset[str] = frozenset()
    times: Times = Times()
    restarts: int = 3
    last: bool = False


@dataclass
class Report:
    """What became of each cell, in order, and sentences about what went wrong."""

    ran: list[Ran] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    modules: frozenset[str] = frozenset()


def run(task: Task, forge: Forge, modules: bool = False) -> Report:
    """Run all cells of a task.

    Args:
        task: what is run.
        forge: the warm process.
        modules: have the report say which modules the cells have loaded.

    Raises:
        Disturbed: a process was ended from outside, or the warm process is gone.
    """
    session = _Session(task, forge)
    start = time.monotonic()
    try:
        for cell in task.cells:
            session.report.ran.append(session.cell(cell))
        if modules:
            session.report.modules = frozenset(session.modules())
    except ForgeError as trouble:
        raise Disturbed(str(trouble)) from None
    finally:
        session.close()
    session.report.seconds = time.monotonic() - start
    return session.report


class _Session:
    def __init__(self, task: Task, forge: Forge) -> None:
        self.task, self._forge = task, forge
        self.report = Report()
        self._until = time.monotonic() + task.times.whole
        self._student: Process | None = None
        self._tester: Process | None = None
        self._starts = 0
        self._before: list[Cell] = []  # cells run so far, to set up Python again
        self._done: set[str] = set()  # pieces of set-up that the tester has run
        self._seen: tuple[tuple[str, int, int, int], ...] | None = None

    def cell(self, cell: Cell) -> Ran:
        """Run one cell."""
        if cell.kind == "test":
            ran = self._test(cell)
            if self.task.needs.get(cell.name, Needs()).shared:
                self._run_student(Cell("student", cell.visible))
            return ran
        return self._run_student(cell)

    def modules(self) -> list[str]:
        """Return the names of the modules that are loaded in either process."""
        found: list[str] = []
        for process in filter(None, (self._student, self._tester)):
            with contextlib.suppress(wire.Closed, wire.Broken, wire.TooSlow):
                process.send({"modules": True})
                found += map(str, process.receive(self.task.times.call)["modules"])
        return found

    def close(self) -> None:
        """End both processes."""
        for process in (self._student, self._tester):
            if process is not None:
                process.end()
        self._student = self._tester = None

    # The student's side.

    def _run_student(self, cell: Cell) -> Ran:
        process = self._python()
        if process is None:
            return Ran([error("NotRun", self._why_not())], None)
        limit = min(self.task.times.cell, self._left())
        answer = self._ask_student(process, {"run": cell.code}, limit)
        if answer is None:
            said = "Python stopped while it ran this cell."
            self._stopped(self.report.ran)
            return Ran([error("PythonStopped", said)], None)
        found = clean(answer.get("outputs"))
        if answer.get("late"):
            said = f"This cell ran longer than {limit:g} seconds and was stopped."
            found = [*_without_interrupt(found), error("CellTimeoutError", said)]
            if self._student is None:
                self._stopped(self.report.ran)
        elif self._student is not None:
            self._before.append(cell)
        count = answer.get("count")
        return Ran(found, count if isinstance(count, int) else None)

    def _python(self) -> Process | None:
        """Return the student's Python; None if it had stopped too often, or time is up."""
        if self._left() <= 0:
            return None
        if self._student is None:
            if self._starts > self.task.restarts:
                return None
            self._starts += 1
            self._student = self._forge.fork("student", self.task.student)
            for cell in [one for one in self._before if one.given]:  # imports, tables, …
                if self._student is not None and self._left() > 0:
                    self._ask_student(self._student, {"run": cell.code}, self.task.times.cell)
        return self._student

    def _ask_student(
        self, process: Process, message: dict[str, Any], limit: float
    ) -> dict[str, Any] | None:
        """Return the answer; ``{"late": True}`` with it if it had to be interrupted, None if lost.

        Raises:
            Disturbed: somebody else has killed the process.
        """
        try:
            process.send(message)
            return process.receive(limit)
        except (wire.TooSlow, wire.Closed, wire.Broken) as trouble:
            late = isinstance(trouble, wire.TooSlow)
            if late:
                process.interrupt()
                try:
                    return {**process.receive(_ANSWER), "late": True}
                except (wire.TooSlow, wire.Closed, wire.Broken):
                    pass
            self._student = None
            self._look_at_end(process, trouble, "the student's Python was killed from outside")
            return {"late": True} if late else None

    def _stopped(self, ran: Sequence[Ran]) -> None:
        self.report.notes.append(
            f"Python stopped at cell {len(ran) + 1} of the code and was started again."
        )

    def _why_not(self) -> str:
        if self._left() <= 0:
            return (
                f"Not run: the {self.task.times.whole:g} seconds for one submission were used up."
            )
        return "Not run: Python had stopped too often above."

    def _left(self) -> float:
        return self._until - time.monotonic()

    # The tests' side.

    def _test(self, cell: Cell) -> Ran:
        needs = self.task.needs.get(cell.name, Needs())
        names, lost = self._names(needs)
        self._bring_files()
        tester = self._tests()
        setup = list(needs.setup)
        for name in [one for one in lost if one in needs.instead]:
            setup += needs.instead[name]
            del lost[name]
        for piece in dict.fromkeys(setup):
            if piece not in self._done:
                answer = self._ask_tester(tester, {"run": piece})
                if answer is None:
                    return self._no_answer()
                self._done.add(piece)
        answer = self._ask_tester(tester, {"run": cell.code, "names": names, "lost": lost})
        if answer is None:
            return self._no_answer()
        count = answer.get("count")
        return Ran(clean(answer.get("outputs")), count if isinstance(count, int) else 0)

    def _names(self, needs: Needs) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the student's names as plain data, and what those are that cannot cross."""
        wanted = None if needs.everything else list(needs.names)
        if wanted == [] or self._student is None:
            return {}, {}
        answer = self._ask_student(self._student, {"names": wanted}, self.task.times.call) or {}
        values, lost = answer.get("values"), answer.get("lost")
        return (
            {str(name): one for name, one in values.items()} if isinstance(values, dict) else {},
            {str(name): str(one)[:300] for name, one in lost.items()}
            if isinstance(lost, dict)
            else {},
        )

    def _bring_files(self) -> None:
        """Let the tests see the files that the student's cells have left."""
        seen = folders.signature(self.task.student.folder)
        if seen != self._seen:
            folders.copy(self.task.student.folder, self.task.tester.folder, keep=self.task.fixed)
            self._seen = seen

    def _tests(self) -> Process:
        if self._tester is None:
            self._tester = self._forge.fork("tester", self.task.tester)
            self._done.clear()
        return self._tester

    def _ask_tester(self, tester: Process, message: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer of the tests' process, serving its calls; None if it was lost.

        Raises:
            Disturbed: somebody else has killed the process.
        """
        until = time.monotonic() + self.task.times.cell
        try:
            tester.send(message)
            while True:
                answer = tester.receive(max(0.1, until - time.monotonic()))
                if "call" not in answer:
                    return answer
                tester.send(self._call(answer))
        except (wire.TooSlow, wire.Closed, wire.Broken) as trouble:
            self._tester = None
            self._look_at_end(tester, trouble, "the tests' Python was killed from outside")
            self._lost = trouble
            return None

    def _look_at_end(self, process: Process, trouble: Exception, said: str) -> None:
        """End a process that does not answer; see whether somebody else had killed it.

        Neither role can send SIGKILL to itself, so that signal tells of somebody else.

        Raises:
            Disturbed: somebody had, or the warm process is gone and all others with it.
        """
        if not isinstance(trouble, wire.Closed):
            process.end()
            return
        code = process.end(patience=_ANSWER)
        if not self._forge.alive or (code == _KILLED and not self.task.last):
            raise Disturbed(said) from None

    def _no_answer(self) -> Ran:
        said = (
            f"The test ran longer than {self.task.times.cell:g} seconds and was stopped."
            if isinstance(self._lost, wire.TooSlow)
            else "Python stopped while it ran this test."
        )
        return Ran([error("TestStopped", said)], 0)

    def _call(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Have a function of the student's called."""
        if self._student is None:
            return {"error": ["RuntimeError", "Python had stopped before this function was called"]}
        limit = self.task.times.call
        answer = self._ask_student(self._student, asked, limit)
        if answer is None:
            return {"error": ["RuntimeError", "Python stopped while this function ran"]}
        if answer.get("late"):
            return {"error": ["TimeoutError", f"the function took longer than {limit:g} seconds"]}
        return answer


def _without_interrupt(found: list[Output]) -> list[Output]:
    return [one for one in found if one.get("ename") != "KeyboardInterrupt"]
