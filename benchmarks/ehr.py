"""The EHR with many patients: what the desk asks, and the queries of the lessons.

``python benchmarks/ehr.py --patients 100000 --keep DIR`` measures alone; the data set and database
stay in DIR for the next time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Row, percentile, table, timed

if TYPE_CHECKING:
    from chartroom.exercises.ehrdesk import EhrDesk

AIM = 100  # milliseconds

TYPED = (
    "smith", "s", "smith, ma", "mary smith", "james", "12/11/1940", "smith 1961-03-14", "garcia, j",
    "TH-1000", "nobody here", "900-12-3456", "555-010-0101", "van der berg", "nunez",
)  # fmt: skip
QUERIES = {
    "a patient by number": "SELECT * FROM patient_search WHERE mrn = :mrn",
    "a patient's encounters": "SELECT * FROM chart_list WHERE mrn = :mrn ORDER BY admitted_at",
    "documents of a chart": "SELECT document_id, type, status FROM documents WHERE mrn = :mrn",
    "discharges of a day": (
        "SELECT kind, count(*), avg(length_of_stay) FROM discharges "
        "WHERE discharged_on = '2026-06-01' GROUP BY kind"
    ),
    "stays by month": (
        "SELECT substr(discharged_on, 1, 7) AS month, count(*), avg(length_of_stay) "
        "FROM discharges WHERE kind = 'inpatient' GROUP BY month"
    ),
    "visits of a month by department": (
        "SELECT department_id, count(*) FROM chart_list WHERE admitted_at >= '2026-06-01' "
        "AND admitted_at < '2026-07-01' GROUP BY department_id"
    ),
    "inpatients with a code": (
        "SELECT count(*) FROM encounters JOIN diagnoses USING (encounter_id) "
        "WHERE code = 'I10' AND kind = 'inpatient'"
    ),
    "census": "SELECT * FROM current_census",
    "open deficiencies of a provider": (
        "SELECT * FROM open_deficiencies WHERE provider_id = "
        "(SELECT provider_id FROM deficiencies WHERE completed_on IS NULL LIMIT 1) LIMIT 100"
    ),
    "open deficiencies by provider": (
        "SELECT provider_id, count(*) FROM deficiencies WHERE completed_on IS NULL "
        "GROUP BY provider_id ORDER BY 2 DESC"
    ),
    "who opened a chart": "SELECT * FROM access_log WHERE mrn = :mrn ORDER BY at",
    "what a user opened in a day": (
        "SELECT * FROM access_log WHERE user_id = (SELECT min(user_id) FROM access_log) "
        "AND at BETWEEN '2026-06-01' AND '2026-06-02'"
    ),
    "births by month": (
        "SELECT substr(discharged_at, 1, 7), count(*) FROM encounters WHERE kind = 'newborn' "
        "GROUP BY 1"
    ),
    "duplicates of the whole index": (
        "SELECT birth_date, last_name, count(*) FROM patients GROUP BY 1, 2 HAVING count(*) > 1"
    ),
    "same birth date and last name": (
        "SELECT a.mrn, b.mrn FROM patients a JOIN patients b ON a.birth_date = b.birth_date "
        "AND a.last_name = b.last_name AND a.mrn < b.mrn "
        "WHERE a.birth_date BETWEEN '1961-03-01' AND '1961-03-31'"
    ),
}
_FORM = {
    "first_name": "Bench", "birth_date": "3/14/1961", "sex": "F", "race": "White",
    "ethnicity": "Not Hispanic or Latino", "language": "English", "marital_status": "Single",
    "street": "4 Dune Way", "city": "Tern Harbor", "state": "XX", "zip": "00145",
}  # fmt: skip


def made(patients: int, folder: Path) -> tuple[Path, float]:
    """Return a database of so many patients in a folder, and the seconds it took to make it.

    The seconds are not a number if it was there already.
    """
    from chartroom import ehr
    from chartroom.hospital.chunk import Spec
    from chartroom.hospital.making import make_csv

    path = folder / f"ehr-{patients}.sqlite"
    if path.is_file():
        return path, float("nan")
    data = folder / f"data-{patients}"
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "manifest.json").is_file():
        make_csv(Spec(patients), data, workers=2)
    start = time.perf_counter()
    ehr.create(path, data)
    return path, time.perf_counter() - start


def run(patients: int, times: int = 5, keep: Path | None = None) -> list[Row]:
    """Return the rows of the desk's times with a hospital of so many patients."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            return run(patients, times, Path(folder))
    from chartroom import ehr
    from chartroom.exercises.ehrdesk import EhrDesk

    path, seconds = made(patients, keep)
    db = ehr.connect(path)
    numbers = [row[0] for row in db.execute("SELECT mrn FROM patients ORDER BY mrn LIMIT 5")]
    names = [f"{row[0]}, {row[1]}" for row in db.execute(
        "SELECT last_name, first_name FROM patients ORDER BY birth_date LIMIT 20"
    )]  # fmt: skip
    numbers += [row[0] for row in db.execute(
        "SELECT mrn FROM documents GROUP BY mrn ORDER BY count(*) DESC LIMIT 5"
    )]  # fmt: skip
    document = db.execute("SELECT document_id FROM documents LIMIT 1").fetchone()[0]
    work: list[tuple[str, list[Callable[[], object]]]] = [
        ("search", [lambda text=text: ehr.search(db, text) for text in (*TYPED, *names)]),
        ("open a chart", [lambda mrn=mrn: ehr.chart(db, mrn) for mrn in numbers]),
        ("open a document", [lambda: ehr.document(db, document)]),
        ("register", [lambda: ehr.register(db, _FORM | {"last_name": "Mark"}, confirm=True)]),
        ("update", [lambda: ehr.update(db, numbers[0], {"phone": _phone()}, "benchmark")]),
        ("access log of a patient", [lambda: ehr.access_log(db, numbers[0])]),
        ("access log, latest", [lambda: ehr.access_log(db, limit=100)]),
        ("audit of a patient", [lambda: ehr.audit(db, numbers[0])]),
    ]
    work += _desk(EhrDesk(path), (*TYPED, *names), numbers, document)
    for name, query in QUERIES.items():
        values = {"mrn": numbers[1]} if ":mrn" in query else {}
        one = [lambda query=query, values=values: ehr.sql(db, query, values, frame=False)]
        work.append((f"SQL: {name}", one))
    rows = []
    if seconds == seconds:
        told = f"{path.stat().st_size / 1e6:,.0f} MB"
        rows.append(
            Row(f"EHR, make, {patients:,} patients", f"{seconds:.0f} s", told, "", "", True)
        )
    for what, calls in work:
        for call in calls:
            call()
        taken = [timed(call) * 1000 for _ in range(times) for call in calls]
        middle, worst = percentile(taken, 50), percentile(taken, 95)
        rows.append(Row(f"EHR, {what}", f"p50 {middle:.1f} ms", f"p95 {worst:.1f} ms", "",
                        f"p95 {AIM} ms", worst <= AIM))  # fmt: skip
    db.close()
    return rows


