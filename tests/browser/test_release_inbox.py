"""The release desk in a browser: ten requests by keyboard alone, and identifiers in a note."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chartroom import paths
from chartroom.assess import questions

BOOK = "course/10-release-and-privacy.ipynb"
DESK = questions.load(paths.datasets() / "questions" / "10-release-desk.yaml")
#: Releases to the patient, the police, a health plan; returns, refusals, the privacy officer;
#: fees, clocks, pages that stay back, an accounting, a caller nobody knows.
TEN = ("r02", "r03", "r05", "r07", "r10", "r12", "r30", "r33", "r38", "r40")
#: What of the page the keyboard is at: the field, the value of the box, the control.
_AT = """() => { const one = document.activeElement;
  return [one.closest('[data-field]')?.dataset.field ?? '', one.type ?? '', one.value ?? '',
          one.dataset.request ?? '', one.textContent]; }"""


@pytest.fixture
def book(open_notebook):
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


class Keys:
    """The keyboard, and nothing else."""

    def __init__(self, page) -> None:
        self.page, self.press = page, page.keyboard.press

    def at(self) -> tuple[str, ...]:
        return tuple(self.page.evaluate(_AT))

    def go(self, wanted, key: str = "Tab", most: int = 150) -> tuple[str, ...]:
        """Press Tab until ``wanted(field, type, value, request, text)`` holds."""
        for _ in range(most):
            if wanted(*self.at()):
                return self.at()
            self.press(key)
        raise AssertionError(f"{most} times {key} did not lead there; now at {self.at()}")

    def fill(self, field, entry: str) -> None:
        """Fill in one field of the form, from wherever the keyboard is above it."""
        self.go(lambda name, *_: name == field.id)
        if field.type == "several":
            for value in entry.split(", "):
                self.go(lambda name, _, here, *__: (name, here) == (field.id, value))  # noqa: B023
                self.press("Space")
        elif field.type == "choice":
            for _ in range(list(field.options).index(entry) + 1):
                self.press("ArrowDown")
        else:
            self.page.keyboard.type(entry)


def test_ten_requests_by_keyboard_alone(book, tmp_path):
    inbox, keys = book.exercise("inbox"), Keys(book.page)
    chosen = inbox.locator("[data-request][aria-selected=true]")
    expect(chosen).to_contain_text("r01")
    chosen.focus()
    for name in TEN:
        keys.go(lambda *at: at[3] == name, key="ArrowDown", most=len(DESK))  # noqa: B023
        keys.press("Enter")
        panel = inbox.get_by_role("tabpanel", name=f"Request {name}")
        expect(panel.get_by_role("group", name="Entry form")).to_be_visible()
        request = DESK[name]
        for field in request.form.fields:
            if request.key.answer.get(field.id):
                keys.fill(field, request.key.answer[field.id])
        keys.go(lambda *at: at[4] == "Check my answer")
        keys.press("Enter")
        opened = panel.locator("[data-question]")
        expect(opened).to_have_attribute("data-right", "true")
        expect(chosen).to_contain_text("right")
        keys.go(lambda *at: at[3] == name, key="Shift+Tab")  # noqa: B023
    expect(inbox).to_contain_text("40 requests · 10 begun · 10 right")
    released = [name for name in TEN if DESK[name].key.answer["decision"] == "release"]
    log = inbox.locator(".cr-inbox-log")
    keys.go(lambda *at: at[4] == f"Disclosure log ({len(released)})")
    keys.press("Enter")
    expect(log.locator("tbody tr")).to_have_count(len(released))
    expect(log).to_contain_text("r07: At the counter: an officer looks for a man")
    book.screenshot(log, "disclosure-log", tmp_path)


def test_a_release_that_must_not_be_is_said_at_once(book, tmp_path):
    inbox = book.exercise("inbox")
    inbox.get_by_role("tab", name="r03").click()
    opened = inbox.get_by_role("tabpanel", name="Request r03").locator("[data-question]")
    expect(opened).to_contain_text("a daughter is worried")
    opened.get_by_label("Decision", exact=True).select_option(label="release")
    opened.get_by_role("button", name="Check my answer").click()
    expect(opened).to_have_attribute("data-right", "false")
    expect(opened.locator("[data-field=decision] .cr-slot")).not_to_be_empty()
    status = opened.get_by_role("status")
    expect(status).to_contain_text("Something here does harm, so the whole counts nothing")
    book.screenshot(opened, "forbidden-release", tmp_path)


def test_identifiers_are_marked_by_keyboard(book):
    note, keys = book.exercise("deid-note"), book.page.keyboard
    words = note.get_by_role("option")
    words.filter(has_text="Edda").first.focus()
    keys.press("Shift+ArrowRight")
    keys.press("Enter")
    expect(note.get_by_label("They are")).to_be_focused()
    keys.type("name")
    keys.press("Tab")
    keys.press("Enter")
    marks = note.get_by_role("list", name="What is marked")
    expect(marks).to_contain_text("Edda Marsh")
    expect(note.get_by_role("log")).to_contain_text("Marked: Edda Marsh")
    note.get_by_role("button", name="Check my answer").click()
    expect(note).to_contain_text("Precision: 1 of your 1 marks fit.")
    note.get_by_role("button", name="Remove the mark on Edda Marsh").click()
    expect(marks.get_by_role("listitem")).to_have_count(0)
