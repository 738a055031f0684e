"""Read a code and explain each of its characters."""

from __future__ import annotations

from chartroom.codes.pcs import tabular
from chartroom.codes.pcs.checking import check
from chartroom.codes.pcs.form import LENGTH, tidy
from chartroom.codes.pcs.records import ProcedureCode, UnknownProcedure, Value


def explain(code: str) -> tuple[Value, ...]:
    """Return what each character of a code, or of its beginning, means.

    A value without a meaning at its place has the label "", and nothing after it is explained.
    """
    found = []
    bare = tidy(code)[:LENGTH]
    for place in range(1, len(bare) + 1):
        meaning = tabular.label(bare, place)
        found.append(Value(place, tabular.axis(bare, place), bare[place - 1], meaning))
        if not meaning:
            break
    return tuple(found)


def parse(code: str) -> ProcedureCode:
    """Return a code with its values.

    Raises:
        UnknownProcedure: it is no complete code, or one that the teaching tables do not hold; its
            text is the sentence for a learner.
    """
    findings = check(code)
    if findings:
        raise UnknownProcedure(tidy(code), findings[0].message)
    return ProcedureCode(tidy(code), explain(code))
