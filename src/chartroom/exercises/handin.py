"""One file to hand in where a class has no server: the notebook and its answers, zipped."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any


def pack(name: str, folder: Path) -> Any:
    """Write ``<name>-to-hand-in.zip`` beside the notebook and return a link to it.

    The zip holds a folder ``<name>`` with the notebook as it was last saved and its answers, so
    that it can be unpacked into a student's folder as it is.

    Args:
        name: the assignment's name, which is also the notebook's.
        folder: the notebook's folder.
    """
    notebook = folder / f"{name}.ipynb"
    answers = folder / "answers" / f"{name}.json"
    if not notebook.is_file():
        print(
            f"There is no {notebook.name} in this folder. Was it renamed? Give it its name "
            "back, save, and run this cell again."
        )
        return None
    target = folder / f"{name}-to-hand-in.zip"
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(notebook, f"{name}/{notebook.name}")
        if answers.is_file():
            archive.write(answers, f"{name}/answers/{answers.name}")
    os.replace(part, target)
    if answers.is_file():
        print("Packed: the notebook as you last saved it, and your answers.")
    else:
        print("Packed: the notebook as you last saved it. No exercise is answered yet.")
    from IPython.display import FileLink

    return FileLink(target.name, result_html_prefix="Download and hand in: ")
