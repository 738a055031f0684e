"""The exam's report page: links to lessons that are there, a picture, and a class's statistics."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chartroom import assess, exam
from chartroom.exercises import examdesk, practice


def item(domain, number, lesson):
    name = f"{domain}-{number:03}"
    return exam.ExamItem(
        name, domain, "content", lesson, f"What is {name}?", ("yes", "no", "never", "maybe"),
        ("It is so.", "Not no.", "Not never.", "Not maybe."), "A source, 2026",
    )  # fmt: skip


@pytest.fixture
def bank():
    return {
        one.id: one
        for domain in exam.DOMAINS
        for one in (item(domain.id, n, "02" if n % 2 else "12") for n in range(40))
    }


def finished(bank):
    return exam.finish(exam.begin(bank, "one", 26, timed=True))


def test_the_report_links_to_lessons_that_are_there(bank):
    page = practice.ReportPage(exam.report(finished(bank)), ["02-the-health-record.ipynb"])
    text = page._repr_mimebundle_()["text/markdown"]
    assert "[lesson 02](02-the-health-record.ipynb)" in text
    assert "lesson 12 (not written yet)" in text
    assert "](data:image/svg+xml;base64," in text
    assert "0 of 26 right" in str(page)


def test_every_lesson_of_the_course_can_be_linked():
    assert "02-the-health-record.ipynb" in practice.lesson_files()


def test_without_a_finished_exam_a_sentence_is_printed(bank, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    desk = examdesk.ExamDesk(assess.AnswerBook(practice.NAME), bank)
    assert practice.PracticeExam(desk).report() is None
    desk.act("begin", {"size": "short"})
    assert practice.PracticeExam(desk).report() is None
    assert capsys.readouterr().out.count("no finished exam yet") == 2
    desk.act("finish", {})
    assert practice.PracticeExam(desk).report().found.whole.total == 26


def test_a_class_is_read_from_its_answers_files(bank, tmp_path, monkeypatch):
    monkeypatch.setattr(exam, "read_bank", lambda: bank)
    for student, right in (("ann", 5), ("bob", 20)):
        (tmp_path / student).mkdir()
        monkeypatch.chdir(tmp_path / student)
        sitting = exam.begin(bank, "one", 26, timed=True)
        answers = {one.item.id: int(at >= right) for at, one in enumerate(sitting.paper)}
        done = exam.finish(replace(sitting, answers=answers))
        assess.AnswerBook(practice.NAME).put(examdesk.KEY, {"now": exam.saved(done)})
    (tmp_path / "other.json").write_text("{ no answers", "utf-8")
    found = practice.class_statistics(tmp_path)
    assert len(found) == 26
    assert sum(one.right for one in found) == 25
