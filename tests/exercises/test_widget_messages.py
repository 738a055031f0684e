"""What the kernel does with the messages of a view, without a browser."""

from __future__ import annotations

import json
import threading

import pytest

from chartroom import codes

WRONG = {"rows": [{"code": "R50.9", "poa": "Y"}], "query": False, "query_text": ""}


class View:
    """One view of a widget: sends messages as the browser does and keeps the replies."""

    def __init__(self, widget, name="view-1"):
        self.widget, self.name, self.number = widget, name, 0
        sent = vars(widget).get("send")
        self.replies = sent.__self__ if sent else []
        widget.send = self.replies.append

    def send(self, action, **content):
        self.number += 1
        message = {"action": action, "seq": self.number, "view": self.name, **content}
        self.widget._handle_custom_msg(json.loads(json.dumps(message)), [])
        return self.replies[-1]


@pytest.fixture
def pick(lesson):
    return View(lesson.ask("pick"))


def test_a_reply_carries_the_number_and_the_view_of_its_message(pick):
    reply = pick.send("save", answer="a", version=7)
    assert (reply["to"], reply["seq"], reply["version"]) == ("view-1", 1, 7)
    assert reply["saved"] == {"ok": True, "text": "Saved"}


def test_a_check_is_about_the_answer_it_carries(pick, lesson):
    pick.send("save", answer="a", version=1)
    reply = pick.send("check", answer="b", version=2)
    assert reply["feedback"]["right"]
    assert lesson.book.get("pick") == "b"
    assert pick.widget.saved["answer"] == "b"


