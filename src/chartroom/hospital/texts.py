"""Texts of documents, for the first patients only: those that lessons open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import numpy as np

from chartroom.hospital import notes, staff
from chartroom.hospital.content import Content, Profile
from chartroom.hospital.content import table as data_table
from chartroom.hospital.numbers import whole
from chartroom.hospital.rows import Rows
from chartroom.hospital.schema import DISPOSITIONS

#: Documents of patients with a number below this have a text.
WITH_TEXT = 1000

Row = dict[str, Any]


def of_documents(
    tables: dict[str, Rows], profiles: list[Profile], texted: int, content: Content
) -> np.ndarray:
    """Return the text of each row of ``documents``, empty where none is kept.

    Args:
        tables: a chunk's finished tables.
        profiles: of each row of ``encounters``.
        texted: how many of the chunk's patients, from the first on, have texts.
        content: the clinical content.
    """
    texts = np.full(len(tables["documents"]["document_id"]), "", dtype=object)
    if texted <= 0:
        return texts
    chart = _Charts(tables, profiles, texted, content)
    for at, document in enumerate(_rows(tables["documents"])):
        if document["mrn"] in chart.patients:
            seed = whole(document["document_id"])
            texts[at] = notes.render(document["type"], chart.context(document), seed)
    return texts


class _Charts:
    """What documents say of the patients that have texts."""

    def __init__(
        self, tables: dict[str, Rows], profiles: list[Profile], texted: int, content: Content
    ) -> None:
        self.content = content
        self.patients = {row["mrn"]: _patient(row) for row in _rows(tables["patients"], texted)}
        self.problems = _by(tables["problems"], "mrn", self.patients, lambda row: row)
        self.visits = {}
        self.fragments = {}
        for row, profile in zip(_rows(tables["encounters"]), profiles, strict=True):
            if row["mrn"] in self.patients:
                self.visits[row["encounter_id"]] = self._visit(row)
                self.fragments[row["encounter_id"]] = notes.Fragments(
                    **{part: profile.notes.get(part, ()) for part in _PARTS}
                )
        here = self.visits
        self.of = {
            name: _by(tables[name], "encounter_id", here, make)
            for name, make in {
                "diagnoses": self._diagnosis,
                "results": self._lab,
                "vitals": _vitals,
                "medications": _medication,
                "procedures": _procedure,
            }.items()
        }
        images = {name: values[tables["orders"]["kind"] == "imaging"]
                  for name, values in tables["orders"].items()}  # fmt: skip
        self.images = _by(images, "encounter_id", here, lambda row: row["item"])

    def context(self, document: Row) -> notes.NoteContext:
        visit = document["encounter_id"]
        signs = sorted(self.of["vitals"].get(visit, ()), key=lambda one: one.taken_at)
        labs = sorted(self.of["results"].get(visit, ()), key=lambda one: one.when)
        return notes.NoteContext(
            patient=self.patients[document["mrn"]],
            encounter=self.visits[visit],
            author=staff.signed_as(document["author_id"]),
            written_at=_time(document["written_at"]),
            diagnoses=tuple(self.of["diagnoses"].get(visit, ())),
            labs=tuple(labs),
            vitals=tuple(signs),
            medications=tuple(self.of["medications"].get(visit, ())),
            procedures=tuple(self.of["procedures"].get(visit, ())),
            fragments=self.fragments[visit],
            problems=self._problems(document["mrn"], visit),
            imaging=tuple(self.images.get(visit, ())),
        )

    def _problems(self, mrn: str, visit: str) -> tuple[str, ...]:
        """Return the problem list as the document names it.

        A short visit names what it dealt with: a condition that was not coded is not in its note.
        """
        whole = self.visits[visit].kind in ("inpatient", "newborn", "observation")
        coded = {one.code for one in self.of["diagnoses"].get(visit, ())}
        return tuple(
            row["problem"] for row in self.problems.get(mrn, ()) if whole or row["code"] in coded
        )

    def _visit(self, row: Row) -> notes.Encounter:
        admitting = row["admitting_code"]
        return notes.Encounter(
            id=row["encounter_id"],
            kind=row["kind"],
            admitted_at=_time(row["admitted_at"]),
            discharged_at=_time(row["discharged_at"]),
            department=_departments()[row["department_id"]],
            attending=staff.signed_as(row["attending_id"]),
            disposition=DISPOSITIONS[row["disposition"]],
            complaint=row["chief_complaint"],
            admitting=self.content.diagnoses[admitting].words if admitting else "",
            via_ed=row["via_ed"] == "Y",
            birth_weight_g=int(row["birth_weight_g"] or 0),
            payer=row["payer"],
        )

    def _diagnosis(self, row: Row) -> notes.Diagnosis:
        words = self.content.diagnoses[row["code"]].words
        return notes.Diagnosis(row["code"], words, row["poa"], int(row["sequence"]) == 1)

    def _lab(self, row: Row) -> notes.Lab:
        lab = self.content.labs[row["test"]]
        value = f"{float(row['value']):.{lab.decimals}f}"
        when = _time(row["resulted_at"])
        return notes.Lab(row["test"], lab.name, value, row["unit"], row["flag"], when)


_PARTS = ("history", "exam", "course", "plan")


def _patient(row: Row) -> notes.Patient:
    return notes.Patient(
        name=f"{row['first_name']} {row['last_name']}",
        mrn=row["mrn"],
        birth_date=date.fromisoformat(row["birth_date"]),
        sex=row["sex"],
        address=f"{row['street']}, {row['city']}, {row['state']} {row['zip']}",
        phone=row["phone"],
    )


def _vitals(row: Row) -> notes.Vitals:
    signs = {
        name: None if row[name] == "" else row[name]
        for name in ("temperature_c", "pulse", "respirations", "systolic", "diastolic", "spo2",
                     "weight_kg", "height_cm")
    }  # fmt: skip
    return notes.Vitals(taken_at=_time(row["taken_at"]), **signs)


def _medication(row: Row) -> notes.Medication:
    taken = (row[name] for name in ("drug", "dose", "route", "frequency"))
    return notes.Medication(*taken, home=row["home"] == "Y")


def _procedure(row: Row) -> notes.Procedure:
    who = staff.signed_as(row["provider_id"])
    return notes.Procedure(row["title"], _time(row["performed_at"]), who)


def _departments() -> dict[str, str]:
    return {row["department_id"]: row["name"] for row in data_table("departments.tsv")}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _rows(table: Rows, most: int | None = None) -> list[Row]:
    columns = [values[:most].tolist() for values in table.values()]
    return [dict(zip(table, values, strict=True)) for values in zip(*columns, strict=True)]


def _by(table: Rows, column: str, kept: Any, make: Callable[[Row], Any]) -> dict[str, list[Any]]:
    """Return what is made of the rows whose ``column`` is one of ``kept``, by that value."""
    which = np.array([value in kept for value in table[column].tolist()], dtype=bool)
    found: dict[str, list[Any]] = {}
    for row in _rows({name: values[which] for name, values in table.items()}):
        found.setdefault(row[column], []).append(make(row))
    return found
