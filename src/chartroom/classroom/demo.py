"""A demo class: sample submissions through release, autograde, feedback and export.

``python3 start.py demo`` shows an instructor what grading does, and shows a maintainer at once when
a score is not what it must be.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartroom import paths
from chartroom.classroom import submissions
from chartroom.classroom.compare import Result, compare
from chartroom.classroom.loop import Classroom, scratch_copy
from chartroom.classroom.submissions import Sample, SubmissionError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo class; return 0 if every score is what it must be, else 1."""
    parser = argparse.ArgumentParser(
        prog="start.py demo",
        description="Grade a demo class of sample submissions in a scratch folder.",
    )
    parser.add_argument("assignments", nargs="*", help="which assignments (all of them if none)")
    parser.add_argument("--place", type=Path, help="an empty or new folder to work in")
    options = parser.parse_args(argv)
    try:
        root = paths.root()
        klass = _klass(root, options.assignments)
        place = _place(options.place)
    except (SubmissionError, paths.CourseNotFound, OSError) as error:
        print(error)
        return 1
    return _run(root, place, klass)


def _klass(root: Path, wanted: Sequence[str]) -> list[Sample]:
    """Return the sample submissions of the wanted assignments.

    Raises:
        SubmissionError: there are none, or one cannot be used.
    """
    folders = sorted((root / "manuscript" / "source").glob("*/submissions"))
    there = [folder.parent.name for folder in folders if list(folder.glob("*.yaml"))]
    unknown = sorted(set(wanted) - set(there))
    if unknown or not there:
        raise SubmissionError(
            f"There are no sample submissions for {', '.join(unknown) or 'any assignment'} in "
            f"{root / 'manuscript' / 'source'}; there are some for {', '.join(there) or 'none'}."
        )
    chosen = [name for name in there if not wanted or name in wanted]
    unbuilt = [name for name in chosen if not (root / "source" / name).is_dir()]
    if unbuilt:
        raise SubmissionError(f"Run start.py build first: {', '.join(unbuilt)} is not built.")
    return [sample for name in chosen for sample in submissions.samples(root, name)]


def _place(wanted: Path | None) -> Path:
    if wanted is None:
        return Path(tempfile.mkdtemp(prefix="chartroom-demo-")).resolve()
    if wanted.exists() and any(wanted.iterdir()):
        raise SubmissionError(f"{wanted} is not empty; name a new folder.")
    return wanted.resolve()


def _run(root: Path, place: Path, klass: list[Sample]) -> int:
    assignments = list(dict.fromkeys(sample.assignment for sample in klass))
    say(f"A demo class of {len({sample.name for sample in klass})} in {place}")
    room = scratch_copy(root, place, assignments)
    for assignment in assignments:
        if not room.release(assignment):
            return _stopped("release", assignment, room)
        say(f"[1/4] released {assignment}")
    results = _grade(room, klass)
    if results is None:
        return 1
    for assignment in assignments:
        if not room.feedback(assignment):
            return _stopped("write the feedback of", assignment, room)
    pages = len(list((place / "feedback").rglob("*.html")))
    say(f"[3/4] feedback written: {pages} pages in {place / 'feedback'}")
    rows = room.export()
    say(f"[4/4] grades exported: {len(rows)} rows in {place / 'grades.csv'}")
    say("")
    say(table(results))
    _draw(results, place / "demo-class.png")
    problems = [
        f"{result.sample.assignment}, {result.sample.name}: {difference}"
        for result in results
        for difference in result.differences
    ]
    for problem in problems:
        say(f"NOT AS EXPECTED  {problem}")
    say("Every score is what it must be." if not problems else f"{len(problems)} differences.")
    return 1 if problems else 0


def _stopped(what: str, assignment: str, room: Classroom) -> int:
    say(f"nbgrader could not {what} {assignment}:")
    for line in room.said:
        say(line)
    return 1


def _grade(room: Classroom, klass: list[Sample]) -> list[Result] | None:
    results = []
    for number, sample in enumerate(klass, 1):
        start = time.monotonic()
        room.said.clear()
        submitted = room.root / "submitted" / sample.name / sample.assignment
        submissions.hand_in(sample, room.root / "release" / sample.assignment, submitted)
        if not room.autograde(sample.assignment, sample.name):
            _stopped("grade", f"{sample.assignment} of {sample.name}", room)
            return None
        result = compare(sample, room.scores(sample.assignment, sample.name))
        results.append(result)
        seconds = time.monotonic() - start
        say(
            f"[2/4] {number}/{len(klass)} {sample.assignment}, {sample.name}: "
            f"{result.got:g} of {result.possible:g} ({seconds:.1f} s)"
        )
        for note in room.said:
            if note.startswith(f"{sample.name}, "):
                say(f"      {note.split(': ', 1)[1]}")
    return results


def table(results: Iterable[Result]) -> str:
    """Return the results as a table in plain text."""
    head = ("student", "assignment", "expected", "got", "by hand", "of", "")
    rows = [
        (
            result.sample.name,
            result.sample.assignment,
            f"{result.expected:.2f}",
            f"{result.got:.2f}",
            f"{result.waiting:g}" if result.waiting else "-",
            f"{result.possible:g}",
            "as expected" if not result.differences else "DIFFERENT",
        )
        for result in sorted(results, key=lambda one: (one.sample.name, one.sample.assignment))
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if 2 <= column <= 5 else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    )


def _draw(results: Sequence[Result], path: Path) -> None:
    from chartroom.classroom.plot import draw

    alt = draw(results, path)
    say(f"\nPicture: {path}\nIn words: {alt}\n")


def say(line: str) -> None:
    """Print a line now, so that progress is seen while it happens."""
    print(line, flush=True)
