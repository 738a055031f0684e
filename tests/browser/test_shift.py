"""A shift in a real browser: by keyboard, through a kernel that dies, to its report."""

from __future__ import annotations

import json
import re
import shutil

import nbformat
import pytest
from playwright.sync_api import expect

from chartroom import assess, shift

SEED = "browser"
CELLS = (f'from chartroom import open_shift\n\ncapstone = open_shift("{SEED}")', "capstone.show()")


@pytest.fixture
def book(open_notebook, lab):
    folder = lab.folder / "shift"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(made, folder / "shift.ipynb")
    opened = open_notebook("shift/shift.ipynb")
    opened.run_all()
    return opened


def saved(lab):
    path = lab.folder / "shift" / "answers" / "12-capstone.json"
    return json.loads(path.read_text("utf-8"))["answers"]["shift"]["answer"]["now"]


def the_shift(book):
    return book.page.locator(".cr-shift:visible").first


def test_a_shift_by_keyboard_with_a_kernel_kill(book, lab, tmp_path):
    page, keys = book.page, book.page.keyboard
    view = the_shift(book)
    view.get_by_role("button", name="Begin a shift").focus()
    keys.press("Enter")
    rows = view.locator(".cr-shift-task")
    expect(rows).to_have_count(11)
    expect(view.locator(".cr-shift-clock")).to_contain_text("8:00 am")
    assert book.axe() == []
    book.screenshot(view, "shift-begun", tmp_path)

    # A task that is not filled in is not handed over, and nothing is lost by trying.
    rows.first.focus()
    keys.press("Enter")
    expect(view.locator(".cr-shift-hand .chartroom-exercise")).to_be_visible()
    assert book.axe() == []
    view.get_by_role("button", name=re.compile("^Hand it over")).focus()
    keys.press("Enter")
    expect(view.get_by_role("status").first).to_contain_text("Nothing is entered yet")

    # Leaving it for another one costs two minutes, and says the time.
    rows.nth(1).focus()
    keys.press("Enter")
    expect(view.locator(".cr-shift-clock")).to_contain_text("8:02 am")

    book.restart()
    book.run_all()
    view = the_shift(book)
    expect(view.locator(".cr-shift-clock")).to_contain_text("8:02 am")
    assert saved(lab)["switches"] == 1

    for _ in range(60):
        if view.get_by_role("heading", name="How it went").count():
            break
        waiting = view.get_by_role("button", name="Wait for what comes next")
        before = view.locator(".cr-shift-clock").inner_text()
        waiting.click()
        expect(view.locator(".cr-shift-clock")).not_to_have_text(before)
    expect(view.get_by_role("heading", name="How it went")).to_be_visible()
    expect(view).to_contain_text("0 of 30 tasks handed over.")
    assert book.axe() == []
    book.screenshot(view, "shift-over", tmp_path)
    page.get_by_role("button", name="Begin another shift").first.click()
    expect(view.locator(".cr-shift-clock")).to_contain_text("8:00 am")


def test_each_kind_of_task_can_be_taken_and_handed_over(book, lab):
    """Every task of the morning is shown with the controls of its kind."""
    view = the_shift(book)
    view.get_by_role("button", name="Begin a shift").click()
    rows = view.locator(".cr-shift-task")
    expect(rows).to_have_count(11)
    names = [row.get_attribute("data-task") for row in rows.all()]
    for name in names:
        view.locator(f".cr-shift-task[data-task='{name}']").click()
        expect(view.locator(f".cr-shift-hand [data-question='{name}']")).to_be_visible()
    kept = saved(lab)
    assert kept["open"] == names[-1]
    assert kept["switches"] == len(names) - 1

    pool = shift.read_pool()
    plan = shift.draw(pool, f"{SEED} 1")
    task = next(
        one
        for one in plan.tasks
        if one.id in names and pool.question(one.job, plan.seed).kind in ("short", "choice")
    )
    question = pool.question(task.job, plan.seed)
    view.locator(f".cr-shift-task[data-task='{task.id}']").click()
    hand = view.locator(f".cr-shift-hand [data-question='{task.id}']")
    expect(hand).to_be_visible()
    if question.kind == "short":
        hand.get_by_role("textbox").fill(question.key.answer)
    else:
        hand.get_by_label(f"{question.key.answer}.").check()
    view.get_by_role("button", name=re.compile("^Hand it over")).click()
    expect(view.locator(".cr-shift-clock")).to_contain_text("1 done")
    kept = saved(lab)
    assert list(kept["done"]) == [task.id]
    assert assess.assess(question, kept["answers"][task.id]).right
