"""``python3 start.py build``: build what changed, or check that nothing would change."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat

from chartroom import paths
from chartroom.build import assignment, lesson, plan, release, tidy
from chartroom.build.errors import BuildError
from chartroom.build.manuscript import read

Say = Callable[[str], None]


def _say(line: str) -> None:
    print(line, flush=True)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if all is well, 1 if a build failed or a check found something."""
    parser = argparse.ArgumentParser(
        prog="start.py build", description="Make the notebooks from the text in manuscript/."
    )
    parser.add_argument(
        "names", nargs="*", help="lessons, assignments or pages (all of them if none)"
    )
    parser.add_argument("--force", action="store_true", help="build even what is up to date")
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; fail if a build would change a notebook or a lesson was not run",
    )
    options = parser.parse_args(argv)
    try:
        root = paths.root()
        if options.check:
            return _report(check(root, options.names), root)
        return _report(build(root, options.names, force=options.force), root)
    except (BuildError, paths.CourseNotFound) as error:
        print(error)
        return 1


def _report(problems: list[str], root: Path) -> int:
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} to put right. Nothing that failed was changed in {root}.")
    return 1 if problems else 0


def build(root: Path, names: Sequence[str] = (), force: bool = False, say: Say = _say) -> list[str]:
    """Build ``names`` (everything if empty) below ``root``; return what went wrong, one a line.

    What is up to date is left alone unless ``force``. One that fails leaves its notebooks as they
    were and does not keep the others from being built.
    """

    def one(target: plan.Target) -> tuple[str, list[str]]:
        if not force and plan.is_current(target, root):
            return "unchanged", []
        with plan.workshop(root) as made:
            make(target, root, made)
            plan.put_in_place(target, made, root)
        plan.remember(target, root)
        return "built", []

    return _each(plan.targets(root, names), one, say) + _unrun(root, names)


def check(root: Path, names: Sequence[str] = (), say: Say = _say) -> list[str]:
    """Build ``names`` in a scratch folder; return what differs from the notebooks in place."""

    def one(target: plan.Target) -> tuple[str, list[str]]:
        with plan.workshop(root) as made:
            make(target, root, made)
            found = plan.difference(target, made, root)
        return ("differs" if found else "the same"), found

    problems = _each(plan.targets(root, names), one, say) + _unrun(root, names)
    return problems if names else problems + plan.strays(root)


def make(target: plan.Target, root: Path, made: Path) -> None:
    """Make the files of ``target`` below the folder ``made``, laid out as below ``root``.

    Raises:
        BuildError: see its text.
    """
    if target.kind != plan.ASSIGNMENT:
        text = read(target.manuscript, root)
        if any("chartroom" in cell.source for cell in text.notebook.cells):
            _prepare_codes()
        notebook = lesson.run(text, root)
        path = made / target.outputs[0]
        path.parent.mkdir(parents=True)
        path.write_text(tidy.written(notebook), "utf-8", newline="\n")
    else:
        assignment.build(target.manuscript.parent, made / "source" / target.name, root)
        release.generate(target.name, made, root / "nbgrader_config.py")


def _prepare_codes() -> None:
    """Compile the code set if need be, so that the progress of it is no lesson's output.

    Raises:
        BuildError: it cannot be compiled.
    """
    from chartroom.codes import store

    try:
        if not store.ready():
            store.prepare(progress=True)
    except Exception as error:  # whatever it is, it is the same for every lesson
        raise BuildError(f"the code set cannot be prepared: {error}") from error


def _each(
    targets: list[plan.Target],
    one: Callable[[plan.Target], tuple[str, list[str]]],
    say: Say,
) -> list[str]:
    problems: list[str] = []
    for number, target in enumerate(targets, 1):
        start = time.monotonic()
        try:
            what, found = one(target)
        except BuildError as error:
            what, found = "FAILED", [str(error)]
        seconds = time.monotonic() - start
        say(f"[{number}/{len(targets)}] {target.kind} {target.name}: {what} ({seconds:.1f} s)")
        problems += found
    return problems


def _unrun(root: Path, names: Sequence[str]) -> list[str]:
    """Return one sentence for each code cell of a lesson or page in place that was never run."""
    problems = []
    for target in plan.targets(root, names):
        path = root / target.outputs[0]
        if target.kind != plan.ASSIGNMENT and path.exists():
            cells = lesson.unrun_cells(nbformat.read(path, as_version=4))
            problems += [f"{target.outputs[0]}: code cell {cell} was not run" for cell in cells]
    return problems
