"""Which variant of an assignment a student has: other questions, other values, another order.

* Alternatives of a question stand in ``manuscript/source/<assignment>/variants/*.yaml``: files like
  ``questions.yaml``, with one question of the same id, kind and points.
* The chart of a worksheet has the values of any of its slots, and the key that follows from them.
* The options of a choice come in any order.

What a student gets follows from the course's secret, the student, the assignment and the question;
nothing is kept. The keys are made again at grading.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
        chosen = {}
        for name, found in self.choices.items():
            who = (secret, student, self.assignment, name)
            one = found[number(*who, len(found))]
            chosen[name] = replace(one, options=_in_order(one.options, who))
        return Bank(self.bank.folder, self.bank.root, chosen)


def _in_order(options: Mapping[str, str], who: tuple[str, ...]) -> dict[str, str]:
    """Return options in a student's own order; they keep their ids, so no key changes."""
    names = sorted(options, key=lambda name: _hash(*who, name))
    return {name: options[name] for name in names}


def _hash(*texts: str) -> bytes:
    return hashlib.sha256("\n".join(texts).encode("utf-8")).digest()


def number(secret: str, student: str, assignment: str, question: str, count: int) -> int:
    """Return which of ``count`` alternatives a student gets: SHA-256 of what identifies it."""
    return int.from_bytes(_hash(secret, student, assignment, question), "big") % count


def load(root: Path, assignment: str) -> Variants | None:
    """Return an assignment's variants; None if all students can only get the same.

    Raises:
        VariantError: one of the files cannot be used.
        chartroom.build.errors.BuildError: questions.yaml cannot be used.
    """
    folder = root / "manuscript" / "source" / assignment
    files = sorted((folder / "variants").glob("*.yaml"))
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
    shared = Counter(one.case for found in choices.values() for one in found)
    all_ = {
        name: tuple(version for one in found for version in _versions(one, shared[one.case]))
        for name, found in choices.items()
    }
    if not any(len(found) > 1 or found[0].options for found in all_.values()):
        return None
    return Variants(assignment, bank, all_)


def _versions(question: Question, uses: int) -> list[Question]:
    """Return a question with each set of values of its chart, if its key follows from the chart.

    A chart that two questions share (``uses``) stays as it is, so that they ask about the same.
    """
    chart = question.chart
    if question.kind != "worksheet" or chart is None or uses > 1 or chart.variants < 2:
        return [question]
    others = [cases.load(Path(chart.file), number) for number in range(1, chart.variants)]
    return [question, *(questions.about(question, other) for other in others)]


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
