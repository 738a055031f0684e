"""Lesson 09 and its assignment: each key and each pair is what the data say."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

from chartroom import assess, ehr, hospital, mpi, paths
from chartroom.exchange import fhir, refusals, v2
from chartroom.hospital.making import make_csv

ROOT = Path(__file__).resolve().parents[2]
LESSON = paths.datasets() / "questions" / "09-mpi-and-exchange.yaml"
DATA = ROOT / "manuscript" / "source" / "a09-duplicate-queue" / "data"
OFF_UNIT = """
    SELECT a.user_id, a.mrn FROM access_log a JOIN users u ON u.user_id = a.user_id
    WHERE u.job = 'nurse' AND u.department_id <> 'ED' AND u.department_id NOT IN
          (SELECT department_id FROM encounters e WHERE e.mrn = a.mrn)
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return ehr.connect(ehr.my_copy(tmp_path_factory.mktemp("copy")))


@pytest.fixture(scope="module")
def lesson():
    return assess.load(LESSON)


@pytest.fixture(scope="module")
def assignment():
    return assess.load(DATA.parent / "questions.yaml")


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """Return the data set that the assignment's tables are taken from."""
    folder = tmp_path_factory.mktemp("hospital") / "again"
    make_csv(hospital.Spec(160, 9109), folder)
    return folder


