"""What happens to notebooks between students and graders, done on purpose.

Each kind is a function of the notebook's path (and of the name of a cell, for some); its docstring
says what the student did.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

KINDS: dict[str, Callable[..., None]] = {}


def apply(kind: str, path: Path, cell: str = "") -> None:
    """Do ``kind`` to the notebook at ``path``; ``cell`` is the grading name of the cell it hits."""
    KINDS[kind](path, cell)


def described() -> Iterator[tuple[str, str]]:
    """Yield each kind with what it does."""
    for kind, function in sorted(KINDS.items()):
        yield kind, (function.__doc__ or "").strip()


def _kind(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        KINDS[name] = function
        return function

    return add


def _edit(change: Callable[[dict[str, Any], str], None]) -> Callable[[Path, str], None]:
    """Return a kind that changes the notebook's data."""

    def done(path: Path, cell: str = "") -> None:
        data = json.loads(path.read_text("utf-8"))
        change(data, cell)
        path.write_text(json.dumps(data, indent=1), "utf-8")

    done.__doc__ = change.__doc__
    return done


def _place(data: dict[str, Any], name: str) -> int:
    """Return where the cell is; the first test cell if no name is given."""
    for place, cell in enumerate(data["cells"]):
        marks = cell["metadata"].get("nbgrader", {})
        test = marks.get("grade") and not marks.get("solution")
        if marks.get("grade_id") == name or (not name and test):
            return place
    raise KeyError(f"there is no cell {name!r} to tamper with")


@_kind("renamed")
def _renamed(path: Path, cell: str = "") -> None:
    """The notebook has another name."""
    path.rename(path.with_name(f"{path.stem} (1) final.ipynb"))


@_kind("duplicated-cell")
@_edit
def _duplicated(data: dict[str, Any], cell: str) -> None:
    """A cell was copied and pasted, with its grading name."""
    place = _place(data, cell)
    twin = copy.deepcopy(data["cells"][place])
    twin["id"] = "pasted-cell"
    data["cells"].insert(place + 1, twin)


@_kind("deleted-cell")
@_edit
def _deleted(data: dict[str, Any], cell: str) -> None:
    """A cell was deleted."""
    del data["cells"][_place(data, cell)]


@_kind("blanked-test")
@_edit
def _blanked(data: dict[str, Any], cell: str) -> None:
    """A test cell was emptied."""
    data["cells"][_place(data, cell)]["source"] = ""


@_kind("unmarked-test")
@_edit
def _unmarked(data: dict[str, Any], cell: str) -> None:
    """A test cell is no longer marked as graded."""
    data["cells"][_place(data, cell)]["metadata"]["nbgrader"]["grade"] = False


@_kind("skipped-test")
@_edit
def _skipped(data: dict[str, Any], cell: str) -> None:
    """A test cell carries the tag that keeps it from being run."""
    data["cells"][_place(data, cell)]["metadata"]["tags"] = ["skip-execution"]


@_kind("more-points")
@_edit
def _more_points(data: dict[str, Any], cell: str) -> None:
    """A test cell says that it is worth a hundred points."""
    data["cells"][_place(data, cell)]["metadata"]["nbgrader"]["points"] = 100


@_kind("wrong-schema")
@_edit
def _schema(data: dict[str, Any], cell: str) -> None:
    """A cell's grading marks are of a version that does not exist yet."""
    data["cells"][_place(data, cell)]["metadata"]["nbgrader"]["schema_version"] = 99


@_kind("old-schema")
@_edit
def _old_schema(data: dict[str, Any], cell: str) -> None:
    """A cell's grading marks are of an old version."""
    data["cells"][_place(data, cell)]["metadata"]["nbgrader"]["schema_version"] = 1


@_kind("cell-type")
@_edit
def _cell_type(data: dict[str, Any], cell: str) -> None:
    """A code cell was turned into text."""
    changed = data["cells"][_place(data, cell)]
    changed["cell_type"] = "markdown"
    changed.pop("outputs", None)
    changed.pop("execution_count", None)


