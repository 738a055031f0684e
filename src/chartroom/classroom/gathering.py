"""Find what was handed in where it should not be: in a folder in the folder, beside, renamed.

What is found elsewhere is copied to where it is looked for in the folder that is graded; nothing in
``submitted/`` is changed.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from chartroom.assess import answerfile
from chartroom.assess.answerfile import AnswersAmbiguous, AnswersUnusable

_NOT_WORK = (".ipynb_checkpoints", "__MACOSX", "answers")
DEPTH = 3  # folders in folders, as unpacking a zip file twice leaves them


def home(folder: Path, notes: list[str], graded: Path | None = None) -> Path:
    """Return the folder that holds the work handed in at ``folder``: itself, or one inside it.

    The files of a folder inside, but for notebooks, are copied to ``graded``, the folder in which
    the submission is graded.
    """
    if _has_notebook(folder):
        return folder
    inside = [
        found
        for depth in range(1, DEPTH + 1)
        for found in sorted(folder.glob("/".join("*" * depth)))
        if found.is_dir()
        and not set(found.relative_to(folder).parts) & set(_NOT_WORK)
        and _has_notebook(found)
    ]
    if len(inside) != 1:
        return folder
    name = inside[0].relative_to(folder).as_posix()
    notes.append(
        f"The work lay in the folder “{name}” inside the folder; it was graded from there."
    )
    if graded is not None:
        for path in sorted(inside[0].rglob("*")):
            target = graded / path.relative_to(inside[0])
            if path.is_file() and path.suffix != ".ipynb" and not target.exists():
                _copy(path, target)
    return inside[0]


def _has_notebook(folder: Path) -> bool:
    return any(path.is_file() for path in (*folder.glob("*.ipynb"), *folder.glob("*.ipynb.*")))


def answers(folder: Path, notebook: str, notes: list[str], graded: Path | None = None) -> None:
    """See that the answers of ``notebook`` are found in grading; say what is wrong with them.

    Args:
        folder: where the work was handed in.
        notebook: the notebook's name, without ending.
        notes: sentences for instructor and student; new ones are added.
        graded: the folder in which the submission is graded; answers are copied to it.
    """
    name = f"answers/{notebook}.json"
    trouble = ""
    found = None
    try:
        found = answerfile.find(folder / "answers", notebook)
    except AnswersAmbiguous as error:
        notes.append(f"{error} None of them was graded.")
        return
    except AnswersUnusable as error:
        trouble = str(error)
    if found is not None:
        if found.path.name != f"{notebook}.json":
            notes.append(f"The answers file was named “{found.path.name}”; it was taken as {name}.")
    else:
        with contextlib.suppress(AnswersUnusable):
            found = answerfile.find(folder, notebook)
        if found is not None:
            notes.append(
                f"The answers file “{found.path.name}” lay beside the notebook and not in the "
                "folder answers/; it was graded all the same."
            )
    if found is None:
        notes.append(
            f"The answers file ({name}) cannot be used: {trouble}. The exercises count as not "
            "answered. Hand in the whole folder of the assignment again, with a good copy of it."
            if trouble
            else f"No answers file ({name}) was handed in, so the exercises count as not answered. "
            "Hand in the whole folder of the assignment."
        )
        return
    if found.answers.skipped:
        notes.append(
            f"Part of the answers file is damaged; these count as not answered: "
            f"{', '.join(found.answers.skipped)}."
        )
    if graded is not None and found.path != folder / name:
        _copy(found.path, graded / name)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # a copy of a read-only file is read-only too
    shutil.copyfile(path, target)
