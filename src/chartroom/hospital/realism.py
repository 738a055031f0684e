"""Compare the made-up hospital with published US figures (docs/realism.ipynb).

``make`` makes the hospital, ``measure`` computes its figures, ``compare`` sets them beside
datasets/reference/us-hospital-figures.csv. A figure is judged only if its published number was read
in its source or in a text that quotes it; numbers from memory are shown as wide bands.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom import paths
from chartroom.hospital import making, reading
from chartroom.hospital.chunk import Spec
from chartroom.hospital.realismrows import ROWS, SHARE_OF_NINE, Row

if TYPE_CHECKING:
    import pandas as pd

PATIENTS, SEED = 20_000, 2026
MEMORY_BAND = 0.3  # of the value, either way: a number from memory is no more than a rough place

WITHIN, OUTSIDE = "within", "OUTSIDE"
KNOWN, NOT_JUDGED = "differs, as explained", "not judged"

NINE = {  # principal diagnoses of the reference table, by the first characters of their codes
    "septicemia": ("A40", "A41"),
    "osteoarthritis": ("M15", "M16", "M17", "M18", "M19"),
    "heart failure": ("I50", "I110", "I130", "I132"),
    "COPD and bronchiectasis": ("J41", "J42", "J43", "J44", "J47"),
    "complications specified during childbirth": tuple(f"O{n}" for n in range(61, 78)),
    "acute myocardial infarction": ("I21", "I22"),
    "diabetes mellitus with complication": tuple(
        f"E{kind}{n}" for kind in ("08", "09", "10", "11", "13") for n in range(9)
    ),
    "pneumonia (except that caused by tuberculosis)": tuple(f"J{n}" for n in range(12, 19)),
    "cardiac dysrhythmias": ("I47", "I48", "I49"),
}


def make(patients: int = PATIENTS, seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Make a hospital without planted defects and return the tables that ``measure`` needs."""
    with tempfile.TemporaryDirectory(prefix="chartroom-realism-") as scratch:
        place = Path(scratch)
        making.make_csv(Spec(patients, seed, clean=True), place, workers=2)
        wanted = ("patients", "encounters", "diagnoses", "procedures", "census")
        return {name: reading.read(name, place) for name in wanted}


