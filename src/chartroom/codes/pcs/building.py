"""Build a code in seven steps: what may be chosen next."""

from __future__ import annotations

from chartroom.codes.pcs import tabular, words
from chartroom.codes.pcs.form import LENGTH, tidy
from chartroom.codes.pcs.records import Choice, Step

_ORDER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def steps(code: str = "") -> tuple[Step, ...]:
    """Return the seven steps for the characters given so far.

    A value that the tables do not allow there ends what counts as chosen. So the choices together
    are the longest beginning of ``code`` that can become a code of the tables.
    """
    given = tidy(code)
    made: list[Step] = []
    sofar = ""
    open_ = True  # every character before this one is chosen
    for place in range(1, LENGTH + 1):
        values = allowed(sofar) if open_ else ""
        wanted = given[place - 1 : place]
        chosen = wanted if wanted and wanted in values else ""
        choices = tuple(_choice(sofar, value, place) for value in values)
        made.append(Step(place, tabular.axis(sofar or "0", place), choices, chosen))
        sofar += chosen
        open_ = bool(chosen)
    return tuple(made)


def allowed(sofar: str) -> str:
    """Return the values that may follow the characters chosen so far, in the order of PCS."""
    place = len(sofar)
    if place >= LENGTH:
        return ""
    if place < 3:
        found = {one.code[place] for one in tabular.tables() if one.code.startswith(sofar)}
    else:
        one = tabular.table(sofar)
        rows = [row for row in one.rows if row.allows(sofar[3:])] if one else []
        found = {value for row in rows for value in row.values[place - 3]}
    return "".join(sorted(found, key=_ORDER.index))


def _choice(sofar: str, value: str, place: int) -> Choice:
    return Choice(value, tabular.label(sofar + value, place), _help(sofar, value, place))


def _help(sofar: str, value: str, place: int) -> str:
    """Explain a root operation or an approach of Medical and Surgical."""
    if place == 3 and sofar[:1] == "0":
        one = words.root(value)
        return f"{one.definition} {one.explanation}" if one else ""
    if place == 5 and tabular.axis(sofar, 5) == "Approach":
        how = words.approach(value)
        return how.definition if how else ""
    return ""
