"""Read the exam's items, one file a domain, so that every mistake is named with line and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartroom import paths
from chartroom.assess import yamltext
from chartroom.assess.records import QuestionError
from chartroom.assess.yamltext import Path_, Source
from chartroom.exam.domains import DOMAINS

WRONG_OPTIONS = 3
_FIELDS = ("id", "skill", "lesson", "stem", "right", "wrong", "why", "source")


@dataclass(frozen=True)
class ExamItem:
    """One item: four options, of which the first is right; a paper shows them in another order.

    Attributes:
        id: unique in the bank, such as ``data-001``.
        domain: id of a domain.
        skill: id of a skill in ``datasets/reference/skills.yaml``.
        lesson: the lesson to read again, such as ``"02"``.
        stem: what is asked.
        options: the right answer, then the three wrong ones.
        reasons: for each option, why it is right or wrong.
        source: where the fact stands, with section and year.
    """

    id: str
    domain: str
    skill: str
    lesson: str
    stem: str
    options: tuple[str, ...]
    reasons: tuple[str, ...]
    source: str


def read_bank(folder: str | Path | None = None) -> dict[str, ExamItem]:
    """Return all items by id, in the order of the domains and files.

    Raises:
        QuestionError: a file is not there or not in order; names file, line and remedy.
    """
    home = Path(folder) if folder else paths.datasets() / "exam"
    found: dict[str, ExamItem] = {}
    for domain in DOMAINS:
        path = home / f"{domain.id}.yaml"
        for item in read_items(path, domain.id).values():
            if item.id in found:
                message = f"item '{item.id}' is also in another file; rename one."
                raise QuestionError(str(path), 0, message)
            found[item.id] = item
    return found


def read_items(path: str | Path, domain: str) -> dict[str, ExamItem]:
    """Return the items of one file by id.

    Raises:
        QuestionError: as ``read_bank``.
    """
    source = yamltext.read(path)
    listed = source.data.get("items") if isinstance(source.data, dict) else None
    if not isinstance(listed, list) or not listed:
        raise source.error((), "the file must begin with 'items:' and a list: '- id: …'.")
    found: dict[str, ExamItem] = {}
    stems: dict[str, str] = {}
    for number in range(len(listed)):
        item = _item(source, ("items", number), domain)
        if item.id in found:
            raise source.error(("items", number), f"two items have the id '{item.id}'; rename one.")
        told = " ".join(item.stem.lower().split())
        if told in stems:
            message = f"item '{item.id}' asks the same as '{stems[told]}'; drop one."
            raise source.error(("items", number), message)
        found[item.id], stems[told] = item, item.id
    return found


def _item(source: Source, where: Path_, domain: str) -> ExamItem:
    data = source.data
    for step in where:
        data = data[step]
    if not isinstance(data, dict):
        raise source.error(where, "an item must be written as 'field: value' lines.")
    name = data.get("id") or f"number {int(where[-1]) + 1}"
    for field in _FIELDS:
        if not data.get(field):
            raise source.error(where, f"item '{name}' has no '{field}'; every item needs one.")
    for field in data:
        if field not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise source.error((*where, field), f"item '{name}': '{field}' is not one of: {known}.")
    for field in _FIELDS:
        if field != "wrong" and not isinstance(data[field], str):
            raise source.error((*where, field), f"item '{name}': '{field}' must be plain text.")
    if not data["id"].startswith(f"{domain}-"):
        raise source.error((*where, "id"), f"item '{name}': its id must begin with '{domain}-'.")
    wrong = _wrong(source, (*where, "wrong"), name, data["wrong"])
    options = (_line(data["right"]), *(_line(one["says"]) for one in wrong))
    if len({one.lower() for one in options}) != len(options):
        raise source.error((*where, "wrong"), f"item '{name}': two options say the same.")
    return ExamItem(
        data["id"],
        domain,
        data["skill"],
        data["lesson"],
        data["stem"].strip(),
        options,
        (_line(data["why"]), *(_line(one["why"]) for one in wrong)),
        _line(data["source"]),
    )


def _wrong(source: Source, where: Path_, name: str, listed: Any) -> list[dict[str, str]]:
    if not isinstance(listed, list) or len(listed) != WRONG_OPTIONS:
        message = f"item '{name}': 'wrong' must list {WRONG_OPTIONS} options with 'says' and 'why'."
        raise source.error(where, message)
    for number, one in enumerate(listed):
        texts = isinstance(one, dict) and set(one) == {"says", "why"} and all(one.values())
        if not texts or not all(isinstance(text, str) for text in one.values()):
            message = f"item '{name}': a wrong option needs 'says' and 'why', both plain text."
            raise source.error((*where, number), message)
    return listed


def _line(text: str) -> str:
    return " ".join(text.split())
