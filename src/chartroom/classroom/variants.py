"""Give each student an own variant of an assignment: other cases, values, order of what is asked.

Alternatives of a question stand in ``manuscript/source/<assignment>/variants/*.yaml``: files like
``questions.yaml``, with one question of the same id, kind and points. Which one a student gets
follows from the course's secret, the student, the assignment and the question; nothing is kept.
Students get the questions and charts of their own variant; its keys are made again at grading.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from chartroom import cases
from chartroom.assess import questions
from chartroom.assess.records import Question, QuestionError
from chartroom.build.questions import Bank, code_of_test

SECRET = ".course-secret"
HANDOUTS = "handouts"
CHANGED = ("questions.json", "charts.json")


class VariantError(ValueError):
    """A variant cannot be used; the text names the file, what is wrong and what to do."""


@dataclass(frozen=True)
class Variants:
    """An assignment's questions with their alternatives: each name's first is the usual one."""

    assignment: str
    bank: Bank
    choices: Mapping[str, tuple[Question, ...]]

    def of(self, student: str, secret: str) -> Bank:
        """Return the questions of one student."""
        chosen = {
            name: found[number(secret, student, self.assignment, name, len(found))]
            for name, found in self.choices.items()
        }
        return Bank(self.bank.folder, self.bank.root, chosen)


def number(secret: str, student: str, assignment: str, question: str, count: int) -> int:
    """Return which of ``count`` alternatives a student gets: SHA-256 of what identifies it."""
    text = "\n".join((secret, student, assignment, question))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big") % count


def load(root: Path, assignment: str) -> Variants | None:
    """Return an assignment's variants; None if it has none.

    Raises:
        VariantError: one of the files cannot be used.
        chartroom.build.errors.BuildError: questions.yaml cannot be used.
    """
    folder = root / "manuscript" / "source" / assignment
    files = sorted((folder / "variants").glob("*.yaml"))
    if not files:
        return None
    bank = Bank.load(folder, root)
    choices = {name: [question] for name, question in bank.questions.items()}
    for path in files:
        name = path.relative_to(root).as_posix()
        try:
            found = list(questions.load(path).values())
        except (QuestionError, cases.CaseError) as trouble:
            raise VariantError(f"{name}: {trouble}") from None
        if len(found) != 1 or found[0].id not in choices:
            raise VariantError(
                f"{name}: there must be one question, with the id of one in questions.yaml "
                f"({', '.join(choices)})."
            )
        one, usual = found[0], choices[found[0].id][0]
        if (one.kind, one.points) != (usual.kind, usual.points):
            raise VariantError(
                f"{name}: kind and points must be those of {one.id} in questions.yaml "
                f"({usual.kind}, {usual.points:g})."
            )
        if any(_same(one, other) for other in choices[one.id]):
            raise VariantError(f"{name}: students see the same as in another variant of {one.id}.")
        choices[one.id].append(one)
    return Variants(assignment, bank, {name: tuple(found) for name, found in choices.items()})


def _same(one: Question, other: Question) -> bool:
    return (questions.public(one), one.case) == (questions.public(other), other.case)


def secret(root: Path) -> str:
    """Return the course's secret, making it if need be. It must not leave the instructor's hands.

    Raises:
        VariantError: the file is there and empty.
    """
    path = root / SECRET
    try:
        with open(path, "x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32) + "\n")
    except FileExistsError:
        pass
    found = path.read_text("utf-8").strip()
    if not found:
        raise VariantError(f"{path} is empty. Put back the file with which variants were made.")
    return found


def hand_out(root: Path, assignment: str, students: list[str]) -> list[Path]:
    """Make each student's copy of a released assignment in ``handouts/``; return the folders.

    Raises:
        VariantError: the assignment has no variants, was not released, or a name cannot be used.
    """
    found = load(root, assignment)
    release = root / "release" / assignment
    if found is None:
        raise VariantError(f"{assignment} has no variants: hand out {release} to everybody.")
    if not release.is_dir():
        raise VariantError(f"{assignment} is not released: nbgrader generate_assignment first.")
    made = []
    for student in students:
        if not student or Path(student).name != student or student.startswith("."):
            raise VariantError(f"{student!r} cannot be the name of a folder.")
        place = root / HANDOUTS / student / assignment
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(release, place)
        for name, data in public_files(found.of(student, secret(root)), release).items():
            (place / name).write_bytes(data)
        made.append(place)
    return made


def public_files(bank: Bank, release: Path) -> dict[str, bytes]:
    """Return the files of a student's copy that differ: questions and charts, no keys."""
    shown = json.loads((release / CHANGED[1]).read_text("utf-8")).get("charts", {})
    usual = {q.case for q in Bank.load(bank.folder, bank.root).questions.values() if q.case}
    data = (
        bank.public_questions(),
        bank.public_charts(slug for slug in shown if slug not in usual),
    )
    return {
        name: (json.dumps(one, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
        for name, one in zip(CHANGED, data, strict=True)
    }


class Grading:
    """Gives the grader each student's own questions and keys.

    Args:
        root: the course's folder.
        assignment: name of the assignment.

    Raises:
        VariantError: the variants cannot be used.
    """

    def __init__(self, root: Path, assignment: str) -> None:
        self._root, self._assignment = root, assignment
        self._found = load(root, assignment) if (root / SECRET).exists() else None
        self._secret = secret(root) if self._found else ""

    def _bank(self, student: str) -> Bank | None:
        place = self._root / HANDOUTS / student / self._assignment
        return self._found.of(student, self._secret) if self._found and place.is_dir() else None

    def files(self, student: str) -> dict[str, bytes]:
        """Return the course's files that differ for a student; none if it got the usual ones."""
        bank = self._bank(student)
        return public_files(bank, self._root / "release" / self._assignment) if bank else {}

    def put_keys(self, student: str, notebook: NotebookNode) -> None:
        """Give the test cells of a notebook the keys of the student's own questions."""
        bank = self._bank(student)
        if bank is None or self._found is None:
            return
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in bank.questions and "grading.score(" in cell.source:
                points = bank.points(name)
                cell.source = code_of_test(self._assignment, name, points, bank.key_literal(name))


def main(argv: list[str] | None = None) -> int:
    """Make the copies that ``chartroom handout`` is asked for; return 0, or 1 with a sentence."""
    import argparse
    import sys

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
    except (VariantError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"{len(made)} copies in {Path.cwd() / HANDOUTS}. Keep {SECRET}: grading needs it.")
    return 0
