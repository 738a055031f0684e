"""Rules about documents: all there, signed in time, in the right chart, and written afresh."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from chartroom.quality.rules.rule import Rule, broken

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

# The documents of each kind of encounter that are not optional, as the hospital's policy has them
# (history, summary: 42 CFR 482.24(c)(4)).
NEEDED = {
    "inpatient": ("History and physical", "Discharge summary"),
    "newborn": ("Newborn record", "Discharge summary"),
    "observation": ("Observation note",),
    "ED": ("ED record",),
    "clinic": ("Office note",),
}
_DAYS_TO_COMPLETE = 30  # after discharge: 42 CFR 482.24(c)(4)(viii)
_YEARS = 2.5  # between the age told and the age from the birth date
_SAME = 0.97  # the share of words from which a note is a copy
_SHORT = 60  # words; shorter notes look alike by nature


def missing(tables: Tables) -> pd.DataFrame:
    """Find encounters without a document they need, and without a deficiency that says so."""
    import pandas as pd

    due = tables["encounters"][["encounter_id", "kind"]].drop_duplicates("encounter_id")
    due = due.assign(type=due["kind"].map(NEEDED)).explode("type").dropna(subset=["type"])
    there = pd.MultiIndex.from_frame(tables["documents"][["encounter_id", "type"]])
    known = pd.MultiIndex.from_frame(tables["deficiencies"][["encounter_id", "document_type"]])
    key = pd.MultiIndex.from_frame(due[["encounter_id", "type"]])
    lost = due[~key.isin(there) & ~key.isin(known)]
    return broken("documents", ["encounter_id", "type"], lost, "", "the encounter has none")


def unsigned(tables: Tables) -> pd.DataFrame:
    """Find documents unsigned 30 days after discharge that no open deficiency names."""
    import pandas as pd

    papers = tables["documents"]
    waiting = papers[papers["status"] == "unsigned"]
    stays = tables["encounters"].drop_duplicates("encounter_id").set_index("encounter_id")
    out = pd.to_datetime(waiting["encounter_id"].map(stays["discharged_at"]), errors="coerce")
    today = pd.to_datetime(tables["access_log"]["at"], errors="coerce").max()
    late = waiting[(today - out).dt.days > _DAYS_TO_COMPLETE]
    lacks = tables["deficiencies"]
    lacks = lacks[lacks["completed_on"] == ""]
    known = pd.MultiIndex.from_frame(lacks[["encounter_id", "document_type"]])
    wrong = late[~pd.MultiIndex.from_frame(late[["encounter_id", "type"]]).isin(known)]
    return broken("documents", ["document_id"], wrong, "status", "overdue, and nobody was told")


def in_the_wrong_chart(tables: Tables) -> pd.DataFrame:
    """Find documents that tell of another person than the other documents of their encounter."""
    strange = _strangers(tables)
    told = strange["any"].where(strange["tells"])
    share = told.astype(float).groupby(strange["encounter_id"]).transform("mean")
    alone = strange[strange["any"] & ((share < 1) | (strange["outside"]))]
    wrong = tables["documents"].loc[alone.index]
    why = [f"it tells of another {what}" for what in alone["what"]]
    return broken("documents", ["document_id"], wrong, "mrn", why)


def somebody_else(tables: Tables) -> pd.DataFrame:
    """Find encounters whose documents all tell of another person than the MPI's."""
    strange = _strangers(tables)
    strange = strange[~strange["outside"]]
    told = strange[strange["tells"]]
    whole = told.groupby("encounter_id")["any"].all()
    what = told.groupby("encounter_id")["what"].agg("; ".join)
    stays = tables["encounters"].drop_duplicates("encounter_id")
    wrong = stays[stays["encounter_id"].isin(whole.index[whole])]
    why = [f"the documents tell of another {what[one]}" for one in wrong["encounter_id"]]
    return broken("encounters", ["encounter_id"], wrong, "mrn", why)


