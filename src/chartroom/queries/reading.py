"""A query from what was typed into a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from chartroom.queries.records import FORMS, PURPOSES, QueryError, Written

_BULLET = re.compile(r"^\s*(?:[-*•–□☐]|\[\s?\]|\(\s?\)|\d{1,2}[.)]\s)\s*")
_QUOTES = "\"'“”‘’ "
_MOST = 10_000


def written(
    title: str = "",
    indicators: str | Iterable[str] = (),
    question: str = "",
    form: str = "open",
    options: str | Iterable[str] = (),
    purpose: str = "",
) -> Written:
    """Return a query. Texts of several lines are read line by line; bullets and blanks go.

    Raises:
        QueryError: a part is no text or is very long, or form or purpose is unknown.
    """
    parts = {
        "title": title, "indicators": indicators, "question": question, "options": options
    }  # fmt: skip
    for name, value in parts.items():
        whole = value if isinstance(value, str) else "\n".join(map(str, _listed(name, value)))
        if len(whole) > _MOST:
            raise QueryError(f"The {name} are too long: a query fits on a page.")
    if form not in FORMS:
        raise QueryError(f"{form!r} is no form of a query: give {', '.join(FORMS)}.")
    if purpose and purpose not in PURPOSES:
        raise QueryError(f"{purpose!r} is no such purpose: give {', '.join(PURPOSES)}.")
    return Written(
        title=_text("title", title),
        indicators=_lines("indicators", indicators),
        question=_text("question", question),
        form=form,
        options=() if form == "open" else _lines("options", options),
        purpose=purpose if form == "yesno" else "",
    )


def _text(name: str, given: Any) -> str:
    if not isinstance(given, str):
        raise QueryError(f"The {name} must be text; it is {given!r}.")
    return " ".join(given.split())


def _listed(name: str, given: Any) -> list[Any]:
    try:
        return list(given)
    except TypeError:
        raise QueryError(f"The {name} must be lines of text; it is {given!r}.") from None


def _lines(name: str, given: str | Iterable[str]) -> tuple[str, ...]:
    listed = given.splitlines() if isinstance(given, str) else _listed(name, given)
    for one in listed:
        if not isinstance(one, str):
            raise QueryError(f"The {name} must be lines of text; {one!r} is not.")
    tidied = (" ".join(_BULLET.sub("", one).split()).strip(_QUOTES) for one in listed)
    return tuple(one for one in tidied if one)
