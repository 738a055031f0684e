"""The practice exam in a real notebook: by keyboard, with a kernel kill in the middle."""

from __future__ import annotations

import re

import pytest
import sample_course
from playwright.sync_api import expect

BOOK = "exam/exam.ipynb"
MAKE = """
from chartroom import assess, exam
from chartroom.exercises import examdesk, practice

def item(domain, number):
    name = f"{domain}-{number:03}"
    return exam.ExamItem(name, domain, "content", "02", f"What is {name}?",
                         ("yes", "no", "never", "maybe"),
                         ("It is so.", "Not no.", "Not never.", "Not maybe."), "A source, 2026")

bank = {one.id: one for domain in exam.DOMAINS for one in (item(domain.id, n) for n in range(40))}
desk = examdesk.ExamDesk(assess.AnswerBook("exam"), bank)
paper = practice.PracticeExam(desk)
"""


@pytest.fixture
def book(open_notebook, lab):
    folder = lab.folder / "exam"
    folder.mkdir(exist_ok=True)
    sample_course.notebook(lab.folder / BOOK, [MAKE, "paper.show()", "paper.report()"])
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


def test_an_exam_with_a_kernel_kill_in_the_middle(book, tmp_path):
    page, keys = book.exercise("exam"), book.page.keyboard
    page.get_by_role("button", name="Begin: a short one").click()
    expect(page.locator(".cr-exam-stem")).to_be_focused()
    assert book.axe() == []
    keys.press("Tab")
    keys.press("Space")
    expect(page.locator(".cr-exam-time")).to_contain_text("1 of 26 answered")
    expect(page.locator(".cr-saved")).to_have_text("Saved")
    page.get_by_label("Flag, to look at it again").focus()
    keys.press("Space")
    expect(page.get_by_role("button", name="Question 1, answered, flagged")).to_be_visible()
    page.get_by_role("button", name="Next").focus()
    keys.press("Enter")
    expect(page.locator(".cr-exam-stem")).to_contain_text("2. What is")
    page.get_by_role("radio").nth(2).check()
    expect(page.locator(".cr-exam-time")).to_contain_text("2 of 26 answered")
    book.screenshot(page, "exam-open", tmp_path)

    book.restart()
    book.run_all()
    page = book.exercise("exam")
    expect(page.locator(".cr-exam-time")).to_contain_text("2 of 26 answered · 1 flagged")
    expect(page.get_by_role("radio").first).to_be_checked()

    page.get_by_role("button", name="Finish the exam").click()
    expect(page).to_contain_text("24 questions are open")
    page.get_by_role("button", name="Yes, finish").click()
    expect(page.get_by_role("heading", name="Your report")).to_be_focused()
    expect(page.get_by_role("row", name="All domains")).to_be_visible()
    expect(page.get_by_role("row", name="Leadership")).to_have_count(1)
    expect(page.get_by_text("Leadership:")).to_have_count(0)  # in the table, not twice
    item = page.locator(".cr-exam-item").first
    item.locator("summary").click()
    # Which answer stands first, and so was chosen, differs from exam to exam.
    expect(item).to_contain_text(re.compile(r"★ Right\. (\(your answer\) )?It is so\."))
    for theme in ("light", "dark"):
        book.theme(theme)
        assert book.axe() == []
    book.screenshot(page, "exam-report", tmp_path)
