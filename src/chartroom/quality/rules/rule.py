"""What a rule is, and how what breaks it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    Tables = Mapping[str, pd.DataFrame]

#: What a rule looks after, and the characteristic of AHIMA's data quality management model that
#: it serves (accuracy, accessibility, comprehensiveness, consistency, currency, definition,
#: granularity, precision, relevancy, timeliness). The model has no characteristic of its own for
#: uniqueness and integrity: a row that is there twice or leads nowhere is an inconsistency.
DIMENSIONS = {
    "completeness": "comprehensiveness",
    "validity": "definition",
    "consistency": "consistency",
    "uniqueness": "consistency",
    "timeliness": "timeliness",
    "integrity": "consistency",
    "plausibility": "accuracy",
}


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: short name, such as ``patients-required``.
        says: what must hold, as a sentence for people.
        dimension: a key of ``DIMENSIONS``.
        tables: the tables it reads; without them it is not run.
        find: takes the tables and returns a frame with the columns of ``COLUMNS``, a row for each
            thing that breaks the rule.
        characteristic: AHIMA's, if another one than the dimension's.
    """

    id: str
    says: str
    dimension: str
    tables: tuple[str, ...]
    find: Callable[[Tables], pd.DataFrame]
    characteristic: str = ""

    @property
    def serves(self) -> str:
        """The AHIMA characteristic that it serves."""
        return self.characteristic or DIMENSIONS[self.dimension]


COLUMNS = ("table", "row", "column", "value", "why")


def broken(
    table: str,
    key: Sequence[str],
    rows: pd.DataFrame,
    column: str = "",
    why: str | Sequence[str] = "",
) -> pd.DataFrame:
    """Return one line for each of ``rows``: where it is, what stands there, what is wrong.

    ``row`` is written as in the key of planted defects: ``encounter_id=E1; sequence=2``.
    """
    import pandas as pd

    where = pd.Series("", index=rows.index, dtype=object)
    for number, name in enumerate(key):
        where += ("; " if number else "") + f"{name}=" + rows[name].astype(str)
    found = pd.DataFrame({"row": where})
    found.insert(0, "table", table)
    found["column"] = column
    found["value"] = rows[column].astype(str) if column else ""
    found["why"] = list(why) if not isinstance(why, str) else why
    return found.reset_index(drop=True)[list(COLUMNS)]


def nothing() -> pd.DataFrame:
    """Return no line."""
    import pandas as pd

    return pd.DataFrame(columns=list(COLUMNS))


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return all lines of several searches."""
    import pandas as pd

    full = [part for part in parts if len(part)]
    return pd.concat(full, ignore_index=True) if full else nothing()
