"""From the start of a kernel to the first exercise on the screen, against a bare ipywidget."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from measure import ROOT, Row, in_turns, median

WIDGET = "application/vnd.jupyter.widget-view+json"
OURS = """
from chartroom import open_lesson
lesson = open_lesson("04-diagnosis-coding-1")
lesson.ask("anatomy")
"""
THEIRS = """
import ipywidgets
ipywidgets.VBox([
    ipywidgets.HTML("Which part of the code names the category?"),
    ipywidgets.RadioButtons(options=["the first three characters", "the last"], description="Pick"),
    ipywidgets.Button(description="Check my answer"),
    ipywidgets.Output(),
])
"""


def shown_after(code: str, folder: Path) -> float:
    """Start a kernel, run a cell, and return the seconds until its widget is sent to the page."""
    from jupyter_client import KernelManager

    manager = KernelManager()
    start = time.perf_counter()
    env = dict(os.environ, CHARTROOM_HOME=str(ROOT))
    manager.start_kernel(cwd=str(folder), env=env, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        request = client.execute(code)
        while True:
            message = client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            if WIDGET in content.get("data", {}):
                return time.perf_counter() - start
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(times: int) -> list[Row]:
    """Return the row of the first exercise."""
    from chartroom import codes

    codes.prepare(progress=False)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "course"
        folder.mkdir()
        ours, theirs = in_turns(
            times, lambda: shown_after(OURS, folder), lambda: shown_after(THEIRS, folder)
        )
    ratio = median(ours) / median(theirs)
    return [
        Row(
            "Kernel start to first exercise",
            f"{median(ours):.2f} s",
            f"{median(theirs):.2f} s (bare ipywidgets)",
            f"{ratio:.2f} times as long",
            "1.3 times",
            ratio <= 1.3,
        )
    ]