def table(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def people_of(path):
    """Yield number and column of each person of a queue's pairs."""
    questions = yaml.safe_load(path.read_text("utf-8"))["questions"]
    items = next(one for one in questions if one["id"] == "pairs")["items"]
    for name, item in items.items():
        for place, mrn in enumerate(item["columns"]):
            rows = {what: values[place] for what, values in item["compare"].items()}
            yield pytest.param(mrn, rows, id=f"{name}-{mrn}")


def as_shown(person):
    """Return name, birth date, sex and phone as a queue shows them."""
    whole = f"{person.last_name}, {person.first_name} {person.middle_name}".strip()
    if person.suffix:
        whole += f", {person.suffix}"
    year, month, day = person.birth_date.split("-")
    return {
        "Name": whole,
        "Born": f"{month}/{day}/{year}",
        "Sex": person.sex,
        "Phone": person.phone,
    }


def agree(people, mrn, rows):
    person = people[people["mrn"] == mrn].iloc[0]
    wanted = {**as_shown(person), "E-mail": person.email}
    for what, value in rows.items():
        if what == "Address":
            assert value in (person.street, f"{person.street}, {person.city}")
        elif what == "Registered":
            assert pd.Timestamp(value) == pd.Timestamp(person.registered_on)
        else:
            assert value == wanted[what], what


INVENTED = {"new record", "TH-330871", "TH-880412", "TH-880413"}


@pytest.mark.parametrize(("mrn", "rows"), [*people_of(LESSON)])
def test_a_pair_of_the_lesson_is_as_in_the_index(mrn, rows):
    if mrn not in INVENTED:
        agree(hospital.read("patients").fillna(""), mrn, rows)


@pytest.mark.parametrize(("mrn", "rows"), [*people_of(DATA.parent / "questions.yaml")])
def test_a_pair_of_the_assignment_is_as_in_its_index_or_invented(mrn, rows):
    people = table(DATA, "patients")
    if mrn in INVENTED:
        assert mrn not in set(people["mrn"])
    else:
        agree(people, mrn, rows)


def test_the_pairs_keys_follow_the_planted_duplicates(again):
    planted = table(again, "planted_defects")
    planted = planted[planted["kind"].str.startswith("duplicate")]
    same = {frozenset(row.replace("mrn=", "").split("; same person as=")) for row in planted["row"]}
    questions = yaml.safe_load((DATA.parent / "questions.yaml").read_text("utf-8"))["questions"]
    pairs = next(one for one in questions if one["id"] == "pairs")
    for name, item in pairs["items"].items():
        if not INVENTED & set(item["columns"]):
            merged = pairs["key"]["answer"][name] == "merge"
            assert merged == (frozenset(item["columns"]) in same), name


def test_the_two_rates_of_the_lesson(lesson):
    people = hospital.read("patients").set_index("mrn", drop=False)
    pairs = mpi.find_duplicates(people)
    inside = set(pairs["left"]) | set(pairs["right"])
    assert (len(inside), len(people)) == (62, 631)
    exact = mpi.deterministic(people, [["last_name", "birth_date"]])
    weighed = {frozenset(one) for one in zip(pairs["left"], pairs["right"], strict=True)}
    both = [
        one for one in zip(exact["left"], exact["right"], strict=True) if frozenset(one) in weighed
    ]
    assert (len(exact), len(both)) == (8, 7)  # as the text says
    rate = assess.assess(lesson["duplicate-rate"], f"{len(inside) / len(people) * 100:.1f}")
    assert rate.score == 1
    assert assess.assess(lesson["creation-rate"], f"{9 / 1240 * 100:.2f}").score == 1


def test_the_messages_answers(db, lesson):
    message = v2.adt(db, "E163962345", "A04")
    born = message.split("PID|")[1].split("|")[6]
    assert assess.assess(lesson["pid-field"], f"{born[4:6]}/{born[6:]}/{born[:4]}").score == 1
    broken = message.replace("19550718", "19551807").replace("|F|", "|Female|")
    assert [one[:5] for one in refusals(broken)] == ["PID-7", "PID-8"]
    patient = fhir.bundle(db, "TH-269929", "E163962345")["entry"][0]["resource"]
    assert assess.assess(lesson["fhir-read"], patient["gender"]).score == 1


def test_how_many_nurses_looked_where_they_never_were(db, lesson):
    looks = ehr.sql(db, OFF_UNIT)
    nurses, charts = looks["user_id"].nunique(), looks["mrn"].nunique()
    assert assess.assess(lesson["log-leads"], str(nurses)).score == 1
    assert (nurses, charts, len(looks)) == (10, 11, 32)


def test_the_people_at_the_log_work_where_the_lesson_says(db):
    for user, job, unit in (
        ("gndiaye", "nurse", "ONC"),
        ("hcastro", "coder", "HIM"),
        ("jbatista", "release specialist", "HIM"),
        ("rcalloway", "nurse", "3S"),
        ("equiroga", "nurse", "PC"),
    ):
        found = ehr.sql(db, f"SELECT job, department_id FROM users WHERE user_id = '{user}'")
        assert [*found.iloc[0]] == [job, unit]


@pytest.mark.parametrize("name", ["patients", "users", "encounters", "access_log"])
def test_the_assignments_tables_are_what_the_generator_makes(again, name):
    mine, made = table(DATA, name), table(again, name)
    if name == "access_log":
        jobs = ["nurse", "coder", "release specialist", "HIM technician"]
        users = table(again, "users")
        made = made[made["user_id"].isin(users[users["job"].isin(jobs)]["user_id"])]
        made = made.sort_values(["at", "user_id"])
    columns = [*mine.columns]
    assert sorted(mine.itertuples(index=False)) == sorted(made[columns].itertuples(index=False))


def test_the_assignments_pairs_are_what_matching_gives():
    people = table(DATA, "patients").set_index("mrn", drop=False)
    found = mpi.find_duplicates(people, threshold=0.0001)
    given = pd.read_csv(DATA / "pairs.csv")
    assert [*given["left"]] == [*found["left"]]
    assert [*given["right"]] == [*found["right"]]
    assert given["score"].tolist() == pytest.approx(found["score"].tolist(), abs=0.0001)


def test_the_assignments_messages_are_refused_for_what_it_asks_to_mend():
    message = (DATA / "message.hl7").read_text("utf-8")
    assert [one.split(" ")[0] for one in refusals(message)] == ["PID-7", "PID-8", "PV1-2"]
    bundle = json.loads((DATA / "bundle.json").read_text("utf-8"))
    patient = bundle["entry"][0]["resource"]
    assert "birthDate" in refusals(json.dumps(bundle))[0]
    patient["birthDate"] = "1989-05-17"
    assert "gender" in refusals(json.dumps(bundle))[0]
    patient["gender"] = "male"
    assert refusals(json.dumps(bundle)) == []


def test_the_assignments_bed(assignment):
    line = next(
        one
        for one in (DATA / "message.hl7").read_text("utf-8").splitlines()
        if one.startswith("PV1|")
    )
    assert assess.assess(assignment["read-bed"], line.split("|")[3].split("^")[2]).score == 1


def test_the_assignments_leads_are_the_planted_looks(again):
    planted = table(again, "planted_defects")
    snooped = planted[planted["kind"].str.startswith("snooping")]["is_now"]
    assert sorted(snooped) == ["hcastro", "ihaldane"]
    reasons = planted[planted["kind"] == "access-with-reason"]["is_now"]
    assert "lcrowe" in set(reasons)
    lost = planted[planted["kind"] == "orphan-encounter"].iloc[0]
    assert (lost["was"], lost["is_now"]) == ("TH-946455", "TH-94645")
    queue = table(again, "coding_queue").set_index("encounter_id")
    looked = table(again, "access_log")
    looked = looked[(looked["user_id"] == "hcastro") & (looked["at"].str[:10] == "2026-04-25")]
    assert queue.loc[looked["encounter_id"].iloc[0], "coder_id"] == "sramdas"