def encounters(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the encounters with ``age`` (years), ``sex``, ``days`` of stay and ``principal``."""
    import pandas as pd

    people = tables["patients"].set_index("mrn")
    found = tables["encounters"].copy()
    found["start"] = pd.to_datetime(found["admitted_at"])
    found["end"] = pd.to_datetime(found["discharged_at"])
    found["days"] = (found["end"].dt.normalize() - found["start"].dt.normalize()).dt.days
    born = pd.to_datetime(people["birth_date"].reindex(found["mrn"])).to_numpy()
    found["age"] = (found["start"].dt.normalize() - born).dt.days / 365.25
    found["sex"] = people["sex"].reindex(found["mrn"]).to_numpy()
    diagnoses = tables["diagnoses"]
    first = diagnoses[diagnoses["sequence"] == 1].set_index("encounter_id")["code"]
    principal = first.reindex(found["encounter_id"]).fillna("").to_numpy()
    found["principal"] = pd.Series(principal, index=found.index).str.replace(".", "")
    return found


def measure(tables: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Return the hospital's figures by name, in the units of the reference table."""
    all_ = encounters(tables)
    stays = all_[all_["kind"].isin(["inpatient", "newborn"])]
    found = _stays(stays)
    found |= _births(stays, tables["diagnoses"], tables["procedures"])
    found |= _diagnoses(stays)
    found |= _emergency(all_)
    found["readmission"] = _readmission(stays)
    days = occupancy(tables["census"])
    found["occupancy"] = 100 * days[days.index >= "2026-05-01"].mean()
    return found


def _percent(where: pd.Series) -> float:
    return 100 * float(where.mean())


def _stays(stays: pd.DataFrame) -> dict[str, float]:
    age, days, out = stays["age"], stays["days"], stays["disposition"]
    newborn = stays["kind"] == "newborn"
    birth = newborn | stays["principal"].str.startswith("O")
    mental = stays["department_id"] == "BH"
    facility = out.isin(["03", "04", "61", "62", "63", "64", "65", "70", "50", "51"])
    found = {
        "age mean": age.mean(),
        "maternal or newborn": _percent(birth),
        "mental": _percent(mental),
        "female": _percent(stays["sex"] == "F"),
        "days": days.mean(),
        "days child": days[age < 18].mean(),
        "days newborn": days[newborn].mean(),
        "days mental": days[mental].mean(),
        "via ED": _percent(stays["via_ed"] == "Y"),
        "via ED other": _percent(stays.loc[~birth, "via_ed"] == "Y"),
        "from hospital": _percent((stays["admission_source"] == "4") & ~newborn),
        "from facility": _percent((stays["admission_source"] == "5") & ~newborn),
        "weekend": _percent(stays["start"].dt.day_of_week >= 5),
        "home": _percent(out == "01"),
        "home health": _percent(out == "06"),
        "facility": _percent(facility),
        "post-acute": _percent(facility | (out == "06")),
        "short-term hospital": _percent(out == "02"),
        "against advice": _percent(out == "07"),
        "died": _percent(out == "20"),
    }
    edges = (0, 1, 18, 45, 65, 85, 200)
    for low, high in itertools.pairwise(edges):
        found[f"age {low}"] = _percent((age >= low) & (age < high))
    found["age 0-17"] = _percent(age < 18)
    for payer in ("Medicare", "Medicaid", "Private", "Self-pay", "Other"):
        found[payer] = _percent(stays["payer"] == payer)
    return found


def _births(
    stays: pd.DataFrame, diagnoses: pd.DataFrame, procedures: pd.DataFrame
) -> dict[str, float]:
    def with_code(table: pd.DataFrame, pattern: str) -> pd.Series:
        return stays["encounter_id"].isin(
            table.loc[table["code"].str.match(pattern), "encounter_id"]
        )

    cesarean = with_code(procedures, "10D00Z")
    vaginal = with_code(procedures, "10E0|10D07") & ~cesarean
    liveborn = stays["principal"].str.startswith("Z38")
    preterm = with_code(diagnoses, r"P07\.[23]") & liveborn
    twin = stays["principal"].str.match("Z383[01]")
    return {
        "cesarean": 100 * cesarean.sum() / (cesarean.sum() + vaginal.sum()),
        "days cesarean": stays.loc[cesarean, "days"].mean(),
        "days vaginal": stays.loc[vaginal, "days"].mean(),
        "preterm": 100 * preterm.sum() / liveborn.sum(),
        "twins": 1000 * twin.sum() / liveborn.sum(),
        "births Medicaid": _percent(stays.loc[liveborn, "payer"] == "Medicaid"),
    }


def _diagnoses(stays: pd.DataFrame) -> dict[str, float]:
    counts = {name: stays["principal"].str.startswith(codes).sum() for name, codes in NINE.items()}
    total = sum(counts.values())
    found = {name: 100 * count / total for name, count in counts.items()}
    found["liveborn"] = _percent(stays["principal"].str.startswith("Z38"))
    found["nine"] = 100 * total / len(stays)
    return found


def _emergency(all_: pd.DataFrame) -> dict[str, float]:
    came = all_[(all_["kind"] == "ED") | (all_["via_ed"] == "Y")]
    found = {
        "ED admitted": _percent(came["kind"] == "inpatient"),
        "ED female": _percent(came["sex"] == "F"),
    }
    edges = (0, 1, 18, 45, 75, 200)
    for low, high in itertools.pairwise(edges):
        found[f"ED age {low}"] = _percent((came["age"] >= low) & (came["age"] < high))
    return found


def _readmission(stays: pd.DataFrame) -> float:
    """Percent of stays, left alive, with another stay of the patient within 30 days."""
    ordered = stays[stays["kind"] == "inpatient"].sort_values(["mrn", "start"])
    gap = (ordered.groupby("mrn")["start"].shift(-1) - ordered["end"]).dt.days
    return _percent((gap <= 30)[ordered["disposition"] != "20"])


def occupancy(census: pd.DataFrame) -> pd.Series:
    """Return, for each day, the share of beds in use (0 to 1); bassinets are left out."""
    beds = census[census["department_id"] != "NUR"]
    days = beds.groupby("day")[["service_days", "beds"]].sum()
    return days["service_days"] / days["beds"]


def published() -> pd.DataFrame:
    """Return the table of published figures, all of it text but ``value``."""
    import pandas as pd

    path = paths.datasets() / "reference" / "us-hospital-figures.csv"
    figures = pd.read_csv(path, dtype=str, keep_default_na=False)
    figures["value"] = pd.to_numeric(figures["value"])
    return figures


def compare(measured: dict[str, float]) -> pd.DataFrame:
    """Return one row per comparison.

    Columns: topic, figure, here, published, low, high (the tolerance, or the band of a number from
    memory), unit, year, source, checked, verdict, why.

    Raises:
        LookupError: a comparison names no row, or more than one, of the published figures.
    """
    import pandas as pd

    figures = published()
    return pd.DataFrame([_compared(row, measured[row.key], figures) for row in ROWS])


def _compared(row: Row, here: float, figures: pd.DataFrame) -> dict[str, object]:
    same = (figures["measure"] == row.measure) & (figures["group"] == row.group)
    found = figures[same & (figures["year"] == row.year)]
    if row.value is not None:
        found = found[found["value"] == row.value]
    if len(found) != 1:
        raise LookupError(f"{row.measure}, {row.group}, {row.year}: {len(found)} published rows.")
    one = found.iloc[0]
    value, unit = float(one["value"]), one["unit"]
    if row.key in NINE:
        rows = figures[(figures["measure"] == row.measure) & figures["group"].isin(NINE)]
        value, unit = 100 * value / rows["value"].sum(), SHARE_OF_NINE
    remembered = one["checked"] == "from memory"
    spread = MEMORY_BAND * value if remembered or row.tolerance is None else row.tolerance
    if remembered or (row.tolerance is None and not row.known):
        verdict = NOT_JUDGED
    elif row.known:
        verdict = KNOWN
    else:
        verdict = WITHIN if abs(here - value) <= spread else OUTSIDE
    return {
        "topic": row.topic,
        "figure": f"{row.label or row.group}",
        "here": round(here, 1),
        "published": round(value, 1),
        "low": value - spread,
        "high": value + spread,
        "unit": unit,
        "year": one["year"],
        "source": one["source"],
        "checked": one["checked"],
        "verdict": verdict,
        "why": row.why,
    }
