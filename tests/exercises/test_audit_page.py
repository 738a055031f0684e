"""lesson.audit(): the page, what it says and what it must not."""

from __future__ import annotations

import re

import pytest

from chartroom.exercises import auditpage
from chartroom.exercises.lesson import ExerciseError


@pytest.fixture
def answered(lesson, capsys):
    lesson.answer("done-stay", "K35.80 Y, R50.9 N", procedures="0DTJ0ZZ")
    lesson.answer("done-visit", "K63.5", procedures="45385-PT; J1885 x2")
    lesson.answer("stay-sheet", "N39.0 Y, J18.9 Y")
    capsys.readouterr()
    return lesson


def shown(widget):
    found = widget._repr_mimebundle_()
    return (found[0] if isinstance(found, tuple) else found)["text/html"]


def test_before_anything_is_answered(lesson):
    assert "No worksheet is answered yet." in str(lesson.audit())
    assert "<table" not in shown(lesson.audit())


def test_figures_show_what_was_divided_by_what(answered):
    text = str(answered.audit())
    assert "3 of 4 worksheets answered." in text
    assert "Code accuracy: 60.0% (6 right codes ÷ 10 code decisions × 100)" in text
    assert "Procedure accuracy: 50.0% (2 right procedure codes ÷ 4 procedure decisions" in text
    assert "Record accuracy: 33.3% (1 record with nothing to change ÷ 3 records × 100)" in text
    assert "Sequence: 66.7% (2 records in sequence ÷ 3 records × 100)" in text
    assert "POA accuracy: 66.7% (2 right indicators ÷ 3 indicators × 100)" in text
    assert "DRG accuracy:" in text
    assert "Procedure code missing: 1" in text
    assert "At forty-six: ✓ nothing to change (3 of 3 codes right)" in text
    assert "no procedure code: ✗ Missing Wanted: the blood that was given." in text
    assert re.search(r"MS-DRG \d{3}, ", text)


def test_one_is_not_said_in_the_plural_and_a_wrong_indicator_is_counted(lesson, capsys):
    lesson.answer("done-stay", "K35.80 N, R50.9 N", procedures="0DTJ0ZZ")
    capsys.readouterr()
    text = str(lesson.audit())
    assert "÷ 1 record × 100)" in text
    assert "÷ 1 stay × 100)" in text
    assert re.search(r"\(\d of \d codes right, 1 of them with a wrong POA\)", text)


def test_the_page_is_tables_with_words_beside_each_mark(answered):
    html = auditpage.html(auditpage.report(
        (one, answered.book.get(one.id))
        for one in answered.questions.values() if one.kind == "worksheet"
    ), 4)  # fmt: skip
    assert html.startswith('<section class="chartroom-exercise')
    assert html.count("<table") == html.count("<caption>") == 5
    assert "<th>" not in html
    assert set(re.findall(r'scope="(\w+)"', html)) == {"col", "row"}
    assert not re.search(r"<td[^>]*>[✓✗]\s*</td>", html)
    assert " id=" not in html
    assert html[html.index("<p>", 40) :].count("<section") == 0
    assert "<table" in shown(answered.audit())
    assert answered.audit().spec["html"] in html


def test_no_right_code_is_named_that_was_not_given(answered):
    text = str(answered.audit()) + shown(answered.audit())
    for code in ("0DTJ4ZZ", "30233N1", "I10"):
        assert code not in text


def test_what_was_typed_is_escaped(lesson, capsys):
    lesson.book.put("done-stay", {"rows": [{"code": "<b>x</b>1", "poa": "Y"}], "query": False})
    assert "<b>" not in shown(lesson.audit())


def test_graded_work_is_not_audited(work):
    with pytest.raises(ExerciseError, match="Graded work"):
        work.audit()
