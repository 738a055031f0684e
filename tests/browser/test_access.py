"""By keyboard alone, on both themes, on a narrow window, and with nothing for axe to find."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

KINDS = "sample/course/kinds.ipynb"


@pytest.fixture
def book(open_notebook, sample):
    opened = open_notebook(KINDS)
    opened.run_all()
    return opened


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the focused control has this name (its text, label or value)."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const one = document.activeElement;
              const own = one.matches('[role=tabpanel]') ? '' : one.textContent;
              return [own, one.value, one.labels?.[0]?.textContent].join('|'); }"""
        )
        if name in found:
            return
    raise AssertionError(f"{most} times Tab did not lead to '{name}'")


def test_everything_by_keyboard(book):
    page, keys = book.page, book.page.keyboard

    book.exercise("pick").get_by_label("a.").focus()
    keys.press("ArrowDown")
    expect(book.exercise("pick").get_by_label("b.")).to_be_checked()
    tab_to(page, "Check my answer")
    keys.press("Enter")
    expect(book.exercise("pick")).to_have_attribute("data-right", "true")
    expect(book.exercise("pick").get_by_role("button", name="Check my answer")).to_be_focused()

    steps = book.exercise("steps")
    steps.locator("li", has_text="It is coded").get_by_role("button", name="Move down").focus()
    keys.press("Enter")
    keys.press("Space")
    expect(steps.locator("li").nth(2)).to_contain_text("It is coded")
    expect(steps.locator("li").nth(2).get_by_role("button", name="Move down")).to_be_focused()
    expect(steps.get_by_role("log")).to_have_text("It is coded: now 3 of 4.")

    code = book.exercise("one-code")
    entry = code.get_by_role("combobox")
    entry.focus()
    keys.type("essential hypertension")
    expect(code.get_by_role("listbox")).to_be_visible()
    expect(code.get_by_role("log")).to_contain_text("found. Use the down arrow")
    keys.press("ArrowDown")
    expect(code.get_by_role("option", selected=True)).to_contain_text("I10")
    active = entry.get_attribute("aria-activedescendant")
    assert code.get_by_role("option", selected=True).get_attribute("id") == active
    keys.press("Enter")
    expect(entry).to_have_value("I10")
    expect(code.get_by_role("listbox")).to_be_hidden()
    expect(code.locator(".cr-title")).to_contain_text("Essential (primary) hypertension")
    keys.press("Tab")
    keys.press("Enter")
    expect(code.get_by_role("group", name="Notes of I10")).to_contain_text("Excludes")

    sheet = book.exercise("clinic-sheet")
    sheet.get_by_role("combobox").first.focus()
    keys.type("s93401a")
    keys.press("Escape")
    expect(sheet.get_by_role("listbox")).to_be_hidden()
    tab_to(page, "Add a code")
    keys.press("Enter")
    expect(sheet.get_by_role("combobox").nth(1)).to_be_focused()
    expect(sheet.get_by_role("combobox").first).to_have_value("S93.401A")
    keys.press("Shift+Tab")
    expect(sheet.get_by_role("button", name="Remove").nth(1)).to_be_focused()
    keys.press("Enter")
    expect(sheet.locator(".cr-row")).to_have_count(1)
    tab_to(page, "Check my answer")
    keys.press("Enter")
    expect(sheet).to_have_attribute("data-right", "true")


def test_a_form_and_a_queue_by_keyboard(book):
    page, keys = book.page, book.page.keyboard

    form = book.exercise("register")
    form.get_by_label("Last name").focus()
    for typed in ("Marrow-Voss", "Elias", "Jr.", "4/9/1953", "5550132476", "", "Male", "81.5",
                  "Penicillin (rash)"):  # fmt: skip
        keys.type(typed)
        keys.press("Tab")
    expect(form.get_by_role("button", name="Check my answer")).to_be_focused()
    keys.press("Enter")
    expect(form).to_have_attribute("data-right", "true")

    queue = book.exercise("duplicates")
    tabs = queue.get_by_role("tab")
    tabs.nth(0).focus()
    keys.press("ArrowUp")
    expect(tabs.nth(2)).to_be_focused()
    expect(queue.get_by_role("tabpanel")).to_contain_text("nothing else")
    keys.press("Home")
    for decisions, reason in ((0, "A typing"), (1, "Twins"), (2, "Not enough")):
        tab_to(page, "Merge the two records", 6)
        keys.press("Space")
        for _ in range(decisions):
            keys.press("ArrowDown")
        keys.press("Tab")
        keys.type(reason)
        number = decisions + 1
        expect(queue.get_by_role("log")).to_contain_text(f"{number} of 3 decided.")
        if number < 3:
            tab_to(page, "Next item", 2)
            keys.press("Enter")
            expect(queue.get_by_role("tabpanel")).to_be_focused()
            expect(queue.get_by_role("log")).to_contain_text(f"Item {number + 1} of 3.")
    expect(queue.get_by_role("button", name="Next item")).to_be_disabled()
    expect(queue.get_by_role("button", name="Previous item")).to_be_enabled()
    tab_to(page, "Check my answer", 3)
    keys.press("Enter")
    expect(queue).to_have_attribute("data-right", "true")


