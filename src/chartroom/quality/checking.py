"""Run the rules over a data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from chartroom.quality.figure import QualityError
from chartroom.quality.rules import accesses, bedside, dictionary, papers, people, stays
from chartroom.quality.rules.rule import COLUMNS, Rule

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables


def all_rules() -> tuple[Rule, ...]:
    """Return every rule: those of the data dictionary, then those written for the hospital."""
    written = (people, stays, papers, bedside, accesses)
    return dictionary.rules() + tuple(rule for room in written for rule in room.RULES)


def check(
    tables: Tables,
    rules: Sequence[Rule] | None = None,
    progress: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Return what breaks the rules, one line a finding.

    Args:
        tables: as ``hospital.load`` returns them; a rule that needs a table which is not there is
            not run (``.attrs["not_run"]`` of the result names it).
        rules: those to run; all if none are given.
        progress: told the sentence of each rule as it begins.

    Returns:
        ``rule, dimension, characteristic, table, row, column, value, why``; ``row`` names the row
        by its key (``encounter_id=E1; sequence=2``).

    Raises:
        QualityError: a table lacks a column that a rule reads; the message names both.
    """
    import pandas as pd

    parts, not_run = [], []
    for rule in all_rules() if rules is None else rules:
        if not set(rule.tables) <= set(tables):
            not_run.append(rule.id)
            continue
        if progress:
            progress(rule.says)
        try:
            found = rule.find(tables)
        except KeyError as error:
            raise QualityError(
                f"The rule {rule.id} reads the column {error}, which is not in the tables "
                f"{', '.join(rule.tables)}: was the data set made by another version?"
            ) from error
        if len(found):
            parts.append(
                found.assign(rule=rule.id, dimension=rule.dimension, characteristic=rule.serves)
            )
    names = ["rule", "dimension", "characteristic", *COLUMNS]
    every = pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)
    every.attrs["not_run"] = tuple(not_run)
    return every