@_kind("no-metadata")
@_edit
def _no_metadata(data: dict[str, Any], cell: str) -> None:
    """Another editor removed all metadata and cell ids."""
    data["metadata"], data["nbformat_minor"] = {}, 0
    for one in data["cells"]:
        one["metadata"] = {}
        one.pop("id", None)


@_kind("other-kernel")
@_edit
def _kernel(data: dict[str, Any], cell: str) -> None:
    """The notebook was saved with another kernel."""
    data["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


@_kind("old-format")
@_edit
def _format(data: dict[str, Any], cell: str) -> None:
    """The notebook's header names an older format."""
    data["nbformat"], data["nbformat_minor"] = 3, 0


@_kind("invalid-json")
def _invalid(path: Path, cell: str = "") -> None:
    """The notebook file was cut off."""
    path.write_text(path.read_text("utf-8")[:-500], "utf-8")


@_kind("empty-file")
def _empty(path: Path, cell: str = "") -> None:
    """The notebook file is empty."""
    path.write_bytes(b"")


@_kind("two-notebooks")
def _two(path: Path, cell: str = "") -> None:
    """A second notebook, with another name, lies beside the right one."""
    path.with_name("Untitled.ipynb").write_text(path.read_text("utf-8"), "utf-8")


@_kind("warnings")
@_edit
def _warnings(data: dict[str, Any], cell: str) -> None:
    """A cell of the student's own warns, and makes everything after it warn."""
    source = (
        "import sys, warnings\nwarnings.simplefilter('always')\n"
        "warnings.warn('something is old', FutureWarning)\n"
        "def grumble(*event):\n    print('a library grumbles', file=sys.stderr)\n"
        "get_ipython().events.register('pre_run_cell', grumble)\n"
    )
    data["cells"].insert(0, _code(source))


@_kind("kernel-exit")
@_edit
def _exit(data: dict[str, Any], cell: str) -> None:
    """A cell of the student's own ends Python before the first test."""
    data["cells"].insert(_place(data, cell), _code("import os\nos._exit(1)"))


@_kind("no-answers")
def _no_answers(path: Path, cell: str = "") -> None:
    """The answers folder was not handed in."""
    for found in path.parent.glob("answers/*"):
        found.unlink()


@_kind("damaged-answers")
def _damaged_answers(path: Path, cell: str = "") -> None:
    """The answers file was cut off."""
    answers = path.parent / "answers" / f"{path.stem}.json"
    answers.write_text(answers.read_text("utf-8")[:-40], "utf-8")


@_kind("other-answers")
def _other_answers(path: Path, cell: str = "") -> None:
    """The answers file is that of another notebook."""
    answers = path.parent / "answers" / f"{path.stem}.json"
    data = json.loads(answers.read_text("utf-8")) | {"notebook": "some-other-notebook"}
    answers.write_text(json.dumps(data), "utf-8")


@_kind("empty-answers")
def _empty_answers(path: Path, cell: str = "") -> None:
    """The answers file is empty."""
    (path.parent / "answers" / f"{path.stem}.json").write_bytes(b"")


@_kind("renamed-answers")
def _renamed_answers(path: Path, cell: str = "") -> None:
    """The answers file was downloaded twice, and the browser gave it another name."""
    answers = path.parent / "answers" / f"{path.stem}.json"
    answers.rename(answers.with_name(f"{path.stem} (1).json"))


@_kind("answers-beside")
def _answers_beside(path: Path, cell: str = "") -> None:
    """The answers file lies beside the notebook."""
    answers = path.parent / "answers" / f"{path.stem}.json"
    answers.rename(path.parent / answers.name)
    answers.parent.rmdir()


@_kind("inner-folder")
def _inner_folder(path: Path, cell: str = "") -> None:
    """The folder was handed in inside another of the same name, as unpacking can leave it."""
    inner = path.parent / path.stem
    files = list(path.parent.iterdir())
    inner.mkdir()
    for file in files:
        file.rename(inner / file.name)


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "own-cell",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
