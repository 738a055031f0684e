"""``chartroom grade ASSIGNMENT``: the same as ``nbgrader autograde ASSIGNMENT``."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chartroom import paths
from chartroom.classroom import settings
from chartroom.classroom.loop import CONFIG, Classroom
from chartroom.sandbox.confine import NotProtected, require


def main(argv: Sequence[str] | None = None) -> int:
    """Grade what was handed in; return 0 if everybody could be graded, else 1."""
    parser = argparse.ArgumentParser(
        prog="chartroom grade",
        description="Grade what is in submitted/, each submission kept apart from everything else. "
        "Run it in the course's folder. What is graded already is left alone, so a run that was "
        "interrupted goes on where it stopped.",
    )
    parser.add_argument("assignment", nargs="?", help="name of the assignment")
    parser.add_argument("--student", default="*", help="only this student")
    parser.add_argument("--force", action="store_true", help="grade again what is graded already")
    parser.add_argument("--workers", type=int, help="how many at once (one a processor core)")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="run the submissions on the workers of this Dask scheduler",
    )
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help="run students' code with your rights where this computer cannot confine it",
    )
    parser.add_argument("--means", action="store_true", help="only say what protects this computer")
    options = parser.parse_args(argv)
    if options.means:
        return _say_means()
    root = _course()
    trouble = _trouble(root, options)
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    assert root is not None
    if options.unsafe:
        print(
            "UNSAFE: students' code runs with your rights and can read and change your files.",
            file=sys.stderr,
        )
    changes: dict[str, Any] = {"unsafe": options.unsafe}
    if options.scheduler:
        changes["scheduler"] = options.scheduler
    if options.workers:
        changes["workers"] = options.workers
    room = Classroom(root, home=paths.root(), settings=changes, said_to=_screen())
    done = room.autograde(options.assignment, options.student, force=options.force)
    graded = len(list((root / "autograded").glob(f"*/{options.assignment}")))
    handed = len(list((root / "submitted").glob(f"*/{options.assignment}")))
    print(f"{options.assignment}: {graded} of {handed} submissions are graded.")
    return 0 if done else 1


def _say_means() -> int:
    found = settings.in_force(paths.root())
    print(found)
    try:
        require(found)
    except NotProtected as trouble:
        print(trouble)
        return 1
    return 0


def _course() -> Path | None:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).exists()), None)


def _trouble(root: Path | None, options: argparse.Namespace) -> str:
    """Return what keeps the command from starting; nothing if it can start."""
    if root is None:
        return f"There is no {CONFIG} here or above: run this in the course's folder."
    there = sorted({path.name for path in (root / "submitted").glob("*/*") if path.is_dir()})
    if options.assignment is None:
        return f"Which assignment? Handed in: {', '.join(there) or 'none yet'}."
    if options.workers is not None and options.workers < 1:
        return "--workers must be 1 or more."
    if options.assignment not in there:
        return (
            f"Nothing was handed in for {options.assignment} in {root / 'submitted'}; handed in: "
            f"{', '.join(there) or 'none yet'}."
        )
    handed = root / "submitted" / options.student / options.assignment
    if options.student != "*" and not handed.is_dir():
        return f"{options.student} has handed in nothing for {options.assignment} ({handed})."
    return ""


def _screen() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    return handler
