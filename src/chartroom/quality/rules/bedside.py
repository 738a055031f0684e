"""Rules about what was measured: units, slipped points and digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartroom.quality.rules.rule import Rule, broken

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

_POUNDS = 2.2046  # in a kilogram
_NEAR = 0.25
_NOBODY = 75  # body mass index


def weight(tables: Tables) -> pd.DataFrame:
    """Find weights that fit the person's others if read as pounds, or give an impossible BMI."""
    import pandas as pd

    found = tables["vitals"]
    owner = tables["encounters"].drop_duplicates("encounter_id").set_index("encounter_id")["mrn"]
    kg = pd.to_numeric(found["weight_kg"], errors="coerce")
    cm = pd.to_numeric(found["height_cm"], errors="coerce")
    person = found["encounter_id"].map(owner).fillna(found["encounter_id"])
    least = kg.groupby(person).transform("min")
    taller = cm.groupby(person).transform("min") + 10 < cm  # a child who grew
    times = kg / least
    wrong = found[((times - _POUNDS).abs() < _NEAR) & ~taller | (kg / (cm / 100) ** 2 > _NOBODY)]
    return broken(
        "vitals", ["encounter_id", "taken_at"], wrong, "weight_kg", "as if it were pounds"
    )


def flags(tables: Tables) -> pd.DataFrame:
    """Find results whose flag does not fit the value and the reference range."""
    import pandas as pd

    found = tables["results"]
    value, low, high = (
        pd.to_numeric(found[one], errors="coerce") for one in ("value", "low", "high")
    )
    right = pd.Series("", index=found.index).mask(value < low, "L").mask(value > high, "H")
    wrong = found[value.notna() & (right != found["flag"])]
    why = [f"the flag should be {one or 'empty'}" for one in right[wrong.index]]
    return broken("results", ["order_id", "test"], wrong, "value", why)


RULES = (
    Rule(
        "weight",
        "A weight fits the person's other weights and height.",
        "plausibility",
        ("vitals", "encounters"),
        weight,
    ),
    Rule(
        "flag",
        "The flag of a result fits its value and reference range.",
        "consistency",
        ("results",),
        flags,
    ),
)
