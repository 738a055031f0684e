"""A notebook open in a browser, and what a person does with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from axe_playwright_python.base import AXE_SCRIPT
from lab_server import Lab
from playwright.sync_api import Locator, Page, expect

TIMEOUT = 60_000  # ms; a busy machine may be slow, a broken one never gets there
IDLE = re.compile(r"Python 3.*\| Idle")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
_AXE = """async (root) => {
  const found = await axe.run(root, {resultTypes: ['violations']});
  return found.violations.map((one) => ({rule: one.id, help: one.help,
    where: one.nodes.map((node) => node.html.slice(0, 300) + ' ' + node.failureSummary)}));
}"""


class NotebookPage:
    """One browser tab with one notebook.

    ``exercise(id)`` gives an exercise to look into with the usual Playwright locators:
    ``book.exercise("q1").get_by_label("b.").check()``.
    """

    def __init__(self, page: Page, lab: Lab) -> None:
        self.page = page
        self.lab = lab
        page.set_default_timeout(TIMEOUT)

    def open(self, path: str) -> NotebookPage:
        """Open a notebook, given by its path below the served folder, with its kernel ready."""
        # A workspace of its own: two tabs must not share what is open.
        name = f"tab-{id(self.page)}"
        address = f"{self.lab.url}/lab/workspaces/{name}/tree/{quote(path)}"
        self.page.goto(f"{address}?reset&token={self.lab.token}")
        self.page.locator(".jp-NotebookPanel:visible").wait_for()
        self.wait_idle()
        return self

    def wait_idle(self) -> None:
        """Wait until the kernel is there and no cell is waiting or running."""
        bar = self.page.locator("#jp-main-statusbar")
        expect(bar).to_contain_text(IDLE, timeout=TIMEOUT)
        waiting = self.page.locator(".jp-InputPrompt", has_text="[*]")
        expect(waiting).to_have_count(0, timeout=TIMEOUT)
        expect(bar).to_contain_text(IDLE, timeout=TIMEOUT)

    def run_all(self) -> None:
        """Run every cell, as far as the first one that fails, and wait until nothing runs."""
        # A kernel that is only just there may not have been attached yet: then nothing was run.
        for _ in range(20):
            self.command("notebook:run-all-cells")
            self.wait_idle()
            prompts = self.page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt")
            # Text content, because a cell out of sight has no inner text.
            if re.search(r"\d", " ".join(prompts.all_text_contents())):
                return
            self.page.wait_for_timeout(1000)
        raise AssertionError("Run All Cells did nothing, twenty times.")

    def run_each(self) -> None:
        """Run the cells one after the other, also those after one that fails."""
        self.page.evaluate("""async () => {
          const book = window.jupyterapp.shell.currentWidget.content;
          for (let at = 0; at < book.widgets.length; at += 1) {
            if (book.widgets[at].model.type !== 'code') continue;
            book.activeCellIndex = at;
            await window.jupyterapp.commands.execute('notebook:run-cell');
          }
        }""")
        self.wait_idle()

    def run_cell(self, number: int) -> None:
        """Start the ``number``-th code cell (from 0) and wait until it runs, not until it ends."""
        cell = self.page.locator(".jp-Notebook .jp-CodeCell").nth(number)
        before = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".cm-content").click()
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:run-cell')")
        expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before, timeout=TIMEOUT)

    def restart(self) -> None:
        """Restart the kernel, as the menu does, and confirm."""
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:restart-kernel')")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")
        self.wait_idle()

    def save(self) -> None:
        """Save the notebook file."""
        self.command("docmanager:save")

    def command(self, name: str, **arguments: Any) -> None:
        """Run one of JupyterLab's commands and wait for it."""
        self.page.evaluate(
            "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }",
            [name, arguments],
        )

    def theme(self, name: str) -> None:
        """Switch to the ``light`` or ``dark`` theme."""
        self.command("apputils:change-theme", theme=THEMES[name])
        self.page.locator(f"body[data-jp-theme-light='{str(name == 'light').lower()}']").wait_for(
            state="attached"
        )

    def width(self, pixels: int, height: int = 900) -> None:
        """Give the window a width and keep the side bar out of the way."""
        self.page.set_viewport_size({"width": pixels, "height": height})
        self.page.evaluate(
            """() => { const shell = window.jupyterapp.shell;
                       shell.collapseLeft(); shell.collapseRight(); }"""
        )

    def fits(self, exercise: Locator) -> bool:
        """Whether an exercise stays within its cell and the window, once the page has settled."""
        for _ in range(50):
            if exercise.evaluate(
                "(root) => root.scrollWidth - root.clientWidth <= 1 && "
                "root.getBoundingClientRect().right <= window.innerWidth"
            ):
                return True
            self.page.wait_for_timeout(100)
        return False

    def exercise(self, question: str, nth: int = 0) -> Locator:
        """The exercise that shows a question (the ``nth`` if it is shown more than once)."""
        return self.page.locator(f".chartroom-exercise[data-question='{question}']:visible").nth(
            nth
        )

    def status(self, question: str, nth: int = 0) -> Locator:
        """The line of an exercise that is read aloud when it changes."""
        return self.exercise(question, nth).get_by_role("status")

    def axe(self) -> list[dict[str, Any]]:
        """Return what axe finds inside the exercises on the page, as rule, help and places."""
        if not self.page.evaluate("() => Boolean(window.axe)"):
            # jupyterlab's page defines AMD's define(), which axe would hand itself to.
            self.page.evaluate(f"() => {{ const define = undefined; {AXE_SCRIPT} }}")
        found = []
        for exercise in self.page.locator(".chartroom-exercise:visible").all():
            found += exercise.evaluate(_AXE)
        return found

    def screenshot(self, target: Locator, name: str, folder: Path) -> Path:
        """Save a picture of ``target``, in CHARTROOM_SCREENSHOTS if that is set."""
        place = Path(os.environ.get("CHARTROOM_SCREENSHOTS") or folder)
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{name}.png"
        window = self.page.viewport_size
        tall = int(target.bounding_box()["height"]) + 300
        self.page.set_viewport_size({"width": window["width"], "height": max(900, tall)})
        target.scroll_into_view_if_needed()
        target.screenshot(path=path, animations="disabled")
        self.page.set_viewport_size(window)
        return path

    def picture(self, target: Locator, name: str, folder: Path) -> Path:
        """Save a picture of the whole window with ``target`` in its middle."""
        place = Path(os.environ.get("CHARTROOM_SCREENSHOTS") or folder)
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{name}.png"
        target.evaluate("(node) => node.scrollIntoView({block: 'center'})")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path, animations="disabled")
        return path
