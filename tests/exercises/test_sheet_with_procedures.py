"""Procedures on a worksheet as the kernel serves them: messages, typed answers, static pages."""

from __future__ import annotations

import pytest

from chartroom import assess

STAY = {"rows": [{"code": "K35.80", "poa": "Y"}], "query": False, "query_text": ""}


def view(lesson, question):
    return lesson.ask(question)


def act(widget, action, **content):
    return widget.receive({"action": action, "seq": 1, "view": "v", "version": 1, **content})


def test_only_a_question_that_asks_shows_the_rows(lesson):
    assert view(lesson, "done-stay").spec["procedures"] is True
    assert view(lesson, "stay-sheet").spec["procedures"] is False


def test_a_check_says_what_is_off_beside_each_procedure(lesson):
    given = {**STAY, "procedures": [{"code": "30233N1"}, {"code": "0DTJ0ZZ"}]}
    reply = act(view(lesson, "done-stay"), "check", answer=given)
    told = [(item["verdict"], item["target"]) for item in reply["feedback"]["items"]]
    assert ("right", "procedure 1") in told
    assert ("partly", "procedure 2") in told
    assert ("order", "procedure 2") in told
    assert lesson.book.get("done-stay") == given


@pytest.mark.parametrize(
    ("code", "inpatient", "shown"),
    [
        ("0dtj4zz", True, ("0DTJ4ZZ", "Resection: Appendix, Percutaneous Endoscopic", "")),
        ("45385", True, ("45385", "", "45385 has the form of a CPT or HCPCS code.")),
        ("0DTJ4ZZ", False, ("0DTJ4ZZ", "", "ICD-10-PCS reports the procedures of hospital")),
        ("j1885", False, ("J1885", "Ketorolac tromethamine by injection", "")),
        ("01999", False, ("01999", "", "")),
        ("j3301 x4", False, ("J3301 X4", "", "give the code J3301 and the units 4 apart")),
        ("20610-LT", False, ("20610-LT", "", "the code 20610 and the modifier LT apart")),
        ("", True, ("", "", "")),
        (None, False, ("", "", "")),
    ],
)
def test_a_code_is_recognized_while_it_is_entered(lesson, code, inpatient, shown):
    reply = act(view(lesson, "done-stay"), "procedure", code=code, inpatient=inpatient)
    assert (reply["code"], reply["title"]) == shown[:2]
    assert shown[2] in reply["says"]
    assert bool(reply["says"]) == bool(shown[2])


def test_typed_in_python(lesson, capsys):
    lesson.answer("done-stay", "K35.80 Y", procedures=["0DTJ4ZZ", "30233N1"])
    assert "Right: the worksheet is complete and in order." in capsys.readouterr().out
    lesson.answer("done-visit", "K63.5", procedures="45385-PT; J1885 x2")
    assert "Right: the worksheet" in capsys.readouterr().out
    assert lesson.book.get("done-visit")["procedures"] == [
        {"code": "45385", "modifiers": "PT", "units": 1},
        {"code": "J1885", "modifiers": "", "units": 2},
    ]
    lesson.answer("done-visit")
    out = capsys.readouterr().out
    assert "Procedure 1: 45385 PT\nProcedure 2: J1885, units 2" in out
    with pytest.raises(assess.AnswerError, match="does not ask for procedures"):
        lesson.answer("stay-sheet", "J18.9 Y", procedures="0DTJ4ZZ")


def test_the_static_page_shows_what_was_entered(lesson, capsys):
    lesson.answer("done-stay", "K35.80 Y", procedures="0DTJ4ZZ")
    lesson.answer("done-visit", "K63.5", procedures="45385-PT")
    capsys.readouterr()
    stay, visit = (view(lesson, name)._repr_mimebundle_() for name in ("done-stay", "done-visit"))
    html = (stay[0] if isinstance(stay, tuple) else stay)["text/html"]
    assert "Principal procedure</td>" in html
    assert "0DTJ4ZZ" in html
    assert "Modifiers" not in html
    html = (visit[0] if isinstance(visit, tuple) else visit)["text/html"]
    assert "Modifiers</th>" in html
    assert ">PT</td>" in html
    assert "Principal procedure: 0DTJ4ZZ" in str(view(lesson, "done-stay"))


def test_graded_work_tells_only_the_form(work):
    given = {**STAY, "procedures": [{"code": "45385"}]}
    reply = act(work.ask("done-stay"), "check", answer=given)
    assert [item["word"] for item in reply["feedback"]["items"]] == ["Check the entry"]
    assert "0DTJ4ZZ" not in str(reply)
