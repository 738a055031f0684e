"""Check what a question file says about a procedure code: its key, and its messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chartroom.assess.records import Question
from chartroom.codes import pcs

_VALUE = re.compile(r"([1-7])=([0-9A-HJ-NP-Z])")


def read_code(question: Question, value: str, error: Callable[[str], Exception]) -> str:
    """Return a right code, tidied.

    Raises:
        Exception: what ``error`` makes, if the teaching tables cannot form it, or the chart is
            not an inpatient's of their year.
    """
    chart = question.chart
    setting, day = (chart.setting, chart.date) if chart else ("inpatient", None)
    findings = pcs.check(value, date=day, setting=setting)
    if findings:
        raise error(f"'{value}' cannot be a right code: {findings[0].message}")
    return pcs.tidy(value)


def check_wrong(
    names: Iterable[str], rights: Iterable[str], error: Callable[[str], Exception]
) -> None:
    """Refuse messages that no answer would ever get.

    Raises:
        Exception: what ``error`` makes, for an entry that is neither a code nor a character with
            its value, or that is right.
    """
    codes = set(rights)
    for name in names:
        found = _VALUE.fullmatch(name)
        if not found and len(pcs.tidy(name)) != 7:
            raise error(f"'{name}' must be a code of 7 characters, or a character and a wrong "
                        "value of it, as in '5=0'.")  # fmt: skip
        if name in codes or (found and all(code[int(found[1]) - 1] == found[2] for code in codes)):
            raise error(f"'{name}' is right and has a message for a wrong one; remove one of them.")
