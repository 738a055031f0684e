"""Rules about people: who they are, when they were born, and whether they are in the MPI once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartroom.quality.rules.rule import Rule, broken, together

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

_WEIGHTY = 0.9  # the duplicate finder's score from which a pair is worth a look
_NEWBORN_DAYS = 28


def zip_code(tables: Tables) -> pd.DataFrame:
    """Find ZIP codes that are not five digits, or five and four."""
    found = tables["patients"]
    wrong = ~found["zip"].str.fullmatch(r"\d{5}(-\d{4})?") & (found["zip"] != "")
    return broken("patients", ["mrn"], found[wrong], "zip", "a ZIP code has five digits")


def phone(tables: Tables) -> pd.DataFrame:
    """Find telephone numbers that do not have ten digits."""
    found = tables["patients"]
    digits = found["phone"].str.replace(r"\D", "", regex=True).str.len()
    wrong = found[(digits != 10) & (found["phone"] != "")]
    return broken("patients", ["mrn"], wrong, "phone", "a telephone number has ten digits")


def born_after_encounter(tables: Tables) -> pd.DataFrame:
    """Find people born after their first encounter."""
    import pandas as pd

    people = tables["patients"]
    came = pd.to_datetime(tables["encounters"]["admitted_at"], errors="coerce")
    first = came.groupby(tables["encounters"]["mrn"]).min()
    born = pd.to_datetime(people["birth_date"], errors="coerce", format="%Y-%m-%d")
    wrong = born > pd.to_datetime(people["mrn"].map(first.astype(str)), errors="coerce")
    return broken("patients", ["mrn"], people[wrong], "birth_date", "after the first encounter")


def sex_of_codes(tables: Tables) -> pd.DataFrame:
    """Find people with a diagnosis or procedure of the other sex."""
    from chartroom import codes

    people = tables["patients"].set_index("mrn")
    owner = tables["encounters"].drop_duplicates("encounter_id").set_index("encounter_id")["mrn"]
    coded = tables["diagnoses"][["encounter_id", "code"]].copy()
    coded["sex"] = coded["encounter_id"].map(owner).map(people["sex"])
    coded["mrn"] = coded["encounter_id"].map(owner)
    strange: dict[str, str] = {}
    for (code, sex), rows in coded[coded["sex"].isin(["F", "M"])].groupby(["code", "sex"]):
        if any(one.kind == "sex" for one in codes.check([code], sex=sex)):
            strange |= dict.fromkeys(rows["mrn"], code)
    births = tables["procedures"]
    births = births[births["code"].str.match("10") & (births["system"] == "ICD-10-PCS")]
    for mrn, code in zip(births["encounter_id"].map(owner), births["code"], strict=True):
        if mrn in people.index and people.at[mrn, "sex"] == "M":
            strange[mrn] = code
    wrong = tables["patients"][tables["patients"]["mrn"].isin(strange)]
    why = [f"{strange[mrn]} is a code of the other sex" for mrn in wrong["mrn"]]
    return broken("patients", ["mrn"], wrong, "sex", why)


def newborn_of_age(tables: Tables) -> pd.DataFrame:
    """Find newborn encounters of people who are no newborns."""
    import pandas as pd

    found = tables["encounters"]
    newborn = found[found["kind"] == "newborn"]
    birth = tables["patients"].set_index("mrn")["birth_date"]
    born = pd.to_datetime(newborn["mrn"].map(birth), errors="coerce", format="%Y-%m-%d")
    came = pd.to_datetime(newborn["admitted_at"], errors="coerce")
    old = newborn[(came - born).dt.days > _NEWBORN_DAYS]
    return broken("encounters", ["encounter_id"], old, "mrn", "the patient is no newborn")


def duplicates(tables: Tables) -> pd.DataFrame:
    """Find pairs of records that may be one person, as ``mpi`` scores them."""
    from chartroom import mpi

    people = tables["patients"].drop_duplicates("mrn").set_index("mrn", drop=False)
    people = people[people["status"] == "active"]
    pairs = mpi.find_duplicates(people, threshold=_WEIGHTY)
    parts = []
    for one, other in (("left", "right"), ("right", "left")):
        why = [f"may be the same person as {mrn}" for mrn in pairs[other]]
        parts.append(broken("patients", ["mrn"], people.loc[pairs[one]], "last_name", why))
    return together(parts)


RULES = (
    Rule("zip", "A ZIP code has five digits.", "validity", ("patients",), zip_code),
    Rule("phone", "A telephone number has ten digits.", "validity", ("patients",), phone),
    Rule(
        "born-first",
        "Nobody is born after the first encounter.",
        "consistency",
        ("patients", "encounters"),
        born_after_encounter,
    ),
    Rule(
        "sex-and-codes",
        "Diagnoses and procedures fit the registered sex.",
        "consistency",
        ("patients", "encounters", "diagnoses", "procedures"),
        sex_of_codes,
    ),
    Rule(
        "newborn",
        "A newborn encounter belongs to a newborn.",
        "consistency",
        ("patients", "encounters"),
        newborn_of_age,
    ),
    Rule(
        "one-record",
        "A person has one record in the master patient index.",
        "uniqueness",
        ("patients",),
        duplicates,
    ),
)
