"""From an assignment's text to the instructor's and the student's notebooks."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

from chartroom.build import marks
from chartroom.build.command import build

REAL = Path(__file__).resolve().parents[2]


def quiet(line: str) -> None:
    """Take the place of progress lines."""


def cells(path: Path) -> dict[str, nbformat.NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def test_a_question_becomes_a_test_cell_with_its_key_in_the_hidden_part(site):
    assert build(site, ["work"], say=quiet) == []

    cell = cells(site / "source/work/work.ipynb")["side"]
    visible, hidden = cell.source.split("### BEGIN HIDDEN TESTS")

    assert cell.metadata.nbgrader == {
        "grade": True,
        "grade_id": "side",
        "locked": True,
        "points": 2,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    assert 'grading.check("work", "side")' in visible
    assert "secret" not in visible
    call = ast.parse(hidden.split("### END")[0].strip()).body[0].value
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    assert given["points"] == 2
    assert given["key"]["answer"] == "b"


def test_students_get_neither_keys_nor_solutions_nor_schemes(site):
    assert build(site, ["work"], say=quiet) == []

    text = "".join(
        path.read_text("utf-8") for path in (site / "release/work").rglob("*") if path.is_file()
    )
    assert "secret" not in text
    assert "7654321" not in text
    assert "return n / 2" not in text
    assert "Which side is it?" in text
    assert "half must be a function" in text


def test_the_students_notebook_can_be_run_as_it_is_handed_out(site):
    build(site, ["work"], say=quiet)

    found = cells(site / "release/work/work.ipynb")

    compile(found["half-code"].source, "half-code", "exec")
    assert "raise" not in found["half-code"].source
    assert found["side"].source.endswith('grading.check("work", "side")')


def test_what_students_may_not_change_is_locked_and_answers_are_not(site):
    build(site, ["work"], say=quiet)
    found = cells(site / "release/work/work.ipynb")

    for name in ("rules", "side", "half", "why-text"):
        assert found[name].metadata.editable is False, name
        assert found[name].metadata.deletable is False, name
    for name in ("half-code", "why"):
        assert found[name].metadata.get("editable", True) is True, name
        assert found[name].metadata.deletable is False, name
    assert found["why"].metadata.nbgrader.points == 5


def test_a_second_build_gives_the_same_bytes(site):
    build(site, ["work"], say=quiet)
    before = {path: path.read_bytes() for path in site.glob("[sr]*e/work/*")}

    build(site, ["work"], force=True, say=quiet)

    assert len(before) == 6
    assert {path: path.read_bytes() for path in site.glob("[sr]*e/work/*")} == before


def test_no_gradebook_is_made_by_a_build(site):
    build(site, ["work"], say=quiet)
    assert not list(site.rglob("gradebook.db*"))


def test_data_goes_along_and_nothing_else_does(site):
    folder = site / "manuscript/source/work"
    for name in ("data/visits.csv", "cases/notes.txt", "submissions/perfect.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", "utf-8")

    build(site, ["work"], say=quiet)

    names = {
        path.relative_to(site / "release/work").as_posix()
        for path in (site / "release/work").rglob("*")
        if path.is_file()
    }
    assert names == {"work.ipynb", "questions.json", "charts.json", "data/visits.csv"}


def test_charts_json_is_there_without_charts(site):
    build(site, ["work"], say=quiet)
    data = json.loads((site / "release/work/charts.json").read_text("utf-8"))
    assert data == {"format": 1, "charts": {}}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# T\n\n```{code-cell}\n:grade: q9\n```\n", 4, "q9 is not in questions.yaml"),
        ("# T\n\n```{code-cell}\n:grade: q\n\nassert True\n```\n", 6, "how many points"),
        (
            "# T\n\n```{code-cell}\n:solution: q\n:points: 2\n\nx = 1\n```\n",
            7,
            "belong to the test",
        ),
        ("# T\n\n```{code-cell}\n:grad: q1\n```\n", 4, "cannot have the option grad"),
        ("# T\n\n```{code-cell}\nx = 1\n### BEGIN SOLUTION\n```\n", 4, "hand out its solution"),
        ('# T\n\n+++ {"hand": "a b", "points": 1}\n\nText.\n', 5, "no name for a cell"),
        (
            '# T\n\n+++ {"locked": "a"}\n\nX.\n\n+++ {"locked": "a"}\n\nY.\n',
            9,
            "second cell is named",
        ),
        ('# T\n\n+++ {"solution": "a"}\n\nX.\n', 5, "for a code cell"),
        ("# T\n\n```{code-cell}\n```\n", 4, "empty"),
    ],
)
def test_a_mistake_names_file_line_and_remedy(site, write_assignment, text, line, message):
    write_assignment(text)

    problems = build(site, ["work"], say=quiet)

    assert len(problems) == 1
    assert re.match(rf"manuscript/source/work/work\.md, line ({line}|{line - 1}) \(", problems[0])
    assert message in problems[0]
    assert not (site / "release/work").exists()


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        ("### Begin mark scheme", "### BEGIN MARK SCHEME"),
        ("### BEGIN MARKSCHEME", "### BEGIN MARK SCHEME"),
        ("**Mark scheme**", "### BEGIN MARK SCHEME"),
        ("### BEGIN MARK SHCEME", "### BEGIN MARK SCHEME"),
        ("###BEGIN MARK SCHEME", "### BEGIN MARK SCHEME"),
        ("## Mark scheme (5 points)", "### BEGIN MARK SCHEME"),
        ("### BEGIN HIDDEN TEST", "### BEGIN HIDDEN TESTS"),
        ("start of solution", "### BEGIN SOLUTION"),
        ("### END solutions", "### END SOLUTION"),
    ],
)
@pytest.mark.parametrize("option", ['+++ {"hand": "why", "points": 5}', "+++"])
def test_a_misspelled_mark_stops_the_build_at_its_line(
    site, write_assignment, mark, wanted, option
):
    write_assignment(f"# T\n\n{option}\n\nWhy?\n\n{mark}\nThe secret.\n### END MARK SCHEME\n")

    problems = build(site, ["work"], say=quiet)

    assert len(problems) == 1
    assert problems[0].startswith("manuscript/source/work/work.md, line 7 (")
    assert f"Did you mean `{wanted}`?" in problems[0]
    assert not (site / "release/work").exists()


def test_misspelled_marks_of_code_and_marks_without_their_other_half(site, write_assignment):
    cell = "# T\n\n```{{code-cell}}\n:grade: q\n:points: 1\n\nassert True\n{}\n```\n"
    for lines, line, message in (
        ("### BEGIN HIDDEN TEST\nassert 1\n### END HIDDEN TEST", 8, "`### BEGIN HIDDEN TESTS`?"),
        ("### BEGIN HIDDEN TESTS\nassert 1\n### End hidden tests", 10, "`### END HIDDEN TESTS`?"),
        ("### BEGIN HIDDEN TESTS\nassert 1", 8, "add `### END HIDDEN TESTS`"),
        ("assert 1\n### END HIDDEN TESTS", 9, "has no `### BEGIN HIDDEN TESTS`"),
    ):
        write_assignment(cell.format(lines))
        (problem,) = build(site, ["work"], say=quiet)
        assert problem.startswith(f"manuscript/source/work/work.md, line {line} ("), problem
        assert message in problem


@pytest.mark.parametrize(
    "line",
    [
        "Begin here",
        "The solution is yours to find.",
        "- Hidden tests use other numbers.",
        "solution = 3",
        "# Begin with the principal diagnosis",
        "The mark scheme is not shown.",
        "Your solution",
        "### END MARK SCHEME",
    ],
)
def test_other_lines_are_no_marks(line):
    assert marks.meant(line) == ""


def test_points_that_disagree_are_refused(site):
    path = site / "manuscript/source/work/work.md"
    path.write_text(path.read_text("utf-8").replace(":grade: side", ":grade: side\n:points: 9"))

    assert "2 in questions.yaml but 9 here" in build(site, ["work"], say=quiet)[0]


def test_a_question_nobody_grades_is_refused(site, write_assignment):
    questions = (site / "manuscript/source/work/questions.yaml").read_text("utf-8")
    write_assignment("# Nothing here\n", questions)

    assert "no cell grades side" in build(site, ["work"], say=quiet)[0]


def test_a_mistake_in_the_questions_is_named_by_line(site):
    path = site / "manuscript/source/work/questions.yaml"
    path.write_text(path.read_text("utf-8").replace("answer: b", "answer: z"), "utf-8")

    problem = build(site, ["work"], say=quiet)[0]

    assert problem.startswith("manuscript/source/work/questions.yaml, line ")


def test_what_nbgrader_refuses_is_said_in_one_line_and_changes_nothing(site, write_assignment):
    build(site, ["work"], say=quiet)
    before = (site / "release/work/work.ipynb").read_bytes()
    write_assignment(
        "# T\n\n```{code-cell}\n:solution: a\n\nx = 1\n```\n"
        "\n```{code-cell}\n:grade: a\n:points: 1\n\n### BEGIN SOLUTION\nassert x\n"
        "### END SOLUTION\n```\n"
    )

    problems = build(site, ["work"], say=quiet)

    assert len(problems) == 1
    assert "solution region detected in a non-solution cell" in problems[0].lower()
    assert "\n" not in problems[0]
    assert (site / "release/work/work.ipynb").read_bytes() == before


def test_the_committed_assignments_are_what_their_text_gives():
    from chartroom.build import plan
    from chartroom.build.command import check

    names = [one.name for one in plan.targets(REAL) if one.kind == plan.ASSIGNMENT]
    assert names
    assert check(REAL, names, say=quiet) == []
