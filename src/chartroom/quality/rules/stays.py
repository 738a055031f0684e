"""Rules about encounters, their codes and their claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartroom.hospital.schema import DISPOSITIONS
from chartroom.quality.rules.rule import Rule, broken, together

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

_CODED_KEY = ["encounter_id", "sequence"]


def reversed_dates(tables: Tables) -> pd.DataFrame:
    """Find encounters that end before they begin."""
    found = tables["encounters"]
    wrong = found[found["discharged_at"] < found["admitted_at"]]
    return broken("encounters", ["encounter_id"], wrong, "admitted_at", "after the discharge")


def complete_codes(tables: Tables) -> pd.DataFrame:
    """Find diagnosis codes that are headings, or that do not exist on the date of discharge."""
    from chartroom import codes

    found = tables["diagnoses"]
    why = {}
    for code in found["code"].unique():
        try:
            if not codes.lookup(code).billable:
                why[code] = "a heading: there are codes below it"
        except codes.UnknownCode:
            why[code] = "no such code in the code set of the discharge date"
    wrong = found[found["code"].isin(why)]
    return broken("diagnoses", _CODED_KEY, wrong, "code", [why[code] for code in wrong["code"]])


def present_on_admission(tables: Tables) -> pd.DataFrame:
    """Find diagnoses of stays without a POA indicator ("exempt" is one)."""
    kinds = tables["encounters"].set_index("encounter_id")["kind"]
    stays = set(kinds.index[kinds.isin(["inpatient", "newborn"])])
    found = tables["diagnoses"]
    wrong = found[found["encounter_id"].isin(stays) & (found["poa"] == "")]
    return broken("diagnoses", _CODED_KEY, wrong, "poa", "a stay's diagnosis needs one")


def disposition_of_summary(tables: Tables) -> pd.DataFrame:
    """Find stays whose discharge summary names another disposition."""
    papers = tables["documents"]
    said = papers[papers["type"] == "Discharge summary"].copy()
    said["where"] = said["text"].str.extract(r"\*\*Disposition:\*\* ([^\n]+)")[0].map(_plain)
    meant = {_plain(words): code for code, words in DISPOSITIONS.items()}
    said["code"] = said["where"].map(meant)
    said = said[said["code"].notna()].drop_duplicates("encounter_id").set_index("encounter_id")
    found = tables["encounters"]
    want = found["encounter_id"].map(said["code"])
    wrong = want.notna() & (want != found["disposition"])
    why = [f"the discharge summary says {DISPOSITIONS[code]} ({code})" for code in want[wrong]]
    return broken("encounters", ["encounter_id"], found[wrong], "disposition", why)


def _plain(words: object) -> str:
    return re.sub(r"\W+", " ", str(words)).strip().lower()


def claims_as_recorded(tables: Tables) -> pd.DataFrame:
    """Find claims that differ from the record: sex, dates, disposition, principal, other codes."""
    encounters = tables["encounters"].drop_duplicates("encounter_id").set_index("encounter_id")
    claims = tables["claims"][tables["claims"]["encounter_id"].isin(encounters.index)]
    of = encounters.loc[claims["encounter_id"]].set_axis(claims.index)
    sex = tables["patients"].set_index("mrn")["sex"]
    diagnoses = tables["diagnoses"].drop_duplicates(_CODED_KEY)
    first = diagnoses[diagnoses["sequence"].astype(int) == 1].set_index("encounter_id")["code"]
    record = {
        "sex": of["mrn"].map(sex),
        "disposition": of["disposition"],
        "admitted_on": of["admitted_at"].str[:10],
        "discharged_on": of["discharged_at"].str[:10],
        "principal_code": claims["encounter_id"].map(first),
    }
    parts = []
    for column, right in record.items():
        wrong = right.notna() & (claims[column] != right)
        why = [f"the record has {value}" for value in right[wrong]]
        parts.append(broken("claims", ["claim_id"], claims[wrong], column, why))
    return together([*parts, _other_codes(claims, diagnoses)])


def _other_codes(claims: pd.DataFrame, diagnoses: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    recorded = diagnoses.groupby("encounter_id")["code"].agg(set)
    had = claims["encounter_id"].map(recorded)
    extra = [
        sorted(set(str(billed).split()) - codes) if isinstance(codes, set) else []
        for billed, codes in zip(claims["other_codes"], had, strict=True)
    ]
    wrong = pd.Series([bool(one) for one in extra], index=claims.index, dtype=bool)
    why = [f"not in the record: {', '.join(one)}" for one in extra if one]
    return broken("claims", ["claim_id"], claims[wrong], "other_codes", why)


RULES = (
    Rule(
        "in-before-out",
        "Nobody is discharged before being admitted.",
        "consistency",
        ("encounters",),
        reversed_dates,
    ),
    Rule(
        "complete-codes",
        "Every diagnosis code is complete and valid on the date of discharge.",
        "validity",
        ("diagnoses",),
        complete_codes,
        "granularity",
    ),
    Rule(
        "poa",
        "Every diagnosis of a stay has a present-on-admission indicator.",
        "completeness",
        ("diagnoses", "encounters"),
        present_on_admission,
    ),
    Rule(
        "disposition",
        "The disposition is the one in the discharge summary.",
        "consistency",
        ("encounters", "documents"),
        disposition_of_summary,
        "accuracy",
    ),
    Rule(
        "claim-as-record",
        "A claim says what the record says.",
        "consistency",
        ("claims", "encounters", "patients", "diagnoses"),
        claims_as_recorded,
    ),
)
