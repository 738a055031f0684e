"""What there is to build, whether it is up to date, and putting the result in its place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from chartroom.build.errors import BuildError

LESSON, ASSIGNMENT, PAGE = "lesson", "assignment", "page"
PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = (
    "assess",
    "build",
    "cases",
    "codes",
    "exam",
    "exercises",
    "privacy",
    "quality",
)  # what reaches a notebook's outputs
TOOLS = ("ipykernel", "IPython", "jupytext", "matplotlib", "nbclient", "nbformat", "nbgrader")


@dataclass(frozen=True)
class Target:
    """A lesson, assignment or page of docs/: the file an author edits and the files made of it."""

    kind: str
    name: str
    manuscript: Path

    @property
    def outputs(self) -> tuple[str, ...]:
        """The file or folders it becomes, relative to the course's folder."""
        if self.kind == LESSON:
            return (f"course/{self.name}.ipynb",)
        if self.kind == PAGE:
            return (f"docs/{self.name}.ipynb",)
        return (f"source/{self.name}", f"release/{self.name}")


def targets(root: Path, names: Sequence[str] = ()) -> list[Target]:
    """Return what can be built below ``root``: lessons, assignments, pages, each kind by name.

    Raises:
        BuildError: one of ``names`` is no lesson, assignment or page.
    """
    lessons = sorted((root / "manuscript" / "course").glob("*.md"))
    folders = sorted((root / "manuscript" / "source").glob("*/"))
    found = [Target(LESSON, path.stem, path) for path in lessons]
    found += [
        Target(ASSIGNMENT, folder.name, folder / f"{folder.name}.md")
        for folder in folders
        if (folder / f"{folder.name}.md").is_file()
    ]
    pages = sorted((root / "manuscript" / "docs").glob("*.md"))
    found += [Target(PAGE, path.stem, path) for path in pages]
    unknown = set(names) - {target.name for target in found}
    if unknown:
        there = ", ".join(target.name for target in found) or "nothing"
        raise BuildError(
            f"there is no lesson or assignment {', '.join(sorted(unknown))}; there is {there}."
        )
    return [target for target in found if not names or target.name in names]


def inputs(target: Target, root: Path) -> str:
    """Return a digest of everything that can change what ``target`` becomes."""
    digest = hashlib.sha256()
    for tool in ("python", *TOOLS):
        digest.update(f"{tool} {_version(tool)}\n".encode())
    own = [target.manuscript]
    if target.kind == ASSIGNMENT:
        own = list(_files(target.manuscript.parent, skip=("submissions",)))
        own.append(root / "nbgrader_config.py")
    rooms = (*ROOMS, "hospital") if target.kind == PAGE else ROOMS
    package = [path for room in rooms for path in _files(PACKAGE / room)]
    package += sorted(PACKAGE.glob("*.py"))
    for path in (*own, *_files(root / "datasets"), *package):
        if path.is_file():
            digest.update(f"{path.name} {file_digest(path)}\n".encode())
    return digest.hexdigest()


def is_current(target: Target, root: Path) -> bool:
    """Whether the notebooks in place are those of an earlier build from the same inputs."""
    try:
        known = json.loads(_memory(target, root).read_text("utf-8"))
        return known == {"inputs": inputs(target, root), "outputs": _outputs(target, root)}
    except (OSError, ValueError):
        return False


def remember(target: Target, root: Path) -> None:
    """Note that ``target`` is built from its inputs as they are now."""
    path = _memory(target, root)
    path.parent.mkdir(exist_ok=True)
    known = {"inputs": inputs(target, root), "outputs": _outputs(target, root)}
    path.write_text(json.dumps(known, indent=1), "utf-8")


def _memory(target: Target, root: Path) -> Path:
    return root / ".build-cache" / f"{target.kind}-{target.name}.json"


def _outputs(target: Target, root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): file_digest(path)
        for output in target.outputs
        for path in _files(root / output)
    }


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file; line ends count as one character on every system."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _files(place: Path, skip: Iterable[str] = ()) -> Iterator[Path]:
    """Yield the files at or below ``place`` by name; nothing hidden, compiled or saved by hand."""
    if place.is_file():
        yield place
    elif place.is_dir():
        for path in sorted(place.iterdir()):
            if path.name.startswith(".") or path.name in ("__pycache__", "answers", *skip):
                continue
            yield from _files(path)


def _version(tool: str) -> str:
    if tool == "python":
        return ".".join(platform.python_version_tuple()[:2])
    try:
        return version(tool)
    except PackageNotFoundError:
        return "none"


@contextlib.contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """Give a scratch folder on the same disk as the course, so that files can be moved over."""
    base = root / ".build-cache"
    base.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=base) as scratch:
        yield Path(scratch)


def put_in_place(target: Target, made: Path, root: Path) -> None:
    """Move the finished files below ``made`` to their places below ``root``.

    Each file is replaced in one step, and only when all of the target's files are finished; files
    that are no longer made are removed.
    """
    for output in target.outputs:
        new = {path.relative_to(made) for path in _files(made / output)}
        old = {path.relative_to(root) for path in _files(root / output)}
        for path in sorted(new):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(made / path, root / path)
        for path in sorted(old - new):
            (root / path).unlink()


def difference(target: Target, made: Path, root: Path) -> list[str]:
    """Return one sentence for each file that a build would change, add or remove."""
    found = []
    for output in target.outputs:
        new = {path.relative_to(made) for path in _files(made / output)}
        old = {path.relative_to(root) for path in _files(root / output)}
        found += [f"{path.as_posix()} is missing" for path in sorted(new - old)]
        found += [f"{path.as_posix()} is not made by the build" for path in sorted(old - new)]
        found += [
            f"{path.as_posix()} differs from what its manuscript gives"
            for path in sorted(new & old)
            if _comparable(made / path) != _comparable(root / path)
        ]
    return found


def _comparable(path: Path) -> bytes:
    """Return the file's content; a drawn plot counts as present or absent.

    The same plot drawn with the same version differs in a few pixels between machines.
    """
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    if path.suffix != ".ipynb" or b'"image/png"' not in raw:
        return raw
    notebook = json.loads(raw)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output["data"]["image/png"] = ""
    return json.dumps(notebook, sort_keys=True).encode()


def strays(root: Path) -> list[str]:
    """Return one sentence for each notebook that no manuscript makes."""
    made = {output for target in targets(root) for output in target.outputs}
    there = [path for kind in ("course", "docs") for path in (root / kind).glob("*.ipynb")]
    there += [path for kind in ("source", "release") for path in (root / kind).glob("*/")]
    return [
        f"{path.relative_to(root).as_posix()} has no manuscript; remove it or write one"
        for path in sorted(there)
        if path.relative_to(root).as_posix() not in made and not path.name.startswith(".")
    ]
