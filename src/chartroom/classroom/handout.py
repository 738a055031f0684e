"""``chartroom handout``: a copy of an assignment for each student, with an own variant."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from chartroom.classroom import variants


def hand_out(root: Path, assignment: str, students: list[str]) -> list[Path]:
    """Make each student's copy of a released assignment in ``handouts/``; return the folders.

    Raises:
        variants.VariantError: the assignment has no variants, was not released, or a name cannot
            be used.
    """
    found = variants.load(root, assignment)
    release = root / "release" / assignment
    if found is None:
        raise variants.VariantError(
            f"{assignment} has no variants: hand out {release} to everybody."
        )
    if not release.is_dir():
        raise variants.VariantError(
            f"{assignment} is not released: nbgrader generate_assignment first."
        )
    made = []
    for student in students:
        if not student or Path(student).name != student or student.startswith("."):
            raise variants.VariantError(f"{student!r} cannot be the name of a folder.")
        place = root / variants.HANDOUTS / student / assignment
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(release, place)
        for name, data in variants.public_files(
            found.of(student, variants.secret(root)), release
        ).items():
            (place / name).write_bytes(data)
        made.append(place)
    return made


def main(argv: list[str] | None = None) -> int:
    """Make the copies that ``chartroom handout`` is asked for; return 0, or 1 with a sentence."""
    parser = argparse.ArgumentParser(
        prog="chartroom handout",
        description="Make a copy of a released assignment for each student, with an own variant, "
        "in the folder handouts/.",
    )
    parser.add_argument("assignment")
    parser.add_argument("students", nargs="+", help="names as in submitted/, or a file of them")
    options = parser.parse_args(argv)
    names: list[str] = []
    for one in options.students:
        listed = Path(one).read_text("utf-8").split() if Path(one).is_file() else [one]
        names += [name for name in listed if name not in names]
    try:
        made = hand_out(Path.cwd(), options.assignment, names)
    except (variants.VariantError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(
        f"{len(made)} copies in {Path.cwd() / variants.HANDOUTS}. Keep {variants.SECRET}: "
        "grading needs it."
    )
    return 0
