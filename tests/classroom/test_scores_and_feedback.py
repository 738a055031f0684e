"""What nbgrader reads as a score, and what a feedback page shows, cell by cell."""

from __future__ import annotations

import nbformat
import pytest
from nbgrader import utils

from chartroom.classroom import scoring, showing

MARKS = {"grade": True, "solution": False, "locked": True, "grade_id": "q", "points": 4}
SOURCE = """\
grading.check("a", "q")
### BEGIN HIDDEN TESTS
grading.score("a", "q", points=4, key={'answer': 'b',
 'why': 'because of this'})
### END HIDDEN TESTS"""


def graded(*outputs: nbformat.NotebookNode, count: int | None = 1) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(SOURCE, execution_count=count, outputs=list(outputs))
    cell.metadata["nbgrader"] = nbformat.from_dict(MARKS)
    return cell


def value(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


def stream(name: str, text: str = "said") -> nbformat.NotebookNode:
    return nbformat.v4.new_output("stream", name=name, text=text)


def error(name: str, message: str, *traceback: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=list(traceback))


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        (graded(value("4.0")), 4),
        (graded(value("2.67")), 2.67),
        (graded(value("0")), 0),
        (graded(stream("stderr", "old!"), value("3.0")), 3),
        (graded(value("3.0"), stream("stderr", "old!")), 3),
        (graded(stream("stdout")), 4),
        (graded(error("AssertionError", "no"), value("4.0")), 0),
        (graded(count=None), 0),
        (graded(value("nan")), 0),
        (graded(value("-1")), 0),
        (graded(value("400")), 0),
        (graded(value("'all of them'")), 0),
        (graded(nbformat.v4.new_output("execute_result", {"text/html": "<b>4</b>"})), 0),
    ],
)
def test_what_nbgrader_reads_as_the_score(cell, points):
    scoring.settle(cell, 4.0)
    assert utils.determine_grade(cell) == (points, 4)


def test_a_warning_is_kept_for_reading():
    cell = graded(stream("stderr", "old!"), value("3.0"))
    scoring.settle(cell, 4.0)
    assert cell.outputs[0].text == "old!"


@pytest.mark.parametrize(
    ("ename", "told"), [("ModuleNotFoundError", True), ("NotAnswered", False), ("NotRun", False)]
)
def test_only_a_failure_of_the_test_itself_is_told_to_the_instructor(ename, told):
    assert bool(scoring.breakdown(graded(error(ename, "text")))) == told


def shown(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    hidden, _ = showing.HideTests().preprocess_cell(cell, {}, 0)
    return hidden


def test_feedback_shows_the_visible_part_of_a_test():
    assert shown(graded(value("4.0"))).source == 'grading.check("a", "q")'


@pytest.mark.parametrize(
    "traceback",
    [
        "Cell In[3], line 3\n----> 3 grading.score(\"a\", \"q\", points=4, key={'answer': 'b',",
        "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[11]\x1b[39m, line 5\n  'why': 'because",
        "Something quoted: 'why': 'because of this'}) and more",
        "Traceback (most recent call last):\n  File x",
    ],
)
def test_feedback_shows_the_message_where_a_traceback_quotes_the_test(traceback):
    cell = shown(graded(error("KeyError", "q", traceback)))
    assert cell.outputs[0].traceback == ["KeyError: q"]


def test_feedback_keeps_a_sentence_that_quotes_nothing():
    cell = shown(graded(error("NotAnswered", "Answer it.", "Answer it.")))
    assert cell.outputs[0].traceback == ["Answer it."]


def test_an_unfinished_hidden_region_is_hidden_to_the_end():
    assert showing.without_hidden("a\n### BEGIN HIDDEN TESTS\nb\nc") == "a"


def test_a_mark_scheme_is_hidden_too():
    cell = nbformat.v4.new_markdown_cell("Why?\n### BEGIN MARK SCHEME\nsecret\n### END MARK SCHEME")
    assert shown(cell).source == "Why?"


def test_a_students_own_cell_is_shown_as_it_is():
    cell = nbformat.v4.new_code_cell("1 / 0", outputs=[error("E", "m", "Cell In[1], line 1")])
    assert shown(cell).outputs[0].traceback == ["Cell In[1], line 1"]


def test_widget_views_give_way_to_what_can_be_read():
    view = "application/vnd.jupyter.widget-view+json"
    both = nbformat.v4.new_output("display_data", {view: {}, "text/html": "<p>b</p>"})
    alone = nbformat.v4.new_output("display_data", {view: {}})
    notebook = nbformat.v4.new_notebook(metadata={"widgets": {"a": 1}})
    notebook.cells = [nbformat.v4.new_code_cell("x", outputs=[both, alone])]

    notebook, _ = showing.ReadableOutputs().preprocess(notebook, {})

    outputs = notebook.cells[0].outputs
    assert dict(outputs[0].data) == {"text/html": "<p>b</p>"}
    assert view in outputs[1].data
    assert "widgets" not in notebook.metadata


def test_long_lines_are_wrapped_and_nothing_is_lost():
    long = "  - " + "word " * 40 + "end"
    table = "code   title\nE11.9  short"
    answered = error("GradingProblem", "m", "say " * 40)
    frames = error("KeyError", "m", "quoted " * 40)
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(
            "x", outputs=[stream("stdout", f"{table}\n{long}\n{'x' * 200}\n"), answered, frames]
        )
    ]

    showing.ReadableOutputs().preprocess(notebook, {})

    printed, said, kept = notebook.cells[0].outputs
    assert max(map(len, printed.text.split("\n"))) <= 90
    assert printed.text.startswith(f"{table}\n  - word")
    assert "\n  word" in printed.text
    assert printed.text.endswith("x\n")
    assert printed.text.count("word") == 40
    assert printed.text.count("x") == 200
    assert max(map(len, said.traceback[0].split("\n"))) <= 90
    assert kept.traceback == ["quoted " * 40]
