"""Rules about who opened a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartroom.quality.rules.rule import Rule, broken

if TYPE_CHECKING:
    import pandas as pd

    from chartroom.quality.rules.rule import Tables

# Whose work leads to every chart: a look of theirs needs no department.
ANYWHERE = (
    *("registration clerk", "lab technologist", "pharmacist", "coder", "HIM technician"),
    *("billing clerk", "radiology technologist", "privacy officer"),
)


def without_a_task(tables: Tables) -> pd.DataFrame:
    """Find looks by somebody whom nothing in the record calls: not the unit, not the papers."""
    import pandas as pd

    log = tables["access_log"].merge(tables["users"], on="user_id", how="left", suffixes=("", "_u"))
    stays = tables["encounters"].drop_duplicates("encounter_id")
    units = stays.groupby("mrn")["department_id"].agg(set)
    through_ed = set(stays.loc[(stays["via_ed"] == "Y") | (stays["kind"] == "ED"), "mrn"])
    writers = tables["documents"].groupby("mrn")["author_id"].agg(set)
    asked = tables["release_requests"][["mrn", "received_on", "completed_on"]]
    at_work = log["job"].isin(ANYWHERE)
    here = [
        unit in units.get(mrn, ()) or (unit == "ED" and mrn in through_ed)
        for unit, mrn in zip(log["department_id"], log["mrn"], strict=True)
    ]
    wrote = [
        bool(who) and who in writers.get(mrn, ())
        for who, mrn in zip(log["provider_id"], log["mrn"], strict=True)
    ]
    days = log.reset_index().merge(asked, on="mrn")
    day = days["at"].str[:10]
    until = days["completed_on"].where(days["completed_on"] != "", "9999")
    inside = (day >= days["received_on"]) & (day <= until)
    request = log.index.isin(days.loc[inside & (days["job"] == "release specialist"), "index"])
    queue = tables["coding_queue"]
    queued = set(zip(queue["coder_id"], queue["encounter_id"], strict=True))
    coded = [pair in queued for pair in zip(log["user_id"], log["encounter_id"], strict=True)]
    own_name = log["last_name"] == log["mrn"].map(
        tables["patients"].drop_duplicates("mrn").set_index("mrn")["last_name"]
    )
    task = (
        (at_work | pd.Series(here, dtype=bool)) & ~own_name
        | pd.Series(wrote, dtype=bool)
        | pd.Series(coded, dtype=bool)
        | request
    )
    wrong = log[~task]
    why = [
        f"{row.job} of {row.department_id}, no task found in the record"
        + (", same last name as the patient" if same else "")
        for row, same in zip(wrong.itertuples(), own_name[wrong.index], strict=True)
    ]
    return broken("access_log", ["access_id"], wrong, "user_id", why)


RULES = (
    Rule(
        "look-for-a-task",
        "A chart is opened only by somebody who has something to do there.",
        "plausibility",
        (
            "access_log",
            "users",
            "encounters",
            "documents",
            "release_requests",
            "patients",
            "coding_queue",
        ),
        without_a_task,
        "accessibility",
    ),
)
