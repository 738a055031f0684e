"""Group the key of an inpatient case, and hold the MS-DRG against the one the file names."""

from __future__ import annotations

from collections.abc import Iterator

from chartroom import grouping
from chartroom.cases.records import Case

Found = tuple[int, str]


def check(case: Case) -> Iterator[Found]:
    """Yield what is wrong with ``drg`` and ``disposition``, as (0, sentence)."""
    if not case.inpatient or case.key is None:
        return
    try:
        found = group(case)
    except grouping.GroupingError as error:
        yield 0, f"the grouper refuses the key: {error}"
        return
    if found.drg in ("998", "999"):
        yield 0, f"the key groups to {found.drg}, which is no group; look at its codes."
    elif case.key.drg != found.drg:
        said = f"'drg' is '{case.key.drg}'" if case.key.drg else "there is no 'drg'"
        yield (
            0,
            f"{said}, and the key groups to {found.drg} ({found.title}); write "
            f"'drg: \"{found.drg}\"' if that is what was meant.",
        )


def group(case: Case) -> grouping.Grouped:
    """Return the MS-DRG of a case's key, optional codes left out.

    Raises:
        GroupingError: the grouper refuses the key; the text says why.
    """
    assert case.key is not None
    lines = [line for line in case.key.lines if not line.optional]
    return grouping.group(
        lines[0].code,
        [line.code for line in lines[1:]],
        [one.code for one in case.key.procedures if not one.optional],
        {line.code: line.poa for line in lines if line.poa},
        case.patient.age,
        case.patient.sex,
        case.key.disposition,
    )
