"""The seven steps of a procedure code as the browser gets them, and without a browser."""

from __future__ import annotations

import pytest

from chartroom.exercises import builder, present, static


def test_the_lists_narrow_and_say_what_comes_next():
    state = builder.steps("0dtj")
    assert (state["code"], state["kept"], state["says"]) == ("0DTJ", "0DTJ", "")
    assert state["steps"][4]["axis"] == "Approach"
    values = [value for value, _, _ in state["steps"][4]["choices"]]
    assert values == ["0", "4", "7", "8"]
    assert state["steps"][5]["choices"] == []


def test_a_whole_code_has_its_words():
    assert builder.steps("0DTJ4ZZ")["title"] == "Resection: Appendix, Percutaneous Endoscopic"
    assert builder.steps("0DTJ4Z")["title"] == ""


@pytest.mark.parametrize(
    ("code", "kept", "says"),
    [
        ("0DTJXZZ", "0DTJ", "does not have X (External)"),
        ("K35.80", "", "not a code|diagnosis code|section"),
        (None, "", ""),
        (["0"], "", ""),
    ],
)
def test_what_cannot_be_chosen_is_kept_out_and_said(code, kept, says):
    state = builder.steps(code)
    assert state["kept"] == kept
    assert any(part in state["says"] for part in says.split("|"))


def test_a_view_asks_for_steps_and_gets_them(lesson):
    exercise = lesson.ask("appendix")
    reply = exercise.receive({"action": "steps", "seq": 3, "view": "v", "code": "0D"})
    assert (reply["seq"], reply["to"], reply["kept"]) == (3, "v", "0D")
    assert lesson.book.get("appendix") is None


def test_the_spec_holds_no_key(lesson):
    spec = present.spec(lesson.questions["appendix"], present.PRACTICE, "somewhere")
    assert "0DTJ4ZZ" not in str(spec)
    assert [step["axis"] for step in spec["start"]["steps"]][:3] == [
        "Section",
        "Body System",
        "Root Operation",
    ]


def test_typed_instead_of_built(lesson, capsys):
    lesson.answer("appendix", "0dbj4zz")
    said = capsys.readouterr().out
    assert "Saved." in said
    assert "You chose B, Excision. Excision takes a portion" in said
    assert "The record calls for" not in said
    # The same answer again is no second try, and another is.
    lesson.answer("appendix", "0dbj4zz")
    assert "The record calls for" not in capsys.readouterr().out
    lesson.answer("appendix", "0dbj0zz")
    said = capsys.readouterr().out
    assert "You chose B, Excision. The record calls for T, Resection." in said
    lesson.answer("appendix", "0DTJ4ZZ")
    assert "Right." in capsys.readouterr().out
    assert lesson.book.get("appendix") == "0DTJ4ZZ"
    lesson.answer("appendix")
    assert "0DTJ4ZZ (0: Medical and Surgical; D: " in capsys.readouterr().out


def test_graded_work_looks_at_the_form_only(work, capsys):
    work.answer("appendix", "0FT44ZZ")
    assert "Answered." in capsys.readouterr().out
    work.answer("appendix", "0DTJXZZ")
    said = capsys.readouterr().out
    assert "does not have X (External)" in said
    assert "Percutaneous Endoscopic. The record" not in said


def test_the_page_without_a_kernel(lesson, reopened):
    question = lesson.questions["appendix"]
    empty = static.html(question, None, present.PRACTICE)
    assert "<li>Root Operation</li>" in empty
    assert "Build one ICD-10-PCS FY2026 code" in static.text(question, None, present.PRACTICE)
    filled = static.html(question, "0DTJ4ZZ", present.PRACTICE)
    assert "T: Resection" in filled
    for odd in ("<b>", 7, [1], {"a": "b"}):
        assert "<b>" not in static.html(question, odd, present.PRACTICE)
    lesson.answer("appendix", "0DTJ4ZZ")
    assert reopened().book.get("appendix") == "0DTJ4ZZ"