def test_jupyterlab_does_not_take_keys_from_an_exercise(book):
    cells = book.page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    button = book.exercise("pick").get_by_role("button", name="Hint")
    button.focus()
    for key in "ddbaxzm":  # in command mode: delete, insert, cut, undo, turn into text
        book.page.keyboard.press(key)
    expect(cells).to_have_count(before)
    expect(button).to_be_focused()
    word = book.exercise("word").get_by_label("Main term")
    word.focus()
    book.page.keyboard.type("dd bronchitis")
    expect(word).to_have_value("dd bronchitis")


def fill_in(book) -> None:
    """Bring up feedback of every sort, an open list, open notes and marked evidence."""
    for question in ("pick", "several"):
        book.exercise(question).get_by_label("b.").check()
    book.exercise("pairs").get_by_label("A coder").select_option("2")
    book.exercise("word").get_by_label("Main term").fill("acute")
    one = book.exercise("one-code").get_by_role("combobox")
    one.fill("I10")
    one.press("Tab")
    expect(book.exercise("one-code").get_by_role("button", name="Notes")).to_be_enabled()
    for row, code in enumerate(("M25.571", "S93.401", "J18")):
        sheet = book.exercise("clinic-sheet")
        if row:
            sheet.get_by_role("button", name="Add a code").click()
        sheet.get_by_role("combobox").nth(row).fill(code)
        sheet.get_by_role("combobox").nth(row).press("Tab")
    stay = book.exercise("stay-sheet")
    for tries in (("J18.9", "Y"), ("N39.0", "Y")):
        if tries[0] != "J18.9":
            stay.get_by_role("button", name="Add a code").click()
        stay.get_by_role("combobox", name="Code").last.fill(tries[0])
        stay.get_by_role("combobox", name="Code").last.press("Tab")
        stay.get_by_label("Present on admission").last.select_option(tries[1])
        stay.get_by_role("button", name="Check my answer").click()
        expect(stay.locator(".cr-row").last.locator(".cr-item")).not_to_have_count(0)
    form = book.exercise("register")
    form.get_by_label("First name").fill("elias")
    form.get_by_label("Date of birth").fill("9/4/2053")
    form.get_by_label("Weight").fill("8150")
    form.get_by_label("Allergies").focus()
    expect(form.locator(".cr-rule:visible")).to_have_count(2)
    queue = book.exercise("duplicates")
    queue.get_by_role("tab").nth(1).click()
    queue.get_by_role("radio", name="Merge the two records").check()
    kinds = ("pick", "several", "pairs", "steps", "word", "one-code", "clinic-sheet", "register")
    for question in (*kinds, "duplicates"):
        exercise = book.exercise(question)
        exercise.get_by_role("button", name="Check my answer").click()
        expect(exercise.locator(".cr-item")).not_to_have_count(0)
    form.get_by_label("Phone").fill("12")
    form.get_by_label("Allergies").focus()
    expect(form.locator(".cr-rule:visible")).to_have_count(1)
    book.exercise("pick").get_by_role("button", name="Hint").click()
    stay.get_by_role("button", name="Show the answer").click()
    expect(stay.locator("mark")).not_to_have_count(0)
    book.exercise("one-code").get_by_role("button", name="Notes").click()
    desk = book.exercise("finder")
    desk.get_by_label("Search ICD-10-CM").fill("sprain of ankle")
    desk.get_by_role("button", name="Search").click()
    expect(desk.get_by_role("listitem").first).to_be_visible()
    desk.get_by_role("listitem").first.get_by_role("button").click()
    expect(desk.get_by_role("group")).to_be_visible()
    entry = book.exercise("clinic-sheet").get_by_role("combobox").first
    entry.fill("sprained ank")
    expect(book.exercise("clinic-sheet").get_by_role("option").first).to_be_visible()


def test_axe_finds_nothing_and_nothing_overflows(book, tmp_path):
    fill_in(book)
    shown = book.page.locator(".chartroom-exercise:visible")
    for theme in ("light", "dark"):
        book.theme(theme)
        for width in (1500, 900, 600):
            book.width(width)
            for exercise in shown.all():
                name = exercise.get_attribute("data-question")
                assert book.fits(exercise), f"{name} overflows at {width} px"
                book.screenshot(exercise, f"{name}-{width}-{theme}", tmp_path)
        assert book.axe() == []


def test_verdicts_have_a_word_and_an_icon(book):
    book.exercise("several").get_by_label("b.").check()
    book.exercise("several").get_by_role("button", name="Check my answer").click()
    verdicts = book.exercise("several").locator(".cr-verdict")
    expect(verdicts).to_have_count(2)
    for verdict in verdicts.all():
        assert re.search(r"\w", verdict.inner_text())
        expect(verdict.locator("svg[aria-hidden=true]")).to_have_count(1)


def test_calm_where_motion_is_not_wanted(open_notebook, sample):
    book = open_notebook(KINDS, reduced_motion="reduce", forced_colors="active")
    book.run_all()
    button = book.exercise("pick").get_by_role("button", name="Hint")
    assert button.evaluate("(one) => getComputedStyle(one).transitionDuration") == "0s"
    button.focus()
    book.page.keyboard.press("Shift+Tab")
    book.page.keyboard.press("Tab")
    assert button.evaluate("(one) => getComputedStyle(one).outlineStyle") != "none"
