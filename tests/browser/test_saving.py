"""Nothing entered is lost, and nothing old is checked: busy, restarted and shared kernels."""

from __future__ import annotations

import json

import lab_server
import pytest
from playwright.sync_api import expect

SUBSHELLS_OFF = {
    "@jupyterlab/apputils-extension/kernels-settings": {"commsOverSubshells": "disabled"}
}
PICK = "sample/course/pick.ipynb"
BUSY_CELL = 2


@pytest.fixture(scope="module")
def one_shell(tmp_path_factory, chromium):
    """A JupyterLab whose kernels take messages one by one, as older ones and other programs do."""
    import sample_course

    running = lab_server.start(tmp_path_factory.mktemp("one-shell"), SUBSHELLS_OFF)
    sample_course.write(running.folder / "sample")
    yield running
    running.stop()


@pytest.fixture(params=["threads", "one shell"])
def any_lab(request, lab, sample):
    """Both ways a kernel takes the browser's messages while a cell runs."""
    return request.getfixturevalue("one_shell") if request.param == "one shell" else lab


def saved(lab, notebook: str, question: str):
    """What the answers file holds."""
    file = (lab.folder / notebook).parent / "answers" / "sample.json"
    return json.loads(file.read_text())["answers"][question]["answer"] if file.exists() else None


def check(exercise) -> None:
    exercise.get_by_role("button", name="Check my answer").click()


def test_a_busy_kernel_checks_the_answer_on_the_screen(open_notebook, any_lab):
    book = open_notebook(PICK, on=any_lab)
    book.run_all()
    pick = book.exercise("pick")
    pick.get_by_label("c.").check()
    expect(pick.locator(".cr-saved")).to_have_text("Saved")
    flag = any_lab.folder / "sample" / "course" / "busy"
    flag.touch()
    try:
        book.run_cell(BUSY_CELL)
        pick.get_by_label("a.").check()
        pick.get_by_label("b.").check()
        check(pick)
        book.page.wait_for_timeout(500)  # a kernel that can answer meanwhile does so now
    finally:
        flag.unlink()
    expect(pick).to_have_attribute("data-right", "true")
    expect(pick.locator(".cr-item")).to_contain_text("The Index leads to the Tabular List.")
    assert saved(any_lab, PICK, "pick") == "b"


def test_an_answer_changed_after_the_check_stays_and_is_saved(open_notebook, any_lab):
    book = open_notebook(PICK, on=any_lab)
    book.run_all()
    pick = book.exercise("pick")
    flag = any_lab.folder / "sample" / "course" / "busy"
    flag.touch()
    try:
        book.run_cell(BUSY_CELL)
        pick.get_by_label("b.").check()
        # Both clicks in one task of the page: no reply can come between them.
        pick.evaluate(
            """(root) => {
              [...root.querySelectorAll('button')]
                .find((one) => one.textContent === 'Check my answer').click();
              root.querySelector('input[value=c]').click();
            }"""
        )
        book.page.wait_for_timeout(500)
    finally:
        flag.unlink()
    expect(book.status("pick")).to_contain_text("you have changed it since")
    expect(pick.get_by_label("c.")).to_be_checked()
    expect(pick).to_have_attribute("data-stale", "true")
    expect(pick.locator(".cr-saved")).to_have_text("Saved")
    assert saved(any_lab, PICK, "pick") == "c"
    check(pick)
    expect(book.status("pick")).to_contain_text("Not right")


def test_a_slow_kernel_is_mentioned_and_then_answers(open_notebook, one_shell):
    book = open_notebook(PICK, on=one_shell)
    book.run_all()
    pick = book.exercise("pick")
    flag = one_shell.folder / "sample" / "course" / "busy"
    flag.touch()
    try:
        book.run_cell(BUSY_CELL)
        pick.get_by_label("b.").check()
        expect(pick.get_by_role("alert")).to_contain_text("Waiting for the kernel")
        expect(pick.locator(".cr-saved")).not_to_have_text("Saved")
    finally:
        flag.unlink()
    expect(pick.get_by_role("alert")).to_be_empty()
    expect(pick.locator(".cr-saved")).to_have_text("Saved")


def test_a_restarted_kernel_is_named_and_the_entry_survives(open_notebook, lab, sample):
    book = open_notebook(PICK)
    book.run_all()
    pick = book.exercise("pick")
    pick.get_by_label("a.").check()
    expect(pick.locator(".cr-saved")).to_have_text("Saved")
    book.restart()
    pick.get_by_label("b.").check()
    check(pick)
    expect(pick.get_by_role("alert")).to_contain_text(
        "The kernel is not running: run the first code cell of the notebook"
    )
    expect(pick.get_by_label("b.")).to_be_checked()
    assert saved(lab, PICK, "pick") == "a"
    book.run_all()
    expect(pick.get_by_label("b.")).to_be_checked()
    expect(book.status("pick")).to_contain_text("Put back")
    expect(pick.locator(".cr-saved")).to_have_text("Saved")
    assert saved(lab, PICK, "pick") == "b"