def _desk(
    desk: EhrDesk, typed: Iterable[str], numbers: list[str], document: str
) -> list[tuple[str, list[Callable[[], object]]]]:
    """Return what the desk does for each message of a view."""

    def does(action: str, **message: object) -> Callable[[], object]:
        return lambda: desk.act(action, message)

    first, fields = numbers[0], _FORM | {"last_name": "Mark"}
    return [
        ("desk: find", [does("find", text=text) for text in typed if text]),
        ("desk: open a chart", [does("open", mrn=mrn) for mrn in numbers]),
        ("desk: open a document", [does("document", document=document)]),
        ("desk: logs of a chart", [does("logs", mrn=mrn) for mrn in numbers]),
        ("desk: my activity", [does("logs")]),
        ("desk: check a field", [does("check", fields=fields)]),
        ("desk: keep a draft", [
            lambda: desk.act("draft", {"form": "register", "fields": {"phone": _phone()}})
        ]),
        ("desk: possible duplicates", [does("register", fields=fields)]),
        ("desk: register", [does("register", fields=fields, confirm=True)]),
        ("desk: update", [
            lambda: desk.act("update", {"mrn": first, "fields": {"phone": _phone()}, "reason": "b"})
        ]),
        ("desk: amend", [does("amend", document=document, fields={"text": "b", "reason": "b"})]),
    ]  # fmt: skip


def _phone() -> str:
    """Return a number unlike the last one."""
    return f"555-01{time.perf_counter_ns() // 1000 % 10}-{time.perf_counter_ns() % 10000:04d}"


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Measure the EHR.")
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder for the data set and the database")
    options = parser.parse_args()
    rows = run(options.patients, keep=options.keep)
    print(table(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
