"""Hold an answer against the right code, character by character."""

from __future__ import annotations

from chartroom.codes.pcs import guide, tabular
from chartroom.codes.pcs.form import LENGTH, tidy
from chartroom.codes.pcs.reading import explain
from chartroom.codes.pcs.records import Comparison, Difference


def compare(given: str, right: str) -> Comparison:
    """Return where an answer differs from the right code, and which guidelines decide there.

    Args:
        given: any text; read as a code.
        right: a code that the teaching tables can form.

    Raises:
        ValueError: ``right`` is no such code.
    """
    answer, code = tidy(given)[:LENGTH], tidy(right)
    if not tabular.in_tables(code):
        raise ValueError(
            f"{right} is not a code of the teaching tables, so nothing can be compared."
        )
    meant = {one.character: one for one in explain(answer) if one.label}
    differences = tuple(
        Difference(
            value.character,
            value.axis,
            meant.get(value.character),
            value,
            guide.deciding(answer, code, value.character),
        )
        for value in explain(code)
        if answer[value.character - 1 : value.character] != value.value
    )
    return Comparison(answer, code, differences, answer[:3] == code[:3])
