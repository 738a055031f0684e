"""Run the notebook of one submission in isolation: make its folders, its task, and clean up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chartroom.isolation import folders, session
from chartroom.isolation.forge import Forge, Place
from chartroom.isolation.needs import Needs
from chartroom.isolation.session import Cell, Disturbed, Report, Task, Times
from chartroom.sandbox.confine import Limits

TRIES = 3  # how often a submission is begun whose processes somebody else ended


@dataclass(frozen=True)
class Job:
    """One notebook of one submission, as plain data that can go to another computer.

    Args:
        cells: its code cells.
        needs: what each test cell needs.
        files: what lies beside the notebook, by name.
        fixed: those of them that are the course's own, and files that only tests need.
        times: how long it may take.
        limits: what it may use.
        unsafe: confine nothing.
    """

    cells: tuple[Cell, ...]
    needs: Mapping[str, Needs]
    files: Mapping[str, bytes]
    fixed: Mapping[str, bytes]
    times: Times
    limits: Limits
    unsafe: bool = False


@dataclass(frozen=True)
class Done:
    """What became of a job: each cell's outputs, and the files that are there afterwards."""

    report: Report
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Ground:
    """What jobs of one assignment share on one computer.

    Args:
        home: the folder that holds the course's ``datasets``.
        read: what confined code may read beside its own folder.
        user: number of the user that code runs as; None for the same.
        cache: the folder of files made once per machine.
    """

    home: Path
    read: tuple[Path, ...]
    user: int | None
    cache: Path


def run(job: Job, forge: Forge, ground: Ground, modules: bool = False) -> Done:
    """Run a job; begin again, twice at most, if its processes were ended from outside.

    Args:
        job: what is run.
        forge: the warm process.
        ground: where it is run.
        modules: have the report say which modules were loaded.

    Raises:
        Disturbed: the warm process is gone.
    """
    for _ in range(TRIES - 1):
        try:
            return _run(job, forge, ground, modules)
        except Disturbed:
            if not forge.alive:
                raise
    return _run(job, forge, ground, modules, last=True)


def _run(job: Job, forge: Forge, ground: Ground, modules: bool, last: bool = False) -> Done:
    with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
        top = Path(scratch)
        student = _place(top / "student", job, ground, job.files | job.fixed, writes=True)
        tester = _place(top / "tests", job, ground, job.files | job.fixed, writes=False)
        own = {name: data for name, data in job.fixed.items() if name.endswith(".py")}
        tester = _with_modules(tester, top / "tests" / "modules", own)
        if ground.user is not None:
            top.chmod(0o711)
            for folder in (top / "student", top / "tests"):
                _hand_over(folder, ground.user)
        task = Task(
            job.cells,
            job.needs,
            student,
            tester,
            fixed=frozenset(job.fixed),
            times=job.times,
            last=last,
        )
        report = session.run(task, forge, modules)
        return Done(report, read_files(student.folder))


def read_files(folder: Path, left: folders.Left | None = None) -> dict[str, bytes]:
    """Return the plain files below a folder that nobody trusts, by name; see ``folders.copy``."""
    with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
        found = folders.copy(folder, Path(scratch))
        if left is not None:
            left.sentences += found.sentences
        return trusted_files(Path(scratch))


def trusted_files(folder: Path, leave: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files below one of the course's own folders, by name; some endings left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in leave
    }


def _place(
    folder: Path, job: Job, ground: Ground, files: Mapping[str, bytes], writes: bool
) -> Place:
    """Make a folder with files, and a scratch folder beside it, for one process."""
    work, scratch = folder / "work", folder / "scratch"
    scratch.mkdir(parents=True)
    work.mkdir()
    for name, data in files.items():
        folders.write(work / name, data)
    environment = {
        "CHARTROOM_HOME": str(ground.home),
        "CHARTROOM_CACHE": str(ground.cache),
        "HOME": str(scratch),
        "IPYTHONDIR": str(scratch),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(scratch),
        "NBGRADER_EXECUTION": "autograde",
        "OMP_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(scratch),
    }
    return Place(
        folder=work,
        read=(*ground.read, work),
        write=(work, scratch) if writes else (scratch,),
        limits=job.limits,
        environment=environment,
        user=ground.user,
        unsafe=job.unsafe,
    )


def _with_modules(place: Place, folder: Path, modules: Mapping[str, bytes]) -> Place:
    """Let tests import the course's own modules, from where no file of a student's can be."""
    if not modules:
        return place
    for name, data in modules.items():
        folders.write(folder / name, data)
    return replace(
        place,
        read=(*place.read, folder),
        environment={**place.environment, "CHARTROOM_MODULES": str(folder)},
    )


def _hand_over(folder: Path, user: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user)
