"""Find, link and explain pairs of records that may be one person."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import people as reading
from . import words
from .model import per_field, shares
from .roles import ROLES, TableProblem, check_threshold, read_columns
from .scoring import Scored, matcher_for, search

if TYPE_CHECKING:
    from .people import People

THRESHOLD = 0.5  # more likely one person than not

Columns = Mapping[str, Hashable]


def find_duplicates(
    frame: pd.DataFrame, columns: Columns | None = None, threshold: float = THRESHOLD
) -> pd.DataFrame:
    """Return the pairs of records of one table that may be one person.

    Args:
        frame: one row a record; its index labels name the records.
        columns: ``{role: column}``, see ``ROLES``; without it, column names are read.
        threshold: match probability, 0 to 1, from which a pair is listed.

    Returns:
        ``left, right`` (index labels; left stands earlier in the table), ``score`` (match
        probability), ``why`` (in words); the highest score first. Missing values count neither for
        nor against. The same records give the same pairs in whatever order they stand.

    Raises:
        TableProblem: what is wrong with the table, the columns or the threshold.
    """
    threshold = check_threshold(threshold)
    chosen = read_columns(frame, columns)
    people = reading.read([(frame, chosen)])
    _, found = search(people, threshold)
    return _listed(people, found, [(frame, chosen)])


def link(
    left: pd.DataFrame,
    right: pd.DataFrame,
    columns: Columns | None = None,
    right_columns: Columns | None = None,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """Return the pairs of a record of one table and one of another that may be one person.

    This finds an overlap: one patient, numbers in two facilities. Takes and returns what
    ``find_duplicates`` does; ``left`` and ``right`` hold labels of the two tables.
    ``right_columns`` says what the second table calls its columns, if not the same; fields that
    only one table has are not compared.

    Raises:
        TableProblem: what is wrong with a table, the columns or the threshold.
    """
    threshold = check_threshold(threshold)
    first = read_columns(left, columns, "left table")
    second = read_columns(right, columns if right_columns is None else right_columns, "right table")
    if not set(first) & set(second):
        raise TableProblem("The two tables have no kind of column in common.")
    tables = [(left, first), (right, second)]
    people = reading.read(tables)
    _, found = search(people, threshold)
    return _listed(people, found, tables)


def explain(
    frame: pd.DataFrame, left: Hashable, right: Hashable, columns: Columns | None = None
) -> pd.DataFrame:
    """Return how the score of one pair of a table comes about, field by field.

    Returns:
        One row a field: ``field, left, right, agreement, bits``. Bits above 0 speak for one
        person, below 0 against; each bit doubles or halves the odds. The row "before looking" holds
        the odds of any two records, "could be relatives" what is taken off because relatives in one
        household would agree as well. The bits add up to the log odds (base 2) of the score, which
        is in ``.attrs["score"]``.

    Raises:
        TableProblem: a label is not in the table, or what ``find_duplicates`` raises.
    """
    chosen = read_columns(frame, columns)
    for label in (left, right):
        if not isinstance(label, Hashable) or label not in frame.index:
            raise TableProblem(f"The table has no row with the label {label!r}.")
    if left == right:
        raise TableProblem(f"A pair is two records; both labels are {left!r}.")
    people = reading.read([(frame, chosen)])
    matcher = matcher_for(people)
    at = [int(np.flatnonzero(people.rows == frame.index.get_loc(x))[0]) for x in (left, right)]
    i, j = np.array(at[:1]), np.array(at[1:])
    levels, m = matcher.levels(i, j), matcher.model
    of_match, of_relative = per_field(m.match, m.relative, levels, m.area, matcher.rare(i, levels))
    odds = of_match.sum() + m.start
    kin = np.logaddexp(0, of_relative.sum() + m.start_relative)
    values = [_values(people, role, [(frame, chosen)], np.array(at)) for role in m.fields]
    rows = [
        (ROLES[role], *pair, words.phrase(role, level, *pair), bits)
        for role, pair, level, bits in zip(m.fields, values, levels[0], of_match[0], strict=True)
    ]
    rows.append(("before looking", "", "", "any two records of this table", m.start))
    rows.append(("could be relatives", "", "", "relatives of one household would agree too", -kin))
    table = pd.DataFrame(rows, columns=["field", "left", "right", "agreement", "bits"])
    table["bits"] = (table["bits"] / np.log(2)).round(2)
    score = shares(np.array([odds]), np.array([of_relative.sum() + m.start_relative]))[0]
    table.attrs["score"] = float(score[0])
    return table


def _listed(
    people: People, found: Scored, tables: Sequence[tuple[pd.DataFrame, Columns]]
) -> pd.DataFrame:
    """Name the pairs by their labels, explain and sort them."""
    i, j = found.i, found.j
    turn = np.full(len(i), not people.two) & (people.rows[i] > people.rows[j])
    i, j = np.where(turn, j, i), np.where(turn, i, j)
    order = np.lexsort((people.rows[j], people.rows[i], -found.score))
    i, j, levels = i[order], j[order], found.levels[order]
    left = [_values(people, role, tables, i) for role in people.columns]
    right = [_values(people, role, tables, j) for role in people.columns]
    roles = list(people.columns)
    columns = (levels.tolist(), zip(*left, strict=True), zip(*right, strict=True))
    sentences = [words.why(roles, *row) for row in zip(*columns, strict=True)] if len(i) else []
    start = len(tables[0][0]) if people.two else 0
    return pd.DataFrame(
        {
            "left": tables[0][0].index.take(people.rows[i]),
            "right": tables[-1][0].index.take(people.rows[j] - start),
            "score": found.score[order],
            "why": pd.Series(sentences, dtype=str),
        }
    )


def _values(
    people: People, role: str, tables: Sequence[tuple[pd.DataFrame, Columns]], at: np.ndarray
) -> list[object]:
    """Return the values of a field as the table has them, for these records."""
    column, rows = people.columns[role], people.rows[at]
    if any(role not in chosen for _, chosen in tables):  # a suffix found behind the last name
        return [column.values[c] if c >= 0 else "" for c in column.codes[at]]
    if len(tables) == 1:
        frame, chosen = tables[0]
        return frame[chosen[role]].iloc[rows].tolist()
    raw = np.concatenate([frame[c[role]].to_numpy(object) for frame, c in tables])
    return raw[rows].tolist()
