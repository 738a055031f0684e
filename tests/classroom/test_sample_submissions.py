"""Each real assignment, and each of its sample submissions, with the score it must get."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from smallcourse import REAL

from chartroom.classroom import compare, showing, submissions
from chartroom.classroom.submissions import Sample

pytestmark = pytest.mark.classroom

SAMPLES = [
    sample
    for folder in sorted((REAL / "manuscript" / "source").glob("*/submissions"))
    for sample in submissions.samples(REAL, folder.parent.name)
]
ASSIGNMENTS = sorted({sample.assignment for sample in SAMPLES})


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], object]:
    """Return a function that gives the classroom in which an assignment's samples are graded."""
    from chartroom.classroom.loop import scratch_copy

    made: dict[str, object] = {}

    def room(assignment: str) -> object:
        if assignment not in made:
            place = tmp_path_factory.mktemp(assignment)
            made[assignment] = klass = scratch_copy(REAL, place, [assignment])
            assert klass.release(assignment), klass.said
            for one in (one for one in SAMPLES if one.assignment == assignment):
                folder = place / "submitted" / one.name / assignment
                submissions.hand_in(one, place / "release" / assignment, folder)
            assert klass.autograde(assignment), klass.said
            assert klass.feedback(assignment), klass.said
        return made[assignment]

    return room


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.assignment}/{one.name}")
def test_a_sample_submission_gets_exactly_its_score(rooms, sample: Sample):
    scores = rooms(sample.assignment).scores(sample.assignment, sample.name)

    assert set(sample.expect) - {"total"} == set(scores), "every graded cell must be expected"
    assert compare.compare(sample, scores).differences == ()


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_there_are_the_samples_that_every_assignment_needs(assignment):
    names = {sample.name for sample in SAMPLES if sample.assignment == assignment}
    assert {"perfect", "equally-right", "blank"} <= names
    assert len(names) >= 5


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_feedback_of_a_real_assignment_holds_no_hidden_line(rooms, assignment):
    room = rooms(assignment)
    source = nbformat.read(REAL / f"source/{assignment}/{assignment}.ipynb", as_version=4)
    hidden = {
        line for cell in source.cells for line in showing.hidden_lines(cell.source) if len(line) > 9
    }
    assert hidden
    pages = sorted((room.root / "feedback").glob(f"*/{assignment}/*.html"))
    assert len(pages) == len([one for one in SAMPLES if one.assignment == assignment])
    for page in pages:
        text = html.unescape(page.read_text("utf-8"))
        assert not [line for line in hidden if line in text], page


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_test_cell_of_a_real_assignment_breaks_down(rooms, assignment):
    assert not [line for line in rooms(assignment).said if "itself failed" in line]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_release_by_the_instructor_is_what_is_committed(rooms, assignment):
    room = rooms(assignment)
    committed = REAL / "release" / assignment
    names = {path.relative_to(committed) for path in committed.rglob("*") if path.is_file()}
    assert names
    for name in names - {Path("answers")}:
        assert (room.root / "release" / assignment / name).read_bytes() == (
            committed / name
        ).read_bytes()
