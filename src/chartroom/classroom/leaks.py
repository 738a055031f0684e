"""Search a student edition for what only the instructor may have.

Two nets. The first knows the secrets themselves: it reads the graded manuscripts and looks for
their words (explanations, solutions, hidden tests, mark schemes, submissions) in every file, and
for their codes in the released assignments. The second knows the shapes: marks that nbgrader
strips, names of key fields in JSON, folders and graded cases that stay behind.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chartroom.build import marks

LONG_ENOUGH = 40  # shorter sentences ("The side is documented. Use it.") may be anybody's
LONG_ENOUGH_CODE = 20  # lines of Python repeat less
MARKS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")
KEY_FIELDS = frozenset(
    ("key", "accept", "alternatives", "evidence", "hints", "instead_of", "query", "why", "wrong")
)
INSTRUCTORS_FOLDERS = frozenset(
    ("answers", "autograded", "feedback", "manuscript", "source", "submissions", "submitted")
)
PROSE = (".ipynb", ".md", ".json", ".html", ".txt", ".yaml")
CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
BLOCK = re.compile(r"### BEGIN (HIDDEN TESTS|SOLUTION|MARK SCHEME)(.*?)### END \1", re.DOTALL)


@dataclass(frozen=True)
class Secret:
    """Words that belong to the instructor: what they are, and the assignment they come from.

    A shared one (what is said about a tempting wrong answer) may well be said of a practice
    exercise too; it tells of a leak only in company.
    """

    text: str
    origin: str
    assignment: str
    is_code: bool = False
    shared: bool = False


@dataclass(frozen=True)
class Leak:
    """A place in the student edition that gives something away."""

    file: Path
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def find(edition: Path, manuscripts: Path) -> list[Leak]:
    """Search every file of a student edition.

    Args:
        edition: the folder that students would get.
        manuscripts: ``manuscript/source``, a folder an assignment.
    """
    folders = assignments(manuscripts)
    secrets = [secret for folder in folders for secret in secrets_of(folder)]
    graded = {path.name for folder in folders for path, _, _ in cases(folder)}
    leaks: list[Leak] = []
    for path in sorted(p for p in edition.rglob("*") if p.is_file()):
        name = path.relative_to(edition)
        for folder in INSTRUCTORS_FOLDERS.intersection(name.parts[:-1]):
            leaks.append(Leak(name, f"the folder {folder}/ stays with the instructor"))
        if path.name in graded:
            leaks.append(Leak(name, "is a graded case, with its key"))
        text = readable(path)
        if text:
            leaks += [Leak(name, what) for what in shapes(name, path, text)]
            leaks += [Leak(name, f"has words of {given}") for given in origins(name, text, secrets)]
    return leaks


def origins(name: Path, text: str, secrets: list[Secret]) -> list[str]:
    """Return the keys that a file's text gives away, each once."""
    given = [secret for secret in secrets if gives(name, text, secret)]
    company = Counter(secret.origin for secret in given)
    found = [s.origin for s in given if not s.shared or company[s.origin] > 1]
    return list(dict.fromkeys(found))


def gives(name: Path, text: str, secret: Secret) -> bool:
    """Whether a file's text gives a secret away; codes count only in their own assignment."""
    if not secret.is_code:
        return secret.text in text
    if name.parts[:2] != ("release", secret.assignment):
        return False
    return re.search(rf"(?<![\w.]){re.escape(secret.text)}(?!\w|\.\w)", text) is not None


def shapes(name: Path, path: Path, text: str) -> Iterator[str]:
    """Yield what a file holds that has the shape of a key, whoever's it is."""
    if path.suffix in PROSE:
        for mark in MARKS:
            if f"### {mark}" in text:
                yield f"holds the mark {mark}"
    if name.parts[0] == "release":
        if "grading.score(" in text:
            yield "scores a graded question in plain sight"
        if path.suffix == ".ipynb":
            for line in misspelled_marks(path):
                yield f"holds what looks like a mark of nbgrader, “{line}”"
        if path.suffix == ".json":
            for field in sorted(KEY_FIELDS.intersection(fields(json.loads(path.read_bytes())))):
                yield f"has a field {field!r}, as keys have"


def misspelled_marks(path: Path) -> Iterator[str]:
    """Yield the lines of a notebook's cells that nbgrader did not know as a mark."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        sources = ["".join(cell["source"]) for cell in cells]
    except (ValueError, LookupError, TypeError):
        return
    for source in sources:
        yield from (line.strip() for line in source.split("\n") if marks.meant(line))


def fields(value: Any) -> Iterator[str]:
    """Yield the name of every field in JSON data, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner)


