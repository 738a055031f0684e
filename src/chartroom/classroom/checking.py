"""``chartroom check assignments``: tests of the tests.

Every sample submission must get exactly its scores, and every mutant of the perfect one must lose
points; mutants that do not are listed for a person to look at.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from chartroom import paths
from chartroom.assess import questions
from chartroom.classroom import mutants, submissions
from chartroom.classroom.compare import compare
from chartroom.classroom.loop import Classroom, scratch_copy
from chartroom.classroom.mutants import Mutant
from chartroom.classroom.submissions import Sample, SubmissionError


def main(argv: Sequence[str] | None = None) -> int:
    """Check assignments; return 0 if every sample submission got its scores, else 1."""
    parser = argparse.ArgumentParser(
        prog="chartroom check assignments",
        description="Grade every sample submission, and the perfect one with one thing changed.",
    )
    parser.add_argument("assignments", nargs="*", help="which (all that have samples if none)")
    parser.add_argument(
        "--mutants", type=int, default=mutants.MOST, help="at most, of each answer (0 for none)"
    )
    options = parser.parse_args(argv)
    try:
        root = paths.root()
        chosen = _chosen(root, options.assignments)
        wrong = 0
        for assignment in chosen:
            wrong += _check(root, assignment, options.mutants)
    except (SubmissionError, paths.CourseNotFound, OSError) as trouble:
        print(trouble)
        return 1
    print(f"{wrong} differences in {len(chosen)} assignments.")
    return 1 if wrong else 0


def _chosen(root: Path, wanted: Sequence[str]) -> list[str]:
    there = sorted(
        folder.parent.name for folder in (root / "manuscript/source").glob("*/submissions")
    )
    unknown = sorted(set(wanted) - set(there))
    if unknown:
        raise SubmissionError(
            f"There are no sample submissions for {', '.join(unknown)}; there are some for "
            f"{', '.join(there) or 'none'}."
        )
    unbuilt = [name for name in there if not (root / "source" / name).is_dir()]
    if unbuilt:
        raise SubmissionError(f"Run start.py build first: {', '.join(unbuilt)} is not built.")
    return [name for name in there if not wanted or name in wanted]


def _check(root: Path, assignment: str, most: int) -> int:
    """Check one assignment; print what was found; return the number of wrong scores."""
    samples = submissions.samples(root, assignment)
    perfect = next((one for one in samples if one.name == "perfect"), None)
    changed = mutants.of(perfect, most, _unordered(root, assignment)) if perfect and most else []
    with tempfile.TemporaryDirectory(prefix="chartroom-check-") as scratch:
        room = _graded(root, Path(scratch), assignment, [*samples, *(m.sample for m in changed)])
        results = [compare(one, room.scores(assignment, one.name)) for one in samples]
        survived = [one for one in changed if _has_all(room, assignment, one, perfect)]
    differences = [
        f"{result.sample.name}: {one}" for result in results for one in result.differences
    ]
    print(
        f"{assignment}: {len(samples)} sample submissions, {len(differences)} differences; "
        f"{len(changed)} mutants, {len(survived)} with full marks",
        flush=True,
    )
    for line in differences:
        print(f"  NOT AS EXPECTED  {line}")
    for one in survived:
        print(f"  still full marks  {one.place}: {one.what}")
    return len(differences)


def _unordered(root: Path, assignment: str) -> frozenset[str]:
    """Return the names of the questions of which it does not matter in which order is ticked."""
    found = questions.load_public(root / "release" / assignment)
    return frozenset(name for name, one in found.items() if one.kind == "multiple")


def _graded(root: Path, place: Path, assignment: str, klass: Sequence[Sample]) -> Classroom:
    room = scratch_copy(root, place / "course", [assignment])
    if not room.release(assignment):
        raise SubmissionError(f"{assignment} cannot be released: {' '.join(room.said)}")
    for one in klass:
        submissions.hand_in(
            one, room.root / "release" / assignment, room.root / "submitted" / one.name / assignment
        )
    if not room.autograde(assignment):
        raise SubmissionError(f"{assignment} cannot be graded: {' '.join(room.said)}")
    return room


def _has_all(room: Classroom, assignment: str, mutant: Mutant, perfect: Sample | None) -> bool:
    """Whether a mutant got what the perfect submission gets."""
    assert perfect is not None
    got = sum(one.points or 0 for one in room.scores(assignment, mutant.sample.name).values())
    best = sum(one.points or 0 for one in room.scores(assignment, perfect.name).values())
    return got >= best - 0.005
