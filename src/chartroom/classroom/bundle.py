"""Write the student edition: what students may have of the course, and nothing else."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from chartroom import __version__, paths
from chartroom.classroom import leaks
from chartroom.classroom.pins import student_pins

NAME = "chartroom-student"
MARK = "STUDENT-EDITION"  # the file that says a folder is a student edition, and of which version
FOLDERS = ("course", "release", "datasets", "src/chartroom", "binder")
FILES = (
    ".gitignore",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-CONTENT",
    "docs/scoring.md",
    "docs/student-guide.md",
    "pyproject.toml",
    "start.py",
)
# What only instructors use, and the key of the hospital's defects with what would make it again.
LEFT_OUT = (
    "src/chartroom/classroom",
    "src/chartroom/build",
    "src/chartroom/hospital/defects",
    "src/chartroom/data.py",
    "src/chartroom/coursedata.py",
    "src/chartroom/columnar.py",
    "datasets/hospital/planted_defects.csv",
    "datasets/hospital/clean-twin.json",
)
NEVER = frozenset(("answers", "__pycache__", ".ipynb_checkpoints", ".DS_Store", "gradebook.db"))
WORK = "tern-harbor."  # begins the files of somebody's copy of the EHR
README = Path(__file__).with_name("student-readme.md")
NBGRADER = """\
\"\"\"What the nbgrader menus in JupyterLab need to know.\"\"\"

c = get_config()  # noqa: F821 (given by nbgrader)
c.CourseDirectory.course_id = "chartroom"
c.Validator.width = 200
"""
RUNNABLE = ("start.py", "binder/postBuild")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # one time for all, so that the same course gives the same bytes


class BundleError(Exception):
    """The student edition cannot be written; the text says why and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the student edition as a folder and a zip file: ``chartroom bundle [--out DIR]``."""
    parser = argparse.ArgumentParser(prog="chartroom bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=None, help="where to (default: dist/)")
    args = parser.parse_args(argv)
    try:
        root = paths.root()
        folder = write(root, args.out or root / "dist")
    except (BundleError, paths.CourseNotFound) as error:
        print(error, file=sys.stderr)
        return 1
    archive = pack(folder)
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    print(f"Student edition: {folder} ({count} files)")
    print(f"The same, zipped: {archive} ({archive.stat().st_size / 1e6:.1f} MB)")
    print("Searched for keys, solutions, hidden tests and submissions: none is in it.")
    return 0


def write(root: Path, out: Path) -> Path:
    """Write the student edition of the course at ``root`` into a new folder in ``out``.

    Returns:
        The folder.

    Raises:
        BundleError: a part is missing, another folder is in the way, or something secret got in
            (the folder is then removed again).
    """
    if not any((root / "release").glob("*/*.ipynb")) or not any((root / "course").glob("*.ipynb")):
        raise BundleError(
            "There is nothing to hand out yet: course/ or release/ has no notebook. "
            "Run `python3 start.py build` first."
        )
    folder = out / NAME
    if folder.exists() and not (folder / MARK).exists():
        raise BundleError(f"{folder} is in the way and is no student edition. Rename or move it.")
    shutil.rmtree(folder, ignore_errors=True)
    for source in chosen(root):
        target = folder / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".ipynb" and source.parent == root / "course":
            target.write_text(_not_run_yet(source), "utf-8", newline="\n")
        else:
            shutil.copyfile(source, target)
    pins = student_pins((root / "requirements.txt").read_text("utf-8"))
    (folder / "requirements.txt").write_text(pins, "utf-8", newline="\n")
    (folder / MARK).write_text(f"Chartroom {__version__}, student edition\n", "utf-8", newline="\n")
    (folder / "nbgrader_config.py").write_text(NBGRADER, "utf-8", newline="\n")
    shutil.copyfile(README, folder / "README.md")
    for name in RUNNABLE:
        if (folder / name).exists():
            (folder / name).chmod(0o755)
    found = leaks.find(folder, root / "manuscript" / "source")
    if found:
        shutil.rmtree(folder)
        listed = "\n".join(f"  {leak}" for leak in found)
        raise BundleError(
            f"The student edition was not written, because it would give answers away:\n{listed}\n"
            "Run `python3 start.py build`; if this stays, look into the files above."
        )
    return folder


def _not_run_yet(lesson: Path) -> str:
    """Return a lesson without outputs: a student's first Shift + Enter must show something new."""
    notebook = json.loads(lesson.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def chosen(root: Path) -> Iterator[Path]:
    """Yield the files that go into the student edition as they are."""
    for name in FILES:
        if (root / name).is_file():
            yield root / name
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            relative = path.relative_to(root)
            left_out = any(relative.is_relative_to(place) for place in LEFT_OUT)
            left_out |= bool(NEVER.intersection(relative.parts)) or path.name.startswith(WORK)
            if path.is_file() and not left_out:
                yield path


def pack(folder: Path) -> Path:
    """Zip a student edition beside its folder; the same files give the same bytes."""
    archive = folder.with_name(f"{folder.name}-{__version__}.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that the mode below counts everywhere
            entry.external_attr = (0o100755 if name in RUNNABLE else 0o100644) << 16
            packed.writestr(entry, path.read_bytes())
    return archive