def readable(path: Path) -> str:
    """Return a file's words with single blanks between them; '' for what holds none (pictures).

    Text in JSON and notebooks is taken out of its quotes, so that ``\\n`` and ``\\"`` hide nothing.
    """
    try:
        text = path.read_text("utf-8")
    except (UnicodeDecodeError, OSError):
        return ""
    if path.suffix in (".json", ".ipynb"):
        try:
            data = json.loads(text)
        except ValueError:
            return plain(text)
        return plain(text) + " " + plain("\n".join(strings(data)))
    return plain(text)


def plain(text: str) -> str:
    """Return text with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


def strings(value: Any) -> Iterator[str]:
    """Yield every string in JSON or YAML data; a notebook's list of lines as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)
        for inner in value:
            yield from strings(inner)


# ---------------------------------------------------------------- the secrets


def assignments(manuscripts: Path) -> list[Path]:
    """Return the folders of the assignments."""
    return sorted(folder for folder in manuscripts.iterdir() if folder.is_dir())


def secrets_of(folder: Path) -> list[Secret]:
    """Return what students must not find of one assignment.

    What the assignment itself tells its students, such as the words of an option, is no secret even
    if a key repeats it.
    """
    public = public_text(folder)
    found: dict[str, Secret] = {}
    for origin, text, shared in private_texts(folder):
        text = plain(text)
        is_code = CODE.fullmatch(text) is not None
        enough = LONG_ENOUGH_CODE if " block of " in origin else LONG_ENOUGH
        if (is_code or len(text) >= enough) and text not in public:
            found.setdefault(text, Secret(text, origin, folder.name, is_code, shared))
    return list(found.values())


def private_texts(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield (where it is from, text, shared) for every private string of an assignment."""
    for name, question in questions(folder):
        key = question.get("key") or {}
        for field, part in key.items():
            for text in key_strings(part, field):
                yield f"the key of {folder.name}/{name}", text, field == "wrong"
    for path, front, _ in cases(folder):
        origin = f"the key of the graded case {path.stem}"
        yield origin, str(front.get("tests", "")), False
        for field in ("key", "query", "alternatives", "wrong"):
            for text in key_strings(front.get(field), field):
                for variant in filled(text, front.get("slots") or {}):
                    yield origin, variant, field == "wrong"
    for path in sorted(folder.glob("*.md")):
        for block in BLOCK.finditer(path.read_text("utf-8")):
            for line in block.group(2).splitlines():
                yield f"a {block.group(1).lower()} block of {path.name}", line, False
    for path in sorted((folder / "submissions").glob("*.yaml")):
        submission = yaml.safe_load(path.read_text("utf-8")) or {}
        yield f"the sample submission {path.stem}", str(submission.get("description", "")), False


def filled(text: str, slots: dict[str, list[Any]]) -> list[str]:
    """Return a text with its ``{{slots}}`` filled, once for each variant; itself if it has none."""
    if "{{" not in text:
        return [text]
    variants = []
    for number in range(max((len(values) for values in slots.values()), default=0)):
        variant = text
        for name, values in slots.items():
            value = values[number % len(values)]
            parts = value.items() if isinstance(value, dict) else [("", value)]
            for part, word in parts:
                slot = f"{name}.{part}" if part else name
                variant = variant.replace("{{" + slot + "}}", str(word))
        variants.append(variant)
    return variants


def key_strings(value: Any, field: str = "") -> Iterator[str]:
    """Yield the strings of a key but for those a student sees anyway.

    Evidence is quoted from the chart; codes that the hasty pick are no help; numbers of guideline
    sections are everybody's.
    """
    if isinstance(value, str) and field != "guideline":
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from key_strings(inner, field)
    elif isinstance(value, dict):
        tempting = "says" in value
        for name, inner in value.items():
            if name in ("evidence", "instead_of") or (tempting and name == "code"):
                continue
            yield from key_strings(inner, str(name))


def public_text(folder: Path) -> str:
    """Return everything the assignment shows its students."""
    parts = [BLOCK.sub("", path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))]
    for _, question in questions(folder):
        parts += strings({name: part for name, part in question.items() if name != "key"})
    parts += [body for _, _, body in cases(folder)]
    return plain("\n".join(parts))


def questions(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return an assignment's questions by name."""
    path = folder / "questions.yaml"
    data = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    return [(str(question["id"]), question) for question in (data or {}).get("questions", [])]


def cases(folder: Path) -> list[tuple[Path, dict[str, Any], str]]:
    """Return an assignment's case files: path, front matter, documents."""
    found = []
    for path in sorted((folder / "cases").glob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        found.append((path, yaml.safe_load(front), body))
    return found
