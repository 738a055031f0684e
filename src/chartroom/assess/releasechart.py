"""The chart behind a request at the release desk: documents of the hospital, and papers added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chartroom import cases
from chartroom.cases import Document, Patient
from chartroom.hospital.plain import plain_rows
from chartroom.privacy import Piece

# ``error(place, message)`` makes the error to raise; ``place`` is the way to the part at fault.
Error = Callable[[tuple[str | int, ...], str], Exception]
_NO_FLAGS = ("title", "mrn", "state_kind", "legible")
_FLAGS = ("illegible", *(name for name in Piece.__dataclass_fields__ if name not in _NO_FLAGS))
_ADDED = ("title", "when", "author", "text", "mrn", "is")


@dataclass(frozen=True)
class Paper:
    """A document that can be picked: the document as shown, and what the rules know of it."""

    document: Document
    kind: str
    piece: Piece


def person(mrn: str) -> dict[str, str] | None:
    """Return the row of a patient; None if there is none."""
    return next((row for row in plain_rows("patients") if row["mrn"] == mrn), None)


def named(row: Mapping[str, str]) -> str:
    """Return a patient as the index shows one: name, birth date, address, number."""
    first = " ".join(part for part in (row["first_name"], row["middle_name"]) if part)
    born = us(row["birth_date"])
    place = ", ".join(part for part in (row["street"], row["city"]) if part)
    return f"{row['last_name']}, {first} · born {born} · {place} · {row['mrn']}"


def us(day: str) -> str:
    """Return the day of ``YYYY-MM-DD…`` as ``MM/DD/YYYY``, without asking whether it exists."""
    year, month, rest = day[:4], day[5:7], day[8:10]
    return f"{month}/{rest}/{year}"


def day(
    data: Mapping[str, Any], name: str, error: Error, where: tuple[str | int, ...] = ()
) -> dt.date:
    """Return the date written as ``name``."""
    try:
        return dt.date.fromisoformat(str(data.get(name, "")))
    except ValueError:
        raise error((*where, name), f"'{name}' must be a date as in 2026-10-05.") from None


def papers(
    encounters: list[str], added: list[Mapping[str, Any]], error: Error
) -> tuple[Paper, ...]:
    """Return what can be picked, the hospital's documents first, numbered ``d1``, ``d2`` …

    Args:
        encounters: account numbers.
        added: papers written for this request: ``title, when, author, text``, and where they
            differ ``mrn`` (another patient's page) and ``is`` (flags of ``privacy.Piece``).
        error: see ``Error``.
    """
    found: list[tuple[str, str, Document, dict[str, bool]]] = []
    for place, number in enumerate(encounters):
        visit = next((r for r in plain_rows("encounters") if r["encounter_id"] == number), None)
        if visit is None:
            raise error(("chart", place), f"the hospital has no encounter {number}.")
        found += [
            (row["type"], row["mrn"], _document(row), {})
            for row in plain_rows("documents")
            if row["encounter_id"] == number
        ]
    found.sort(key=lambda one: one[2].when)
    for place, data in enumerate(added):
        found.append(_added(data, place, found[0][1] if found else "", error))
    people = {mrn for _, mrn, _, flags in found if not flags.get("stray")}
    titles = [document.title for _, _, document, _ in found]
    found = [
        (kind, mrn, _timed(document) if titles.count(document.title) > 1 else document, flags)
        for kind, mrn, document, flags in found
    ]
    return tuple(_paper(f"d{place}", *one, len(people) > 1) for place, one in enumerate(found, 1))


def chart(name: str, found: tuple[Paper, ...], title: str) -> cases.Case:
    """Return the papers as a chart to read."""
    last = max(paper.document.when[:10] for paper in found)
    mrn = found[0].piece.mrn
    row = person(mrn)
    day = dt.date.fromisoformat(last)
    born = dt.date.fromisoformat(row["birth_date"]) if row else day
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return cases.Case(
        case=name,
        title=title,
        kind="chart",
        setting="",
        encounter=f"{len(found)} documents",
        date=day,
        code_set="",
        patient=Patient(age, row["sex"] if row else "F"),
        documents=tuple(paper.document for paper in found),
    )


def _timed(document: Document) -> Document:
    """Two documents of a kind and a day are told apart by the time."""
    return replace(document, title=f"{document.title} {document.when[11:16]}".strip())


def _document(row: Mapping[str, str]) -> Document:
    title = f"{row['type']} {us(row['written_at'])}"
    signed = row["status"] == "signed"
    author = _provider(row["author_id"])
    return Document("", title, author, row["written_at"], signed, row["text"])


def _provider(number: str) -> str:
    row = next((r for r in plain_rows("providers") if r["provider_id"] == number), None)
    return f"{row['first_name']} {row['last_name']}, {row['credential']}" if row else number


def _added(
    data: Any, place: int, mrn: str, error: Error
) -> tuple[str, str, Document, dict[str, bool]]:
    where = ("adds", place)
    if not isinstance(data, Mapping) or not all(data.get(n) for n in ("title", "when", "text")):
        raise error(where, "a paper that is added needs 'title', 'when' and 'text'.")
    unknown = [name for name in data if name not in _ADDED]
    if unknown:
        raise error((*where, unknown[0]), f"'{unknown[0]}' is not known; use {', '.join(_ADDED)}.")
    flags = data.get("is", [])
    flags = [flags] if isinstance(flags, str) else flags
    for flag in flags:
        if flag not in _FLAGS:
            raise error((*where, "is"), f"'{flag}' is not known; use {', '.join(_FLAGS)}.")
    title = f"{data['title']} {us(data['when'])}"
    document = Document("", title, data.get("author", ""), data["when"], True, data["text"])
    stray = {"stray": True} if data.get("mrn") else {}
    return data["title"], data.get("mrn", mrn), document, {**dict.fromkeys(flags, True), **stray}


def _paper(
    number: str, kind: str, mrn: str, document: Document, flags: dict[str, bool], people: bool
) -> Paper:
    row = person(mrn) if people and not flags.get("stray") else None
    title = f"{row['last_name']}, {row['first_name']}: {document.title}" if row else document.title
    known = {name: value for name, value in flags.items() if name != "stray"}
    known["legible"] = not known.pop("illegible", False)
    return Paper(replace(document, id=number, title=title), kind, Piece(number, mrn, **known))
