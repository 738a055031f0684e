"""The printed claims in a narrow notebook: each table scrolls in its own box."""

from __future__ import annotations

import pytest
import sample_course

BOOK = "claims/printed.ipynb"


@pytest.fixture
def printed(open_notebook, lab):
    (lab.folder / "claims").mkdir(exist_ok=True)
    sample_course.notebook(
        lab.folder / BOOK,
        ["from chartroom import claims", "claims.sample('stay')", "claims.sample('visit')"],
    )
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


def test_the_forms_stay_in_their_cell_and_scroll_by_keyboard(printed):
    boxes = printed.page.locator(".jp-OutputArea-output [role=group]:has(> table)")
    for width in (1200, 600, 400):
        printed.width(width)
        for at in range(4):
            output = boxes.nth(at).locator("xpath=ancestor::div[contains(@class,'jp-Output')][1]")
            assert printed.fits(output)
    lines = boxes.nth(3)
    assert lines.evaluate("(box) => box.scrollWidth > box.clientWidth")
    lines.focus()
    printed.page.keyboard.press("ArrowRight")
    printed.page.wait_for_function(
        "() => [...document.querySelectorAll('[role=group]')].some((box) => box.scrollLeft > 0)"
    )
    assert printed.axe() == []