def _strangers(tables: Tables) -> pd.DataFrame:
    """Return, for each document, whether its text tells of its person, and of another one.

    Columns ``encounter_id, tells`` (it names a person, an age or a sex), ``any`` (one of them is
    another's), ``what`` (which), ``outside`` (written before the encounter, or long after it).
    """
    import pandas as pd

    papers = tables["documents"]
    stays = tables["encounters"].drop_duplicates("encounter_id").set_index("encounter_id")
    people = tables["patients"].drop_duplicates("mrn").set_index("mrn")
    stay = stays.reindex(papers["encounter_id"]).set_axis(papers.index)
    owner = people.reindex(papers["mrn"]).set_axis(papers.index)
    came = pd.to_datetime(stay["admitted_at"], errors="coerce")
    born = pd.to_datetime(owner["birth_date"], errors="coerce", format="%Y-%m-%d")
    told = papers["text"].str.extract(r"\b(\d{1,3}) y/o (man|woman|boy|girl)\b")
    years = pd.to_numeric(told[0])
    sex = told[1].map({"man": "M", "boy": "M", "woman": "F", "girl": "F"})
    name = papers["text"].str.extract(r"\*\*Patient:\*\* ([^,\n]+),")[0]
    pairs = zip(name.fillna(""), owner["first_name"], owner["last_name"], strict=True)
    # A surname or a nickname may have changed since; a person of another name shares neither.
    named = [str(first) in one or str(last) in one for one, first, last in pairs]
    tells = pd.DataFrame(
        {
            "name": name.notna() & owner["last_name"].notna() & ~pd.Series(named, papers.index),
            "sex": sex.notna() & owner["sex"].isin(["F", "M"]) & (sex != owner["sex"]),
            "age": (years - (came - born).dt.days / 365.25).abs() > _YEARS,
        }
    )
    written = pd.to_datetime(papers["written_at"], errors="coerce")
    left = pd.to_datetime(stay["discharged_at"], errors="coerce")
    late = pd.Timedelta(days=_DAYS_TO_COMPLETE * 2)
    what = [
        " and ".join(tells.columns[list(row)])
        for row in zip(*(tells[one] for one in tells), strict=True)
    ]
    outside = (written.dt.normalize() < came.dt.normalize()) | (written > left + late)
    return pd.DataFrame(
        {
            "encounter_id": papers["encounter_id"],
            "tells": name.notna() | sex.notna() | years.notna(),
            "any": tells.any(axis=1),
            "what": what,
            "outside": outside,
        }
    )


def copied(tables: Tables) -> pd.DataFrame:
    """Find progress notes that repeat the note before nearly word for word."""
    papers = tables["documents"]
    notes = papers[papers["type"] == "Progress note"].sort_values(["encounter_id", "written_at"])
    wrong, why = [], []
    for _, found in notes.groupby("encounter_id", sort=False):
        before = None
        for row in found.itertuples():
            words = row.text.split()
            if before and len(words) > _SHORT and _alike(before[1], words):
                wrong.append(row.Index)
                why.append(f"nearly the same words as {before[0]}")
            before = (row.document_id, words)
    return broken("documents", ["document_id"], papers.loc[wrong], "type", why)


def _alike(one: list[str], other: list[str]) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > _SAME and matcher.ratio() > _SAME


RULES = (
    Rule(
        "documents-there",
        "Every encounter has the documents it needs, or a deficiency that names what lacks.",
        "completeness",
        ("encounters", "documents", "deficiencies"),
        missing,
    ),
    Rule(
        "signed-in-time",
        "What is unsigned 30 days after discharge is an open deficiency.",
        "timeliness",
        ("encounters", "documents", "deficiencies", "access_log"),
        unsigned,
    ),
    Rule(
        "own-chart",
        "A document tells of the person in whose chart it is.",
        "integrity",
        ("encounters", "documents", "patients"),
        in_the_wrong_chart,
    ),
    Rule(
        "own-person",
        "The documents of an encounter tell of the person whose number it has.",
        "consistency",
        ("encounters", "documents", "patients"),
        somebody_else,
        "accuracy",
    ),
    Rule(
        "written-afresh",
        "A progress note says what was found that day.",
        "plausibility",
        ("documents",),
        copied,
        "currency",
    ),
)
