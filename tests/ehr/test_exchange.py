"""The tables hold what messages bring: imports are constrained, audited and all or nothing."""

from __future__ import annotations

import shutil

import pytest

from chartroom import ehr
from chartroom.exchange import fhir, v2
from chartroom.exchange.problems import ExchangeError, Found
from chartroom.exchange.store import Loaded, add, all_or_nothing


def _patient(mrn: str, **other: object) -> Found:
    row = {
        "mrn": mrn, "last_name": "Import", "first_name": "Ina", "birth_date": "1990-05-05",
        "sex": "F", "race": "White", "ethnicity": "Not Hispanic or Latino", "language": "English",
        "marital_status": "Single", "street": "1 Quay", "city": "Tern Harbor", "state": "XX",
        "zip": "00145", "registered_on": "2026-06-01", "status": "active",
    }  # fmt: skip
    return Found("patients", row | other, "PID")


def test_an_imported_patient_is_audited_and_found(db):
    with all_or_nothing(db):
        add(db, [_patient("TH-200001")], Loaded())
    assert [one["mrn"] for one in ehr.search(db, "import, ina")] == ["TH-200001"]
    (line,) = ehr.audit(db, "TH-200001")
    assert (line["action"], line["user_id"]) == ("insert", "student")


@pytest.mark.parametrize(
    "wrong", [{"birth_date": "1990-02-30"}, {"sex": "X"}, {"mother_mrn": "TH-000000"}]
)
def test_one_wrong_row_keeps_all_out(db, wrong):
    before = list(db.iterdump())
    with pytest.raises(ExchangeError), all_or_nothing(db):
        add(db, [_patient("TH-200001"), _patient("TH-200002", **wrong)], Loaded())
    assert list(db.iterdump()) == before


def test_a_merged_record_is_sent_and_taken_in_elsewhere(db, made, tmp_path):
    ehr.merge(db, "TH-100003", "TH-100004", "same person")
    text = fhir.text(fhir.bundle(db, "TH-100003"))
    elsewhere = ehr.connect(shutil.copyfile(made, tmp_path / "elsewhere.sqlite"))
    with pytest.raises(ExchangeError, match="E4"):  # there it is still the other record's
        fhir.load(elsewhere, text)
    ehr.merge(elsewhere, "TH-100003", "TH-100004", "same person")
    assert not fhir.load(elsewhere, text).changed


def test_a_visit_goes_out_and_in_again(db):
    before = list(db.iterdump())
    v2.load(db, v2.adt(db, "E1", "A03"))
    assert ehr.audit(db) == []
    assert list(db.iterdump()) == before
