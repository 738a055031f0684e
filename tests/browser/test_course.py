"""The real lessons and a real assignment, from the first click to the gradebook."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

ROOT = Path(__file__).resolve().parents[2]
LESSON = "course/04-diagnosis-coding-1.ipynb"
NOTEBOOKS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("course/*.ipynb", "release/*/*.ipynb")
    for path in ROOT.glob(pattern)
    if re.search(
        r"\.(ask|show)\(", path.read_text("utf-8")
    )  # the progress page has nothing to click
)


def press(exercise: Locator, name: str) -> None:
    exercise.get_by_role("button", name=re.compile(f"^{name}$")).click()


def enter_code(exercise: Locator, code: str, row: int = 0) -> None:
    entry = exercise.get_by_role("combobox", name=re.compile("ode$")).nth(row)
    entry.fill(code)
    entry.press("Escape")
    entry.press("Tab")


def test_lesson_04_wrong_then_right_then_still_there_after_a_restart(open_notebook, tmp_path):
    book = open_notebook(LESSON)
    book.run_all()
    walk = book.exercise("index-walk")
    enter_code(walk, "H10.11")
    press(walk, "Check my answer")
    expect(walk).to_contain_text("That is the right eye. Read the note once more.")
    enter_code(walk, "h1012")
    press(walk, "Check my answer")
    expect(walk).to_have_attribute("data-right", "true")
    expect(walk).to_contain_text("I.B.13")

    sheet = book.exercise("sheet-ed")
    enter_code(sheet, "R06.02")
    press(sheet, "Check my answer")
    expect(book.status("sheet-ed")).to_contain_text(re.compile("missing|not", re.I))
    book.screenshot(sheet, "lesson-04-feedback", tmp_path)
    enter_code(sheet, "J44.1")
    press(sheet, "Add a code")
    enter_code(sheet, "F17.210", row=1)
    press(sheet, "Check my answer")
    expect(sheet).to_have_attribute("data-right", "true")

    book.restart()
    book.run_all()
    expect(book.exercise("index-walk").get_by_role("combobox")).to_have_value("H10.12")
    rows = book.exercise("sheet-ed").get_by_role("combobox", name=re.compile("ode$"))
    expect(rows.nth(0)).to_have_value("J44.1")
    expect(rows.nth(1)).to_have_value("F17.210")


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_axe_finds_nothing_in_any_exercise_of_the_course(open_notebook, path):
    book = open_notebook(path)
    book.run_all()
    if path.startswith("release/"):
        book.run_each()  # a cell that grades fails as long as nothing is answered
    asked = len(re.findall(r"\.ask\(", (ROOT / path).read_text("utf-8")))
    expect(book.page.locator(".chartroom-exercise:visible")).not_to_have_count(0)
    # Drawing may come after the kernel is idle.
    expect(book.page.locator(".chartroom-exercise").nth(max(asked, 1) - 1)).to_be_attached()
    for theme in ("light", "dark"):
        book.theme(theme)
        assert book.axe() == []


def test_an_assignment_worked_in_the_browser_is_graded(open_notebook, tmp_path):
    from chartroom.classroom import loop

    name = "a00-first-worksheet"
    book = open_notebook(f"release/{name}/{name}.ipynb")
    book.run_all()
    number = book.exercise("record-number")
    number.get_by_label("Medical record number").fill("TH-010406")
    number.get_by_label("Medical record number").press("Tab")
    book.exercise("not-in-the-note").get_by_label("b. Query the provider").check()
    folder = book.exercise("where")
    folder.get_by_label("Name of the folder").fill("answers")
    folder.get_by_label("Name of the folder").press("Tab")
    book.exercise("credential").get_by_label(re.compile("^c. ")).check()  # wrong
    enter_code(book.exercise("ear"), "H60.332")
    expect(book.exercise("ear")).to_contain_text("Saved")
    for question in ("record-number", "where", "credential", "not-in-the-note"):
        expect(book.exercise(question)).to_contain_text("Saved")
    expect(book.exercise("ear")).not_to_contain_text("Show the answer")
    book.save()

    room = loop.scratch_copy(ROOT, tmp_path / "class", [name])
    handed_in = room.root / "submitted" / "ines" / name
    shutil.copytree(book.lab.folder / "release" / name, handed_in)
    room.release(name)
    assert room.autograde(name)
    points = {cell: score.points for cell, score in room.scores(name, "ines").items()}
    assert points | {"why-ask": None} == {
        "record-number": 2,
        "not-in-the-note": 1,
        "where": 1,
        "credential": 0,
        "ear": 4,
        "look-up": 0,
        "why-ask": None,
    }


def test_pictures_for_the_readme_and_the_guides(open_notebook, tmp_path):
    """With ``CHARTROOM_SCREENSHOTS=docs/images`` it makes those of the documentation."""
    book = open_notebook(LESSON)
    book.theme("light")
    book.width(1180, 1000)
    book.run_all()
    sheet = book.exercise("sheet-ed")
    enter_code(sheet, "J44.1")
    press(sheet, "Add a code")
    enter_code(sheet, "R06.02", row=1)
    press(sheet, "Check my answer")
    expect(sheet).to_contain_text("Not right")
    book.picture(sheet.locator(".cr-row-title").first, "lesson-04", tmp_path)

    walk = book.exercise("index-walk")
    walk.get_by_role("combobox").fill("allergic conjunctivitis")
    expect(walk.get_by_role("option").first).to_be_visible()
    made = book.picture(walk, "code-picker", tmp_path)
    assert made.stat().st_size > 20_000
