"""Deterministic matching: two records are one person if they agree exactly on a set of fields."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd

from . import people as reading
from .blocking import Pass, candidates, joined, passed
from .people import People
from .roles import ROLES, TableProblem, read_columns

#: Tried in this order; a rule whose fields the table does not have is left out.
RULES: tuple[tuple[str, ...], ...] = (
    ("national_id", "birth_date"),
    ("last_name", "first_name", "birth_date", "sex"),
    ("last_name", "first_name", "birth_date", "postcode"),
    ("last_name", "first_name", "phone"),
)

_CHUNK = 250_000


def deterministic(
    frame: pd.DataFrame,
    rules: Sequence[Sequence[str]] | None = None,
    columns: Mapping[str, Hashable] | None = None,
) -> pd.DataFrame:
    """Return the pairs of records that agree exactly on all fields of at least one rule.

    Values are compared after tidying: case, accents, signs, date forms and street words do not
    count. A record with a missing value in a rule's field is not matched by that rule.

    Args:
        frame: one row a record.
        rules: each a list of roles, such as ``[["national_id"], ["last_name", "birth_date"]]``;
            without it ``RULES`` as far as the table has their fields.
        columns: as for ``find_duplicates``.

    Returns:
        ``left, right`` (index labels), ``rule`` (its place in the list, from 1, of the first rule
        that fits), ``why``; in the order of the rules, then of the table.

    Raises:
        TableProblem: a rule that is empty or names a role without a column; or a bad table.
    """
    chosen = read_columns(frame, columns)
    wanted = _checked(rules, chosen)
    people = reading.read([(frame, chosen)])
    found = [_pass(people, rule) for rule in wanted]
    left, right, place = [], [], []
    for number, rule_pass in enumerate(found):
        for i, j in candidates(people, [rule_pass], _CHUNK):
            new = ~passed(found[:number], i, j)
            a, b = people.rows[i[new]], people.rows[j[new]]
            left.append(np.minimum(a, b))
            right.append(np.maximum(a, b))
            place.append(np.full(len(a), number))
    a, b, number = (np.concatenate([np.zeros(0, int), *part]) for part in (left, right, place))
    order = np.lexsort((b, a, number))
    words = ["same " + " and ".join(ROLES[role] for role in rule) for rule in wanted]
    return pd.DataFrame(
        {
            "left": frame.index.take(a[order]),
            "right": frame.index.take(b[order]),
            "rule": number[order] + 1,
            "why": pd.Series([words[at] for at in number[order]], dtype=str),
        }
    )


def _checked(
    rules: Sequence[Sequence[str]] | None, chosen: Mapping[str, Hashable]
) -> list[tuple[str, ...]]:
    if rules is None:
        fitting = [rule for rule in RULES if set(rule) <= set(chosen)]
        if not fitting:
            raise TableProblem(
                "None of the usual rules fits the columns of this table. Give your own, for "
                'example rules=[["last_name", "birth_date"]].'
            )
        return fitting
    if not _listed(rules) or not rules or not all(map(_listed, rules)):
        raise TableProblem('rules must be a list of lists, such as [["last_name", "birth_date"]].')
    for rule in rules:
        for role in rule:
            if role not in chosen:
                raise TableProblem(
                    f"A rule names {role!r}, for which the table has no column. It has: "
                    f"{', '.join(chosen)}."
                )
        if not rule:
            raise TableProblem("A rule is empty: every pair of records would fit it.")
    return [tuple(dict.fromkeys(rule)) for rule in rules]


def _listed(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _pass(people: People, rule: tuple[str, ...]) -> Pass:
    if any(role not in people.columns for role in rule):  # a column without any value
        return Pass("+".join(rule), np.full(len(people.rows), -1), 0)
    key = joined([people.columns[role].codes for role in rule])
    return Pass("+".join(rule), key, 0)
