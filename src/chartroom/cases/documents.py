"""Split the second half of a case file into the documents of the chart."""

from __future__ import annotations

import re

from chartroom.cases.records import CaseError, Document

_HEADING = re.compile(r"#\s+\S")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHEN = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])( ([01]\d|2[0-3]):[0-5]\d)?")
_FORM = "# id | title | author | YYYY-MM-DD HH:MM | signed"


def split(body: str, file: str, line: int) -> tuple[Document, ...]:
    """Return the documents of ``body``, which begins on line ``line`` of ``file``.

    Raises:
        CaseError: no document, a heading not in order, an id used twice, an empty document.
    """
    documents: list[Document] = []
    heading: tuple[int, str] | None = None
    text: list[str] = []
    for number, row in enumerate(body.split("\n"), start=line):
        if _HEADING.match(row):
            if heading is not None:
                documents.append(_document(heading, text, file))
            heading, text = (number, row), []
        elif heading is None and row.strip():
            raise CaseError(file, number, f"text before the first document; begin it with {_FORM}.")
        else:
            text.append(row.rstrip())
    if heading is None:
        raise CaseError(file, line, f"the case has no document; begin one with a line {_FORM}.")
    documents.append(_document(heading, text, file))
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise CaseError(
                file, document.line, f"two documents are called '{document.id}'; rename one."
            )
        seen.add(document.id)
    return tuple(documents)


def _document(heading: tuple[int, str], text: list[str], file: str) -> Document:
    line, row = heading
    parts = [part.strip() for part in row.lstrip("#").split("|")]
    if len(parts) != 5 or not all(parts):
        raise CaseError(
            file,
            line,
            f"a line that begins with one # starts a document and reads {_FORM}; "
            "use ## for a heading inside a document.",
        )
    name, title, author, when, signed = parts
    if not _ID.fullmatch(name):
        raise CaseError(
            file, line, f"'{name}' cannot be a document's id; use small letters and hyphens."
        )
    if not _WHEN.fullmatch(when):
        raise CaseError(
            file, line, f"'{when}' is not a date; write YYYY-MM-DD or YYYY-MM-DD HH:MM."
        )
    if signed not in ("signed", "unsigned"):
        raise CaseError(file, line, f"'{signed}' stands last; write signed or unsigned.")
    body = "\n".join(text).strip("\n")
    if not body.strip():
        raise CaseError(file, line, f"document '{name}' is empty; write its text or remove it.")
    return Document(name, title, author, when, signed == "signed", body, line)
