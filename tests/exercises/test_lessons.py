"""Opening lessons and assignments, answers as text, and what shows where nothing runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from chartroom import assess, open_assignment, open_lesson
from chartroom.exercises import ExerciseError

SHEET = {"rows": [{"code": "J18.9", "poa": "Y"}, {"code": "N39.0", "poa": "N"}], "query": False,
         "query_text": ""}  # fmt: skip


def bundle(shown) -> dict:
    made = shown._repr_mimebundle_()
    return made[0] if isinstance(made, tuple) else made


def test_opening_says_where_answers_go(home, capsys, reopened):
    lesson = open_lesson("sample")
    assert capsys.readouterr().out == "Answers are saved in answers/sample.json. No answers yet.\n"
    lesson.answer("pick", "a")
    capsys.readouterr()
    reopened()
    assert "1 answer restored." in capsys.readouterr().out


def test_an_answer_is_back_after_a_restart(lesson, reopened):
    lesson.answer("stay-sheet", "J18.9 POA Y, N39.0 POA N")
    assert reopened().ask("stay-sheet").saved["answer"] == SHEET


@pytest.mark.parametrize(
    ("question", "typed", "saved"),
    [
        ("pick", "B", "b"),
        ("several", "a, c", ["a", "c"]),
        ("pairs", "dr=3, cd=2, nu=1", {"dr": "3", "cd": "2", "nu": "1"}),
        ("steps", "a, b, c, d", ["a", "b", "c", "d"]),
        ("word", "bronchitis", "bronchitis"),
        ("one-code", "i10", "I10"),
    ],
)
def test_the_same_answer_as_text(lesson, capsys, question, typed, saved):
    capsys.readouterr()
    lesson.answer(question, typed)
    out = capsys.readouterr().out
    assert out.startswith("Saved.\nRight")
    assert lesson.book.get(question) == saved


def test_text_answers_show_in_the_widget(lesson):
    widget = lesson.ask("pick")
    lesson.answer("pick", "c")
    assert widget.saved["answer"] == "c"
    assert widget.saved["feedback"]["summary"].startswith("Not right")


def test_an_answer_can_be_read_back(lesson, capsys):
    lesson.answer("stay-sheet", "J18.9 Y", query="Which organism?")
    capsys.readouterr()
    lesson.answer("stay-sheet")
    assert capsys.readouterr().out == (
        "Your saved answer:\nPrincipal: J18.9 (POA Y)\nQuery the provider: Which organism?\n"
    )
    lesson.answer("pick")
    assert capsys.readouterr().out == "No answer yet.\n"


def test_what_cannot_be_understood_is_not_saved(lesson):
    with pytest.raises(assess.AnswerError, match="one of the choices"):
        lesson.answer("pick", "q")
    assert lesson.book.get("pick") is None


def test_unknown_names_say_what_there_is(lesson, home):
    with pytest.raises(ExerciseError, match="did you mean 'pick'"):
        lesson.ask("pik")
    with pytest.raises(ExerciseError, match="did you mean 'sample'"):
        open_lesson("sampel")
    with pytest.raises(assess.QuestionError, match=r"questions\.json is missing"):
        open_assignment("sample-work")


def test_an_error_shows_as_one_sentence(lesson):
    with pytest.raises(ExerciseError) as caught:
        lesson.ask("nowhere")
    assert caught.value._render_traceback_() == [str(caught.value)]


@pytest.mark.parametrize(
    ("question", "answer", "reads"),
    [
        ("pick", "b", "The Alphabetic Index"),
        ("several", ["a", "c"], "J20.9"),
        ("pairs", {"dr": "3"}, "A physician → makes the diagnosis"),
        ("steps", ["a", "b", "c", "d"], "<ol><li>The patient registers</li>"),
        ("word", "<b>bronchitis</b>", "&lt;b&gt;bronchitis&lt;/b&gt;"),
        ("one-code", "I10", "I10"),
        ("stay-sheet", SHEET, "<td>Principal</td><td>J18.9</td><td>Y</td>"),
        ("clinic-sheet", {"rows": [], "query": True, "query_text": "Which?"}, "Query the provider"),
    ],
)
def test_a_page_that_runs_nothing_shows_question_and_answer(lesson, question, answer, reads):
    before = bundle(lesson.ask(question))["text/html"]
    assert "Run this cell to answer." in before
    lesson.book.put(question, answer)
    shown = bundle(lesson.ask(question))
    page = re.sub(r'(<t[dh]) style="[^"]*padding[^"]*"', r"\1", shown["text/html"])
    assert reads in page.split("Your saved answer")[1]
    assert "Run this cell" not in shown["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "Your saved answer:" in shown["text/plain"]


def test_the_static_page_is_the_same_each_time(lesson, reopened):
    pages = [
        {question: (bundle(one.ask(question))["text/html"], str(one.ask(question)))
         for question in one.questions}
        for one in (lesson, reopened())
    ]  # fmt: skip
    assert pages[0] == pages[1]
    assert " id=" not in "".join(html for html, _ in pages[0].values())


def test_the_chart_is_readable_without_tabs(lesson):
    for shown in (lesson.ask("stay-sheet"), lesson.chart("sample-stay")):
        html = bundle(shown)["text/html"]
        assert html.index("Progress note, day 3") < html.index("Discharge summary")
        assert "NOT SIGNED" in html


def test_no_widget_is_made_while_a_notebook_is_built_or_graded(home):
    code = (
        "import sys\n"
        "from chartroom import open_assignment\n"
        "work = open_assignment('sample-work')\n"
        "bundles = [work.ask(q)._repr_mimebundle_() for q in work.questions]\n"
        "bundles += [work.finder()._repr_mimebundle_()]\n"
        "bundles += [work.chart('sample-stay')._repr_mimebundle_()]\n"
        "assert all(set(one) == {'text/html', 'text/plain'} for one in bundles)\n"
        "assert not {'anywidget', 'ipywidgets', 'pandas'} & set(sys.modules)\n"
    )
    for name in ("NBGRADER_EXECUTION", "CHARTROOM_STATIC"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=home / "graded", env={name: "autograde"},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_graded_charts_do_not_come_from_the_case_bank(work):
    assert "Cough and fever" in bundle(work.chart("sample-stay"))["text/html"]
    with pytest.raises(ExerciseError, match=r"sample-ankle, .*sample-stay"):
        work.chart("zzz")


def test_the_answers_file_is_plain_data(lesson):
    lesson.answer("pick", "b")
    data = json.loads(lesson.book.path.read_text())
    assert data["answers"]["pick"]["answer"] == "b"
    assert data["answers"]["pick"]["tries"] == 1
