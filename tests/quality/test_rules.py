"""The data-quality rules on the course's hospital, on a clean one, and on tables by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from chartroom import hospital, quality
from chartroom.hospital.making import make_csv
from chartroom.quality import QualityError
from chartroom.quality.rules.rule import DIMENSIONS

# AHIMA, Data Quality Management Model (updated 2015)
CHARACTERISTICS = {
    *("accuracy", "accessibility", "comprehensiveness", "consistency", "currency", "definition"),
    *("granularity", "precision", "relevancy", "timeliness"),
}


@pytest.fixture(scope="module")
def tables():
    return hospital.load()


@pytest.fixture(scope="module")
def findings(tables):
    return quality.check(tables)


def test_every_rule_is_a_sentence_with_a_dimension_and_a_characteristic():
    rules = quality.all_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.says.endswith("."), rule.id
        assert rule.dimension in DIMENSIONS, rule.id
        assert rule.serves in CHARACTERISTICS, rule.id
    assert {rule.dimension for rule in rules} == set(DIMENSIONS)


def test_nearly_every_planted_defect_is_found_and_there_is_no_false_alarm(tables, findings):
    scores = quality.score(findings, tables["planted_defects"], tables)
    missed = scores.by_kind[scores.by_kind["found"] < scores.by_kind["planted"]]
    # One page alone in its visit, and one weight with no other beside it: no rule can know.
    assert set(missed["kind"]) <= {"misfiled-document", "unit-pounds"}
    assert scores.recall > 0.98
    right = scores.by_rule["right"].sum()
    # What is beside a defect follows from it: a claim with the sex of the person overlaid.
    assert right + scores.beside == len(findings)


def test_a_hospital_without_defects_breaks_no_rule(tmp_path):
    make_csv(hospital.Spec(300, 11, clean=True), tmp_path / "clean")
    found = quality.check(hospital.load(tmp_path / "clean"))
    assert found[["rule", "row", "why"]].to_dict("records") == []


def test_look_alikes_are_not_called_defects(tables, findings):
    key = tables["planted_defects"]
    traps = key[key["is_defect"] == "N"]
    assert len(traps) >= 8
    pairs = findings[findings["rule"] == "one-record"]
    named = set(zip(pairs["row"], pairs["why"].str.split().str[-1], strict=True))
    assert named.isdisjoint(set(zip(traps["row"], traps["is_now"], strict=True)))


def test_progress_names_each_rule_and_a_missing_table_is_said(tables):
    told: list[str] = []
    some = {name: tables[name] for name in ("patients", "departments")}
    found = quality.check(some, progress=told.append)
    assert "A ZIP code has five digits." in told
    assert "claim-as-record" in found.attrs["not_run"]
    assert "zip" not in found.attrs["not_run"]
    assert set(found["rule"]) >= {"zip", "phone", "one-record"}


def test_a_table_without_a_column_is_named(tables):
    with pytest.raises(QualityError, match=r"zip.+patients.+another version"):
        quality.check({"patients": tables["patients"].drop(columns="zip")}, _rules("zip"))


def test_what_a_rule_says_leads_to_the_row(tables):
    found = quality.check(tables, _rules("in-before-out"))
    assert list(found.columns) == [
        *("rule", "dimension", "characteristic", "table", "row", "column", "value", "why")
    ]
    first = found.iloc[0]
    stay = tables["encounters"].set_index("encounter_id").loc[first["row"].split("=")[1]]
    assert stay["discharged_at"] < stay["admitted_at"]


def test_empty_tables_break_nothing(tables):
    empty = {name: frame.iloc[:0] for name, frame in tables.items()}
    assert quality.check(empty).empty


def test_a_list_by_hand_is_scored_like_the_rules():
    key = pd.DataFrame(
        [
            ("short-zip", "patients", "mrn=TH-1", "zip", "", "", "Y"),
            ("duplicate-typo", "patients", "mrn=TH-2; same person as=TH-3", "", "", "", "Y"),
            ("reversed-dates", "encounters", "encounter_id=E1", "", "", "", "Y"),
            ("twins", "patients", "mrn=TH-4", "", "", "TH-5", "N"),
        ],
        columns=["kind", "table", "row", "column", "was", "is_now", "is_defect"],
    )
    mine = pd.DataFrame(
        [
            ("me", "patients", "mrn=TH-1"),
            ("me", "patients", "mrn=TH-3"),  # the other record of the pair
            ("me", "patients", "mrn=TH-4"),  # a look-alike: wrong
            ("me", "claims", "claim_id=K1"),  # follows from the dates of E1
        ],
        columns=["rule", "table", "row"],
    )
    tables = {"claims": pd.DataFrame({"claim_id": ["K1"], "encounter_id": ["E1"]})}
    scores = quality.score(mine, key, tables)
    assert (scores.precision, scores.recall, scores.beside) == (0.5, pytest.approx(2 / 3), 1)
    nothing = quality.score(mine.iloc[:0], key)
    assert (nothing.precision, nothing.recall) == (None, 0.0)
    assert quality.score(mine, key.iloc[:0]).recall is None


def _rules(*ids):
    return [rule for rule in quality.all_rules() if rule.id in ids]
