"""The tables of encounters in their final columns, with the numbers that tie them together."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import content, numbers, paperwork, people, visits
from chartroom.hospital.draw import Draw
from chartroom.hospital.orders import numbers_of
from chartroom.hospital.rows import Rows, words
from chartroom.hospital.schema import TABLES

#: Stands for a bed until all stays are known.
NO_BED_YET = "@"


class Encounters:
    """What each row of an encounter's tables says of its encounter."""

    def __init__(
        self,
        draw: Draw,
        persons: people.People,
        seen: visits.Visits,
        payer: np.ndarray,
        attending: np.ndarray,
        known: content.Content,
    ) -> None:
        self.draw, self.persons, self.seen, self.known = draw, persons, seen, known
        self.attending = attending
        self.encounter = numbers.text("E", numbers.scattered(seen.uid, 9), 9).astype(object)
        self.mrn = persons.rows["mrn"].astype(object)[seen.patient]
        self.payer = payer[seen.patient]
        self.kind = words(one.kind for one in known.profiles)[seen.profile]

    def table(self, rows: Rows, **renamed: str) -> Rows:
        """Return rows with the encounter and patient they are of, some columns renamed."""
        if not rows:
            return {}
        # By encounter, whatever the order of making, so that chunks can be put one after another.
        order = np.argsort(rows["visit"], kind="stable")
        rows = {name: values[order] for name, values in rows.items()}
        visit = rows["visit"]
        named = {new: rows[old] for new, old in renamed.items()}
        return rows | named | {"encounter_id": self.encounter[visit], "mrn": self.mrn[visit]}

    def encounters(self) -> Rows:
        """Return the table ``encounters``."""
        seen, profiles = self.seen, self.known.profiles
        said = self.draw.integers("complaint", seen.uid, 0, 2**30).tolist()
        complaint = words(
            profiles[at].complaint[number % len(profiles[at].complaint)]
            for at, number in zip(seen.profile.tolist(), said, strict=True)
        )
        admitting = words(one.admitting for one in profiles)[seen.profile]
        stay = np.isin(self.kind, ("inpatient", "newborn"))
        weight = np.where(self.kind == "newborn", seen.birth_weight, 0)
        return {
            "encounter_id": self.encounter,
            "mrn": self.mrn,
            "kind": self.kind,
            "department_id": words(one.department for one in profiles)[seen.profile],
            "bed_id": np.where(stay, NO_BED_YET, "").astype(object),
            "attending_id": self.attending,
            "admitted_at": seen.start,
            "discharged_at": seen.end,
            "admission_type": words(one.admission_type for one in profiles)[seen.profile],
            "admission_source": self._sources(),
            "via_ed": np.where(seen.via_ed, "Y", "N").astype(object),
            "disposition": seen.disposition,
            "chief_complaint": complaint,
            "admitting_code": np.where(self.kind == "inpatient", admitting, "").astype(object),
            "payer": self.payer,
            "birth_weight_g": np.where(weight > 0, weight.astype(object), "").astype(object),
            "profile": words(one.id for one in profiles)[seen.profile],
        }

    def _sources(self) -> np.ndarray:
        seen = self.seen
        result = np.full(len(seen.uid), "1", dtype=object)
        for at in np.unique(seen.profile):
            which = np.flatnonzero(seen.profile == at)
            names, weights = zip(*self.known.profiles[at].sources, strict=True)
            result[which] = words(names)[self.draw.pick("source", seen.uid[which], weights)]
        return np.where(self.kind == "newborn", "newborn-5", result).astype(object)

    def orders(self, ordered: Rows) -> Rows:
        """Return the table ``orders``."""
        rows = self.table(ordered, ordered_at="at")
        return rows | {
            "order_id": self._order_ids(ordered),
            "ordered_by": self.attending[ordered["visit"]],
            "status": np.full(len(ordered["visit"]), "completed", dtype=object),
        }

    def results(self, measured: Rows, ordered: Rows) -> Rows:
        """Return the table ``results``."""
        if not measured:
            return {}
        at = numbers_of(ordered, measured["key"])
        order = np.argsort(at, kind="stable")
        rows = {name: values[order] for name, values in measured.items()}
        return self.table(rows | {"order_id": self._order_ids(ordered)[at[order]]})

    def medications(self, given: Rows, ordered: Rows) -> Rows:
        """Return the table ``medications``."""
        at = numbers_of(ordered, given["key"])
        order = np.argsort(at, kind="stable")
        rows = {name: values[order] for name, values in given.items()}
        return self.table(rows | {"order_id": self._order_ids(ordered)[at[order]]})

    def _order_ids(self, ordered: Rows) -> np.ndarray:
        visit = ordered["visit"]
        digits = numbers.joined(
            numbers.text("O", numbers.scattered(self.seen.uid[visit], 9), 9),
            numbers.text("-", ordered["number"], 3),
        )
        return digits.astype(object)

    def signed(self, papers: Rows, signed: Rows) -> Rows:
        """Return signatures of the documents that were written by the day of the snapshot."""
        there = papers["written_at"] < paperwork.SNAPSHOT.astype("datetime64[m]")
        return {"there": there, **signed}

    def documents(self, papers: Rows, signs: Rows) -> Rows:
        """Return the table ``documents``, without text."""
        there = signs["there"]
        rows = self.table(papers)
        rows |= {
            "document_id": self._document_ids(papers["visit"], papers["number"]),
            "status": np.where(np.isnat(signs["signed_at"]), "unsigned", "signed").astype(object),
            "text": np.full(len(there), "", dtype=object),
        }
        return {name: values[there] for name, values in rows.items()}

    def signatures(self, papers: Rows, signs: Rows) -> Rows:
        """Return the table ``signatures``."""
        there = signs["there"]
        return {
            "document_id": self._document_ids(papers["visit"], papers["number"])[there],
            "provider_id": papers["author_id"][there],
            "due_on": signs["due_on"][there],
            "signed_at": signs["signed_at"][there],
        }

    def deficiencies(self, wanting: Rows) -> Rows:
        """Return the table ``deficiencies``."""
        if not wanting:
            return {}
        key = self.seen.uid[wanting["visit"]] * 64 + wanting["document"]
        return self.table(wanting | {"deficiency_id": numbers.text("F", key, 10).astype(object)})

    def _document_ids(self, visit: np.ndarray, number: np.ndarray) -> np.ndarray:
        return numbers.joined(
            numbers.text("D", numbers.scattered(self.seen.uid[visit], 9), 9),
            numbers.text("-", number, 2),
        ).astype(object)

    def claims(self, billed: Rows) -> Rows:
        """Return the table ``claims``: what the chart says, as sent."""
        seen = self.seen
        return billed | {
            "encounter_id": self.encounter,
            "payer": self.payer,
            "sex": self.persons.sex[seen.patient],
            "disposition": seen.disposition,
            "admitted_on": seen.start.astype("datetime64[D]"),
            "discharged_on": seen.end.astype("datetime64[D]"),
        }

    def stays(self) -> Rows:
        """Return the stays that need a bed and count in the census."""
        seen = self.seen
        which = np.flatnonzero(np.isin(self.kind, ("inpatient", "newborn")))
        departments = words(one.department for one in self.known.profiles)
        return {
            "encounter_id": self.encounter[which],
            "uid": seen.uid[which],
            "department": departments[seen.profile[which]],
            "start": seen.start[which],
            "end": seen.end[which],
            "died": seen.disposition[which] == "20",
        }

    def profiles(self) -> list[content.Profile]:
        """Return each encounter's profile."""
        return [self.known.profiles[at] for at in self.seen.profile]


def finished(name: str, rows: Rows) -> Rows:
    """Return the table in the schema's columns, times as text, missing values as ''."""
    table = TABLES[name]
    if not rows:
        return {column: np.empty(0, dtype=object) for column in table.names}
    return {column.name: _plain(rows[column.name], column.type) for column in table.columns}


def _plain(values: np.ndarray, kind: str) -> np.ndarray:
    if values.dtype.kind == "M":
        text = numbers.minutes_text if kind == "datetime" else numbers.days_text
        return text(values).astype(object)
    if values.dtype.kind == "f":
        plain = values.astype(object)
        if kind == "integer":
            there = ~np.isnan(values)
            plain[there] = values[there].astype(np.int64).astype(object)
        plain[np.isnan(values)] = ""
        return plain
    return values.astype(object)
