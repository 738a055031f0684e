"""The drill in a real notebook: by keyboard alone, and again after a restart of the kernel."""

from __future__ import annotations

import re

import pytest
import sample_course
from playwright.sync_api import expect

BOOK = "drill/drill.ipynb"


@pytest.fixture
def book(open_notebook, lab):
    folder = lab.folder / "drill"
    folder.mkdir(exist_ok=True)
    sample_course.notebook(
        lab.folder / BOOK,
        [
            "from chartroom import open_lesson\nlesson = open_lesson('03-language-of-medicine')",
            "lesson.drill('terms')",
        ],
    )
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


def test_cards_by_keyboard_alone_and_after_a_restart(book, tmp_path):
    drill, keys = book.exercise("drill-terms"), book.page.keyboard
    expect(drill.locator(".cr-card-front")).to_have_text("-itis")
    box = drill.get_by_label("What does it mean?")
    box.focus()
    keys.type("inflammation")
    keys.press("Enter")
    expect(drill.get_by_role("status")).to_contain_text("Right")
    expect(drill.locator(".cr-card-back")).to_contain_text("Source: MedlinePlus")
    expect(drill.get_by_role("button", name=re.compile("^(Good|Easy)")).first).to_be_visible()
    book.screenshot(drill, "drill-right", tmp_path)
    for theme in ("light", "dark"):
        book.theme(theme)
        assert book.axe() == []
    expect(drill.locator("[data-rating].cr-primary")).to_be_focused()
    keys.press("Enter")
    expect(drill.locator(".cr-card-front")).to_have_text("-ectomy")
    expect(box).to_be_focused()
    expect(drill.locator(".cr-saved")).to_have_text("Saved")

    keys.press("Tab")
    keys.press("Tab")
    expect(drill.get_by_role("button", name="I do not know")).to_be_focused()
    keys.press("Enter")
    expect(drill.get_by_role("status")).to_contain_text("Here is the meaning")
    expect(drill.locator("[data-rating=again].cr-primary")).to_be_focused()
    keys.press("Enter")
    expect(drill).to_contain_text("2 of 519 met")

    book.restart()
    book.run_all()
    drill = book.exercise("drill-terms")
    expect(drill).to_contain_text("2 of 519 met")
