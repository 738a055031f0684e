"""The practice exam in a notebook: every action, and what is there after a crash."""

from __future__ import annotations

import itertools

import pytest

from chartroom import assess, exam
from chartroom.exercises.desk import Refused
from chartroom.exercises.examdesk import ExamDesk


def item(domain, number):
    name = f"{domain}-{number:03}"
    return exam.ExamItem(
        name, domain, "content", "02", f"What is {name}?", ("yes", "no", "never", "maybe"),
        ("It is so.", "Not no.", "Not never.", "Not maybe."), "A source, 2026",
    )  # fmt: skip


BANK = {
    one.id: one for one in itertools.starmap(item, itertools.product(
        [domain.id for domain in exam.DOMAINS], range(40)))
}  # fmt: skip


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    numbers = itertools.count()
    return ExamDesk(assess.AnswerBook("13-practice-exam"), BANK, lambda: f"seed {next(numbers)}")


def again(desk):
    """The desk as a new kernel opens it."""
    return ExamDesk(assess.AnswerBook("13-practice-exam"), desk.bank, lambda: "new seed")


def test_before_the_first_exam_there_is_a_choice(desk):
    assert desk.act("open", {}) == {
        "state": "none", "sizes": {"full": 130, "short": 26}, "seen": 0,
    }  # fmt: skip
    with pytest.raises(Refused, match="begin one"):
        desk.act("answer", {"item": "data-001", "letter": "a"})
    with pytest.raises(Refused, match="no size"):
        desk.act("begin", {"size": "huge"})


def test_nothing_of_the_key_is_shown_before_the_end(desk):
    shown = desk.act("begin", {"size": "short"})
    assert len(shown["items"]) == 26
    for one in shown["items"]:
        assert set(one) == {"id", "stem", "options", "answer", "flagged"}
    assert shown["progress"]["left"] == 26 * 84


def test_answers_flags_and_time_are_there_after_a_crash(desk):
    first, second = desk.act("begin", {"size": "short"})["items"][:2]
    desk.act("answer", {"item": first["id"], "letter": "c", "seconds": 12})
    desk.act("flag", {"item": second["id"], "on": True, "seconds": 3})
    shown = again(desk).act("open", {})
    assert shown["items"][0]["answer"] == "c"
    assert shown["items"][1]["flagged"]
    assert shown["items"][0]["options"] == first["options"]
    assert shown["progress"] == {
        "answered": 1, "total": 26, "flagged": 1, "left": 26 * 84 - 15, "used": 15,
    }  # fmt: skip


def test_the_report_explains_each_question(desk):
    items = desk.act("begin", {"size": "short"})["items"]
    desk.act("answer", {"item": items[0]["id"], "letter": "a"})
    shown = desk.act("finish", {})
    assert shown["state"] == "finished"
    first = shown["items"][0]
    assert first["reasons"]["abcd".index(first["key"])] == "It is so."
    assert first["right"] == (first["key"] == "a")
    assert sum(part["right"] for part in shown["report"]["parts"][:-1]) == first["right"]
    with pytest.raises(Refused, match="its answers stand"):
        again(desk).act("answer", {"item": items[1]["id"], "letter": "b"})


def test_the_time_ends_an_exam_and_keeps_the_answers(desk):
    items = desk.act("begin", {"size": "short"})["items"]
    desk.act("answer", {"item": items[0]["id"], "letter": "b"})
    for _ in range(26 * 84 // 30):
        reply = desk.act("beat", {"seconds": 30})
    assert reply.get("state") != "finished"
    late = desk.act("answer", {"item": items[1]["id"], "letter": "b", "seconds": 30})
    assert late["state"] == "finished"
    assert [one["answer"] for one in late["items"][:2]] == ["b", ""]


def test_a_second_exam_has_other_questions_and_the_scores_stay(desk):
    first = desk.act("begin", {"size": "short"})
    with pytest.raises(Refused, match="under way"):
        desk.act("begin", {"size": "short"})
    desk.act("finish", {})
    second = desk.act("begin", {"size": "short"})
    seen = {one["id"] for one in first["items"]}
    assert not seen & {one["id"] for one in second["items"]}
    desk.act("finish", {})
    desk.act("finish", {})
    assert [line["total"] for line in desk.kept["scores"]] == [26, 26]


def test_a_damaged_file_is_said_and_never_stops_the_exam(desk, tmp_path):
    desk.act("begin", {"size": "short"})
    (tmp_path / "answers" / "13-practice-exam.json").write_text("{ broken", "utf-8")
    fresh = again(desk)
    assert fresh.act("open", {})["state"] == "none"
    assert any("damaged" in one.name for one in (tmp_path / "answers").iterdir())


def test_what_the_page_may_not_ask_is_refused(desk):
    items = desk.act("begin", {"size": "short"})["items"]
    for action, message, words in [
        ("answer", {"item": "gone", "letter": "a"}, "not in your paper"),
        ("answer", {"item": items[0]["id"], "letter": "z"}, "a, b, c or d"),
        ("dance", {}, "not something this exam can do"),
    ]:
        with pytest.raises(Refused, match=words):
            desk.act(action, message)
