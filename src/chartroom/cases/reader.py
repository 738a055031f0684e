"""Read a case file: YAML front matter between ``---`` lines, then the chart's documents."""

from __future__ import annotations

import re
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode

from chartroom import paths
from chartroom.cases import slots
from chartroom.cases.documents import split
from chartroom.cases.front import Front, parse
from chartroom.cases.keyreader import (
    read_alternatives,
    read_lines,
    read_procedures,
    read_query,
    read_wrong,
)
from chartroom.cases.records import (
    KINDS,
    SETTINGS,
    SEXES,
    Case,
    CaseError,
    Document,
    Key,
    Patient,
)

_REQUIRED = (
    "case", "title", "kind", "setting", "encounter", "date", "code_set", "patient", "difficulty",
    "topics", "tests", "key",
)  # fmt: skip
_OPTIONAL = ("slots", "procedures", "drg", "disposition", "query", "alternatives", "wrong")
_STAY = ("drg", "disposition")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def folder() -> Path:
    """Return the folder of the practice cases."""
    return paths.datasets() / "cases"


def list_cases(where: str | Path | None = None) -> list[str]:
    """Return the names of the cases in a folder (default: the practice cases), sorted."""
    place = Path(where) if where is not None else folder()
    return sorted(file.stem for file in place.glob("*.md") if file.stem.lower() != "readme")


def load(case: str | Path, variant: int = 0, where: str | Path | None = None) -> Case:
    """Read a case and fill its slots.

    Args:
        case: a practice case's name (``"copd-flare-ed"``) or the path of a case file.
        variant: which values of the slots to use; numbers past the last count around.
        where: folder to look for a name in, instead of ``datasets/cases``.

    Raises:
        CaseError: there is no such case, or its file is not in order; names file and line.
    """
    file = _find(case, where)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise CaseError(file, 0, f"the case cannot be read ({reason}); save it again.") from None
    return read(text, file, variant)


def read(text: str, file: str | Path, variant: int = 0) -> Case:
    """Read the text of a case file; ``file`` is used in messages and to check the case's name.

    Raises:
        CaseError: the text is not a case in order; names file and line.
    """
    name = str(file)
    front_text, body, body_line = _halves(text, name)
    node = parse(front_text, name, 1)
    values, count = _slot_values(node, name, variant)
    front = Front(name, 1, lambda words, line: slots.fill(words, values, name, line))
    fields = front.fields(node, "the front matter", _REQUIRED, _OPTIONAL)
    setting = front.choice(fields["setting"], "setting", SETTINGS)
    slug = front.text(fields["case"], "case")
    if not _SLUG.fullmatch(slug) or slug != Path(name).stem:
        raise front.error(
            fields["case"],
            f"'case' is '{slug}'; it must be the file's name without .md ('{Path(name).stem}'), in "
            "small letters, digits and hyphens.",
        )
    return Case(
        case=slug,
        title=front.text(fields["title"], "title"),
        kind=front.choice(fields["kind"], "kind", KINDS),
        setting=setting,
        encounter=front.text(fields["encounter"], "encounter"),
        date=front.day(fields["date"], "date"),
        code_set=front.text(fields["code_set"], "code_set"),
        patient=_patient(front, fields["patient"]),
        documents=_documents(body, name, body_line, values),
        difficulty=front.number(fields["difficulty"], "difficulty", 1, 3),
        topics=front.texts(fields["topics"], "topics"),
        tests=front.text(fields["tests"], "tests"),
        key=_key(front, fields, setting),
        variant=variant % count,
        variants=count,
        file=name,
    )


def slot_lines(text: str, file: str | Path) -> dict[str, int]:
    """Return the slots that a case file declares, each with its line."""
    node = parse(_halves(text, str(file))[0], file, 1)
    slots_node = _slots_node(node)
    pairs = slots_node.value if isinstance(slots_node, MappingNode) else []
    return {name.value: name.start_mark.line + 2 for name, _ in pairs}


def _find(case: str | Path, where: str | Path | None) -> Path:
    given = Path(case)
    if given.suffix == ".md" or len(given.parts) > 1:
        if given.is_file():
            return given
        raise CaseError(given, 0, "there is no such case file; check the path.")
    place = Path(where) if where is not None else folder()
    file = place / f"{given}.md"
    if not file.is_file():
        known = ", ".join(list_cases(place)) or "none yet"
        raise CaseError(file, 0, f"there is no case '{given}'; the cases there are: {known}.")
    return file


def _halves(text: str, name: str) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise CaseError(name, 1, "the file must begin with a line '---' before its fields.")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :]), number + 2
    raise CaseError(
        name, 1, "the front matter never ends; put a line '---' between the fields and the chart."
    )


def _slots_node(node: Node) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((value for name, value in pairs if name.value == "slots"), None)


def _slot_values(node: Node, name: str, variant: int) -> tuple[slots.Values, int]:
    slots_node = _slots_node(node)
    if slots_node is None or (isinstance(slots_node, ScalarNode) and not slots_node.value.strip()):
        return {}, 1
    found = slots.read(Front(name, 1, lambda words, line: words), slots_node)
    count = max((len(values) for values in found.values()), default=1)
    return slots.pick(found, variant), count


def _patient(front: Front, node: Node) -> Patient:
    fields = front.fields(node, "'patient'", ("age", "sex"))
    return Patient(
        age=front.number(fields["age"], "age", 0, 120),
        sex=front.choice(fields["sex"], "sex", SEXES),
    )


def _key(front: Front, fields: dict[str, Node], setting: str) -> Key:
    for name in _STAY:
        if setting == "outpatient" and name in fields:
            raise front.error(fields[name], f"only a stay has '{name}'; remove it.")
    stay = {name: front.text(fields[name], name) for name in _STAY if name in fields}
    return Key(
        lines=read_lines(front, fields["key"], setting),
        procedures=read_procedures(front, fields.get("procedures"), setting),
        **stay,
        query=read_query(front, fields["query"]) if "query" in fields else None,
        alternatives=read_alternatives(front, fields.get("alternatives"), setting),
        wrong=read_wrong(front, fields.get("wrong")),
    )


def _documents(body: str, name: str, line: int, values: slots.Values) -> tuple[Document, ...]:
    return split(slots.fill(body, values, name, line), name, line)