def test_two_views_of_a_question_show_the_same(open_notebook, sample):
    book = open_notebook(PICK)
    book.run_all()
    first, second = book.exercise("pick", 0), book.exercise("pick", 1)
    first.get_by_label("a.").check()
    expect(second.get_by_label("a.")).to_be_checked()
    check(second)
    expect(book.status("pick", 0)).to_contain_text("Not right")
    names = book.page.locator(".chartroom-exercise [id]").evaluate_all(
        "(nodes) => nodes.map((node) => node.id)"
    )
    assert len(names) == len(set(names))


def test_two_tabs_share_one_answer(open_notebook, lab, sample):
    one = open_notebook(PICK)
    one.run_all()
    one.save()
    two = open_notebook(PICK, fresh=False)
    two.exercise("pick").get_by_label("a.").check()
    expect(one.exercise("pick").get_by_label("a.")).to_be_checked()
    one.exercise("pick").get_by_label("b.").check()
    expect(two.exercise("pick").get_by_label("b.")).to_be_checked()
    check(two.exercise("pick"))
    expect(one.exercise("pick")).to_have_attribute("data-right", "true")
    assert saved(lab, PICK, "pick") == "b"


def test_a_closed_page_has_saved_what_was_typed(open_notebook, lab, sample):
    book = open_notebook("sample/course/kinds.ipynb")
    book.run_all()
    book.exercise("word").get_by_label("Main term").fill("bronch")
    book.page.close(run_before_unload=False)
    again = open_notebook("sample/course/kinds.ipynb", fresh=False)
    again.run_all()
    expect(again.exercise("word").get_by_label("Main term")).to_have_value("bronch")


def test_a_folder_that_cannot_be_written_is_named(open_notebook, lab, sample):
    book = open_notebook(PICK)
    blocked = lab.folder / "sample" / "course" / "answers"
    book.run_all()
    blocked.rmdir() if blocked.exists() else None
    blocked.write_text("not a folder")
    try:
        pick = book.exercise("pick")
        pick.get_by_label("a.").check()
        expect(pick.locator(".cr-saved")).to_contain_text("Not saved")
        check(pick)
        expect(book.status("pick")).to_contain_text("Not right")
    finally:
        blocked.unlink()
    pick.get_by_label("b.").check()
    expect(pick.locator(".cr-saved")).to_have_text("Saved")
    assert saved(lab, PICK, "pick") == "b"


def test_graded_work_says_nothing_about_right_or_wrong(open_notebook, lab, sample):
    book = open_notebook("sample/graded/work.ipynb")
    book.run_all()
    code = book.exercise("one-code")
    code.get_by_role("combobox").fill("I15")
    code.get_by_role("button", name="Check the form").click()
    expect(code.locator(".cr-item").first).to_contain_text("I15")
    expect(code.locator(".cr-verdict").first).to_have_text("Check the entry")
    code.get_by_role("combobox").fill("I15.9")
    code.get_by_role("button", name="Check the form").click()
    expect(code.get_by_role("status")).to_have_text("Answered.")
    expect(code.locator(".cr-saved")).to_have_text("Saved")
    expect(book.page.get_by_role("button", name="Show the answer")).to_have_count(0)
    expect(book.page.get_by_role("button", name="Hint")).to_have_count(0)
    expect(code.locator(".cr-hits li")).to_have_count(0)  # the picker's list of codes is no verdict
    shown = book.page.locator(".jp-NotebookPanel:visible").inner_html()
    assert "secondary" not in shown.replace("Secondary hypertension", "").lower()


def test_a_code_written_another_way_is_no_new_answer(open_notebook, lab, sample):
    book = open_notebook("sample/course/kinds.ipynb")
    book.run_all()
    code = book.exercise("one-code")
    code.get_by_role("combobox").fill("i159")
    expect(code.get_by_role("listbox")).to_be_visible()  # else it opens at the moment of the click
    check(code)
    expect(code.locator(".cr-title")).to_contain_text("Secondary hypertension")
    expect(code.get_by_role("combobox")).to_have_value("I15.9")
    expect(code).to_have_attribute("data-right", "false")
    expect(code).not_to_have_attribute("data-stale", "true")
    expect(code.locator(".cr-saved")).to_have_text("Saved")
    book.page.wait_for_timeout(600)  # longer than a change waits to be saved
    assert saved(lab, "sample/course/kinds.ipynb", "one-code") == "I15.9"


def test_a_click_counts_though_the_list_closes_under_it(open_notebook, lab, sample):
    book = open_notebook("sample/course/kinds.ipynb")
    book.run_all()
    code = book.exercise("one-code")
    code.get_by_role("combobox").fill("i15")
    expect(code.get_by_role("listbox")).to_be_visible()
    check(code)
    expect(code).to_have_attribute("data-right", "false")
    expect(code.get_by_role("listbox")).to_be_hidden()
    expect(code.locator(".cr-title")).to_contain_text("Secondary hypertension")


def test_ctrl_s_in_an_exercise_saves_the_notebook(open_notebook, lab, sample):
    book = open_notebook(PICK)
    book.run_all()
    dirty = book.page.locator(".lm-TabBar-tab.jp-mod-dirty")
    expect(dirty).to_have_count(1)
    book.exercise("pick").get_by_label("a.").check()
    book.page.keyboard.press("Control+s")
    expect(dirty).to_have_count(0)
    assert saved(lab, PICK, "pick") == "a"
