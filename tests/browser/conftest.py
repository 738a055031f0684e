"""A real JupyterLab in Chromium, for tests of what a student sees.

Fixtures::

    lab            a running JupyterLab on a scratch copy of course/, datasets/ and release/
                   (lab.url, lab.token, lab.folder); one for all tests of a session
    open_notebook  open_notebook("course/00-start-here.ipynb") -> NotebookPage, with the kernel
                   ready; each call is a new tab; tabs and kernels are closed after the test
    sample         folder of the sample notebooks below lab.folder (see sample_course.py)

    def test_it(open_notebook):
        book = open_notebook("course/00-start-here.ipynb")
        book.run_all()
        ex = book.exercise("first-choice")
        ex.get_by_label("b.").check()
        ex.get_by_role("button", name="Check my answer").click()
        expect(book.status("first-choice")).to_contain_text("Right")

The browser is CHARTROOM_CHROMIUM, or chromium or google-chrome on the PATH. Without one the tests
are skipped, and fail where CI is set. CHARTROOM_SCREENSHOTS names a folder for the pictures.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import lab_server
import sample_course

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A running Chromium."""
    override = os.environ.get("CHARTROOM_CHROMIUM")
    program = override or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None or not Path(program).exists():
        why = (
            "no Chromium found: install chromium or google-chrome, or set CHARTROOM_CHROMIUM to "
            "its program"
        )
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine may be slow
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: object) -> Iterator[lab_server.Lab]:
    """A running JupyterLab (after ``chromium``, so that nothing is started in vain)."""
    running = lab_server.start(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sample(lab: lab_server.Lab) -> str:
    """The sample course's folder, as a path below ``lab.folder``."""
    sample_course.write(lab.folder / "sample")
    return "sample"


@pytest.fixture
def open_notebook(lab: lab_server.Lab, chromium) -> Iterator[Callable]:
    """Open a notebook in a new tab.

    ``fresh=False`` keeps the answers given so far; ``on`` is another server than ``lab``; further
    options are the browser context's (``forced_colors="active"``).
    """
    from lab_page import NotebookPage

    contexts, labs = [], [lab]

    def open_one(path, fresh=True, width=1200, on=None, **options) -> NotebookPage:
        labs.append(on or lab)
        if fresh:
            shutil.rmtree((labs[-1].folder / path).parent / "answers", ignore_errors=True)
        # A color that is still changing would be read as one of poor contrast.
        options = {"reduced_motion": "reduce", **options}
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        return NotebookPage(context.new_page(), labs[-1]).open(path)

    yield open_one
    for context in contexts:
        context.close()
    for used in {id(one): one for one in labs}.values():
        _end_kernels(used)


def _end_kernels(lab: lab_server.Lab) -> None:
    headers = {"Authorization": f"token {lab.token}"}
    request = urllib.request.Request(f"{lab.url}/api/sessions", headers=headers)
    with urllib.request.urlopen(request) as answer:
        sessions = json.load(answer)
    for session in sessions:
        address = f"{lab.url}/api/sessions/{session['id']}"
        urllib.request.urlopen(urllib.request.Request(address, headers=headers, method="DELETE"))