def test_a_check_saves_before_it_judges(pick, lesson, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the key is torn")

    monkeypatch.setattr("chartroom.assess.assess", broken)
    reply = pick.send("check", answer="a", version=1)
    assert reply["error"] == "This did not work: the key is torn"
    assert reply["saved"]["ok"]
    assert lesson.book.get("pick") == "a"


def test_feedback_names_what_it_is_about(pick):
    items = pick.send("check", answer="a", version=1)["feedback"]["items"]
    assert [(one["verdict"], one["word"], one["target"]) for one in items] == [
        ("wrong", "Not right", "a")
    ]
    assert items[0]["html"] == "The Tabular List comes second."
    assert items[0]["guideline"] == "Guideline I.B.1 (FY2026)"


def test_the_same_answer_checked_twice_is_one_try(pick, lesson):
    for _ in range(3):
        pick.send("check", answer="a", version=1)
    assert lesson.book.tries("pick") == 1
    assert not pick.widget.saved["can_reveal"]


def test_a_blank_answer_is_no_try_and_writes_no_file(pick, lesson):
    reply = pick.send("check", answer=None, version=0)
    assert not reply["feedback"]["complete"]
    assert lesson.book.tries("pick") == 0
    assert not lesson.book.path.exists()


def test_an_emptied_answer_is_saved_as_empty(lesson):
    word = View(lesson.ask("word"))
    word.send("save", answer="acute", version=1)
    word.send("save", answer="", version=2)
    assert lesson.book.get("word") == ""


def test_the_answer_opens_after_two_tries_and_marks_the_chart(lesson):
    view = View(lesson.ask("stay-sheet"))
    view.send("check", answer=WRONG, version=1)
    refused = view.send("reveal", answer=WRONG, version=1)
    assert "after 2 checked tries" in refused["error"]
    assert view.widget.shown == {}
    other = {**WRONG, "rows": [{"code": "J18.9", "poa": "N"}]}
    view.send("check", answer=other, version=2)
    assert view.widget.saved["can_reveal"]
    assert "error" not in view.send("reveal", answer=other, version=2)
    shown = view.widget.shown
    assert [item["target"] for item in shown["items"]] == ["J18.9", "N39.0", "I10"]
    assert ["Progress note, day 3", "burning since yesterday"] in shown["items"][1]["evidence"]
    assert shown["marks"]["progress"]["count"] == 1
    assert "<mark" in shown["marks"]["progress"]["html"]


def test_hints_come_one_by_one(lesson):
    view = View(lesson.ask("stay-sheet"))
    first = view.send("hint", answer=WRONG, version=1)
    second = view.send("hint", answer=WRONG, version=1)
    assert (first["number"], second["number"]) == (1, 2)
    assert first["hint"] != second["hint"]
    assert lesson.book.get("stay-sheet") == WRONG


def test_the_state_tells_which_view_it_came_from(lesson):
    widget = lesson.ask("pick")
    one, two = View(widget, "one"), View(widget, "two")
    one.send("save", answer="a", version=1)
    assert widget.saved["by"] == "one"
    two.send("save", answer="c", version=1)
    assert (widget.saved["by"], widget.saved["answer"]) == ("two", "c")


def test_a_question_shown_twice_is_one_widget(lesson):
    assert lesson.ask("pick") is lesson.ask("pick")


def test_no_key_goes_to_the_browser(lesson, work):
    kept = {"tries": 0}
    for source in (lesson, work):
        for question in source.questions:
            widget = source.ask(question)
            state = json.dumps([widget.spec, widget.saved, widget.shown, kept])
            for secret in ("comes second", "lung infection", "Nothing can be coded", "symptom of"):
                assert secret not in state


def test_graded_work_is_looked_at_for_its_form_only(work):
    code = View(work.ask("one-code"))
    header = code.send("check", answer="I15", version=1)["feedback"]
    assert [item["verdict"] for item in header["items"]] == ["form"]
    assert not header["complete"]
    wrong = code.send("check", answer="I15.9", version=2)["feedback"]
    assert wrong["complete"]
    assert wrong["items"] == []
    for action in ("hint", "reveal"):
        reply = code.send(action, answer="I15.9", version=2)
        assert "Graded work has no hints" in reply["error"]
        assert reply["saved"]["ok"]
    assert code.widget.shown == {}


@pytest.mark.parametrize("message", [{}, {"action": "explode"}, {"action": "check"}, "text", None])
def test_a_strange_message_gets_an_answer(pick, message):
    pick.widget._handle_custom_msg(message, [])
    reply = pick.replies[-1]
    assert reply.get("error") or reply.get("feedback")


@pytest.mark.parametrize("answer", [3, ["x"], {"rows": 1}, "zzz", {"a": {"b": []}}, True])
@pytest.mark.parametrize(
    "question", ["pick", "several", "pairs", "steps", "one-code", "stay-sheet"]
)
def test_a_strange_answer_is_kept_and_answered(lesson, question, answer):
    view = View(lesson.ask(question))
    reply = view.send("check", answer=answer, version=1)
    assert reply["saved"]["ok"]
    assert not reply["feedback"]["right"]
    assert view.widget._repr_mimebundle_()[0]["text/html"]


def test_search_and_notes_for_the_code_picker(lesson):
    view = View(lesson.ask("one-code"))
    hits = view.send("search", text="essential hypertension")["hits"]
    assert hits[0]["code"] == "I10"
    assert hits[0]["billable"]
    assert view.send("search", text="   ")["hits"] == []
    code = view.send("code", code="e1122")["code"]
    assert code["code"] == "E11.22"
    assert {"code": "E11", "title": codes.lookup("E11").title} in code["path"]
    use = next(group for group in code["notes"] if group["label"] == "Use additional code")
    assert {item["source"] for item in use["items"]} == {"", "E11"}
    assert "did you mean E11.22" in view.send("code", code="E11.222")["unknown"]
    assert view.send("code", code="S52.501")["code"]["seventh"]["A"]


def test_words_find_the_codes_of_a_visit(pick):
    hits = pick.send("procedures", text="kenalog")["hits"]
    assert [one["code"] for one in hits] == ["J3301"]
    assert hits[0]["title"].startswith("Triamcinolone")
    assert hits[0]["why"] == "One unit is 10 mg."
    assert pick.send("procedures", text="joint")["hits"][0]["code"] == "20610"
    assert pick.send("procedures", text=4)["hits"] == []


def test_messages_may_come_in_another_thread(lesson):
    # JupyterLab gives widgets a thread of the kernel of their own while a cell runs.
    view = View(lesson.ask("one-code"))
    replies = []

    def act():
        replies.append(view.send("search", text="gout"))
        replies.append(view.send("check", answer="I10", version=1))

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
    assert replies[0]["hits"]
    assert replies[1]["feedback"]["right"]


def test_a_failed_save_is_said_and_made_good(pick, lesson):
    blocked = lesson.book.folder
    blocked.write_text("in the way")
    reply = pick.send("save", answer="a", version=1)
    assert not reply["saved"]["ok"]
    assert "NOT being saved" in reply["saved"]["text"]
    blocked.unlink()
    reply = pick.send("save", answer="a", version=2)
    assert reply["saved"]["ok"]
    assert lesson.book.path.exists()
