"""The grouper and the query writer: what their views ask and answer, and both without a browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from chartroom import assess, cases
from chartroom.exercises import assets, groupdesk, querydesk
from chartroom.exercises.billingviews import GrouperView, QueryView
from chartroom.exercises.lesson import ExerciseError, open_lesson

LESSON = "05-diagnosis-coding-2"
SHEET = "sheet-third-night"
CASE = "lunch-left-on-the-tray"


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHARTROOM_STATIC", raising=False)
    return open_lesson(LESSON)


def given(*codes, **more):
    rows = [{"code": code, "poa": "Y"} for code in codes]
    return {"rows": rows, "sex": "F", "disposition": "01", **more}


def test_the_grouper_tells_the_group_and_what_each_code_does():
    found = groupdesk.grouped(given("J18.9", "J96.01", "I10", age="70"))
    assert found["head"].startswith("MS-DRG 193")
    assert found["rows"][0] == {"code": "J96.01", "level": "MCC", "without": "195"}
    assert found["rows"][1]["without"] == "the same"
    assert "J96.01" in found["says"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (None, "principal"),
        (given(), "principal"),
        (given("J18.9", sex=""), "sex"),
        (given("J18.9", age="old"), "whole number"),
        (given("E11.2"), "heading"),
        (given("J18.9", disposition="99"), "discharge status"),
        ({"rows": [4, {"code": 5}], "sex": "F"}, "principal"),
    ],
)
def test_the_grouper_says_what_is_off(sent, says):
    assert says in groupdesk.grouped(sent)["trouble"]


def test_the_discharge_status_is_chosen_not_preset():
    assert groupdesk.spec(None)["dispositions"][0] == ["", "Choose…"]
    found = groupdesk.grouped(given("J18.9", disposition=""))
    assert found["head"].startswith("MS-DRG 195")
    assert "discharge status is not given" in found["notes"][0]
    told = groupdesk.grouped(given("J18.9"))["notes"]
    assert not any("status" in one for one in told)


def test_the_grouper_follows_its_worksheet(lesson):
    view = lesson.grouper(SHEET)
    assert isinstance(view, GrouperView)
    assert view.sheet == {"rows": []}
    assert view.spec["sex"] in ("F", "M")
    lesson.answer(SHEET, {"rows": [{"code": "J18.9", "poa": "Y"}], "query": False})
    assert view.sheet == {"rows": [{"code": "J18.9", "poa": "Y"}]}
    reply = view.receive({"action": "group", "seq": 1, **given("J18.9")})
    assert reply["head"].startswith("MS-DRG 195")


def test_only_stays_are_grouped(lesson):
    with pytest.raises(ExerciseError, match="only stays"):
        lesson.grouper("first")
    with pytest.raises(ExerciseError, match="no question"):
        lesson.grouper("nowhere")


def test_a_draft_is_kept_and_checked(lesson):
    view = lesson.query_writer(CASE)
    assert isinstance(view, QueryView)
    draft = {"title": "Sodium", "indicators": "Na 124 L", "question": "What is it?"}
    reply = view.receive({"action": "check", "seq": 1, "draft": draft})
    assert reply["saved"] == {"ok": True, "text": "Saved"}
    assert {one["verdict"] for one in reply["items"]} <= {"right", "partly", "wrong"}
    again = lesson.query_writer(CASE).receive({"action": "open", "seq": 1})
    assert again["draft"]["title"] == "Sodium"
    assert again["draft"]["form"] == "open"


def test_a_query_by_typing(lesson, capsys):
    lesson.query(CASE, title="Hyponatremia", indicators="Na 118", question="Please document it.")
    told = capsys.readouterr().out
    assert "Saved." in told
    assert "Do not send it yet" in told
    assert "Change this (Title)" in told
    lesson.query(CASE, title="Sodium")
    assert "Change this (Title)" not in capsys.readouterr().out
    with pytest.raises(ExerciseError, match="no 'subject'"):
        lesson.query(CASE, subject="Sodium")


@pytest.mark.parametrize("held", [None, 4, [], {"title": 4}, {"form": "x", "purpose": []}])
def test_a_draft_from_a_damaged_file_is_empty(held, tmp_path):
    book = assess.AnswerBook("a", tmp_path)
    book.put(f"query-{CASE}", held)
    desk = querydesk.QueryDesk(cases.load(CASE), book)
    assert desk.draft == dict.fromkeys(querydesk.PARTS, "") | {"form": "open"}
    assert desk.check(held)["items"]


def test_what_is_said_about_a_query_is_harmless_html(tmp_path):
    desk = querydesk.QueryDesk(cases.load(CASE), assess.AnswerBook("a", tmp_path))
    told = desk.check({"indicators": "<img src=x onerror=alert(1)>", "question": "?"})
    assert not any("<img" in one["html"] for one in told["items"])


def test_without_a_browser_both_tell_how(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTROOM_STATIC", "1")
    lesson = open_lesson(LESSON)
    assert "grouping.group" in str(lesson.grouper(SHEET))
    assert "lesson.query" in str(lesson.query_writer(CASE))
    lesson.query(CASE, title="Sodium & more")
    page = lesson.query_writer(CASE)._repr_mimebundle_()["text/html"]
    assert "Sodium &amp; more" in page


@pytest.mark.parametrize("kind", ["grouper", "query"])
def test_the_module_is_whole(kind):
    source = assets.module(kind)
    assert "import " not in source.split("export default")[0].replace("important", "")
    assert source.count("export default") == 1


def test_the_grouper_follows_the_procedures_of_a_worksheet_that_asks_for_them():
    question = assess.practice(cases.load("thirty-seven-weeks"), procedures=True)
    answer = {"rows": [], "procedures": [{"code": "10e0xzz"}, {"code": ""}, {"code": "0KQM0ZZ"}]}

    sheet = SimpleNamespace(saved={"answer": answer}, observe=lambda *_: None)
    view = GrouperView(question, sheet, lambda: ("", ""))
    assert view.sheet == {"rows": [], "procedures": "10E0XZZ 0KQM0ZZ"}
