"""How well findings meet the defects that were planted: precision and recall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Scores:
    """Findings beside the key.

    Attributes:
        by_kind: ``kind, planted, found, recall``: one row a kind of defect.
        by_rule: ``rule, findings, right, beside, precision``: one row a rule that found something.
        precision: right findings ÷ findings, None if nothing was found.
        beside: findings that are not right themselves, but about the same encounter or patient as a
            planted defect: mostly what followed from it. The others are false alarms.
        recall: defects found ÷ defects planted, None if nothing was planted.
    """

    by_kind: pd.DataFrame
    by_rule: pd.DataFrame
    precision: float | None
    recall: float | None
    beside: int = 0


def score(
    findings: pd.DataFrame, key: pd.DataFrame, tables: Mapping[str, pd.DataFrame] | None = None
) -> Scores:
    """Compare findings with the key of planted defects.

    A finding is right if it points at the row of a planted defect; several findings may point at
    one. A row of the key that is a look-alike (``is_defect`` N) is no defect: a finding that
    points only there is wrong.

    Args:
        findings: at least ``rule, table, row``, as ``check`` returns them. A student's own list
            needs the same three columns.
        key: the table ``planted_defects``.
        tables: the data set, to tell findings beside a defect from false alarms; without it none
            is beside.
    """
    import pandas as pd

    defects = key[key["is_defect"] == "Y"].reset_index(drop=True)
    places: dict[tuple[str, str], set[int]] = {}
    for number, row in defects.iterrows():
        for place in _places(row["table"], row["row"]):
            places.setdefault(place, set()).add(number)
    hits = [
        places.get((table, row), set())
        for table, row in zip(findings["table"], findings["row"], strict=True)
    ]
    found = set().union(*hits) if hits else set()
    right = pd.Series([bool(one) for one in hits], dtype=bool)
    subjects = _Subjects(tables or {})
    known = {one for row in defects.itertuples() for one in subjects.of_defect(row)}
    beside = pd.Series(
        [
            not hit and not known.isdisjoint(subjects.of(row))
            for hit, row in zip(right, findings["row"], strict=True)
        ],
        dtype=bool,
    )
    rules = pd.DataFrame({"rule": list(findings["rule"]), "right": right, "beside": beside})
    by_rule = (
        rules.groupby("rule")
        .agg(findings=("right", "size"), right=("right", "sum"), beside=("beside", "sum"))
        .reset_index()
    )
    by_rule["precision"] = by_rule["right"] / by_rule["findings"]
    kinds = defects.assign(found=[number in found for number in range(len(defects))])
    by_kind = kinds.groupby("kind")["found"].agg(planted="size", found="sum").reset_index()
    by_kind["recall"] = by_kind["found"] / by_kind["planted"]
    return Scores(
        by_kind,
        by_rule,
        float(right.mean()) if len(right) else None,
        len(found) / len(defects) if len(defects) else None,
        int(beside.sum()),
    )


def _places(table: str, row: str) -> list[tuple[str, str]]:
    """Return the rows at which a finding of this defect may point.

    A duplicate stands between two records, and either may be named.
    """
    name, between, other = row.partition("; same person as=")
    return [(table, name), (table, f"mrn={other}")] if between else [(table, row)]


class _Subjects:
    """Which encounter and patient a row is about."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._of: dict[str, set[str]] = {}
        for name, frame in tables.items():
            if name != "planted_defects" and len(frame) and "encounter_id" in frame:
                key = frame.columns[0]
                for number, encounter in zip(frame[key], frame["encounter_id"], strict=True):
                    self._of.setdefault(str(number), set()).add(str(encounter))
        for name in ("encounters", "documents", "access_log"):
            frame = tables.get(name)
            if frame is not None:
                for number, mrn in zip(frame[frame.columns[0]], frame["mrn"], strict=True):
                    self._of.setdefault(str(number), set()).add(str(mrn))

    def of(self, row: str) -> set[str]:
        """Return the numbers in a row's key, and those of its encounter and patient."""
        found = {part.partition("=")[2] for part in row.split("; ")}
        for _ in range(2):  # claim, then its encounter, then its patient
            found |= {more for one in tuple(found) for more in self._of.get(one, ())}
        return {one for one in found if one.startswith(("E", "TH-"))}

    def of_defect(self, row: Any) -> set[str]:
        """Return the same of a planted defect, with what stood there before and stands now."""
        found = self.of(row.row)
        return found | {one for one in (row.was, row.is_now) if one.startswith("TH-")}
