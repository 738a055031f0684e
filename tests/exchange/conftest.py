"""A hospital of a few people, in the tables of the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from chartroom.hospital.schema import TABLES

_SQL = {"integer": "INTEGER", "decimal": "REAL"}

# Columns, then rows; what is not named stays empty.
ROWS = {
    "departments": (
        "department_id name kind",
        [
            ("3W", "Three West, Medicine", "inpatient unit"),
            ("NUR", "Nursery", "inpatient unit"),
            ("ED", "Emergency Department", "emergency"),
        ],
    ),
    "beds": (
        "bed_id department_id bassinet opened_on closed_on",
        [
            ("3W-301-A", "3W", "N", "2019-01-01", None),
            ("NUR_1", "NUR", "Y", "2019-01-01", "2026-09-01"),
        ],
    ),
    "providers": (
        "provider_id npi last_name first_name credential specialty department_id",
        [
            ("P001", "9000000001", "Okafor", "Ada", "MD", "Hospital medicine", "3W"),
            ("P002", "9000000002", "O'Neil & Sons", "Bo^b", "NP", "Emergency medicine", "ED"),
        ],
    ),
    "patients": (
        "mrn last_name first_name middle_name suffix birth_date sex race ethnicity language "
        "marital_status street city state zip phone email mother_mrn registered_on deceased_on "
        "status merged_into",
        [
            ("TH-100001", "Núñez-Żak", "María José", "Q R", None, "1991-02-28", "F", "White",
             "Hispanic or Latino", "Spanish", "Married", "12 Pier Rd Apt 3", "Gull Point", "XX",
             "00123", "555-010-0101", "maria@example.org", None, "2020-01-05", None, "active",
             None),
            ("TH-100002", "Núñez-Żak", "Baby Girl", None, None, "2026-05-02", "F",
             "Some other race",
             "Hispanic or Latino", "Spanish", "Single", "12 Pier Rd Apt 3", "Gull Point", "XX",
             "00123", None, None, "TH-100001", "2026-05-02", None, "active", None),
            ("TH-100003", "Smith | Sons\\Co ~ A&B", "Abe^e", "T", "Jr", "1940-12-31", "M",
             "Black or African American", "Not Hispanic or Latino", "English", "Widowed",
             "9 Mole St", "Tern Harbor", "XX", "00145", "555-010-0199", None, None, "2015-03-04",
             "2026-06-09", "active", None),
            ("TH-100004", "Smith", "Abraham", None, None, "1940-12-31", "M",
             "Declined", "Not Hispanic or Latino", "Tagalog", "Single", "9 Mole St", "Tern Harbor",
             "XX", "00145", None, None, None, "2026-01-04", None, "merged", "TH-100003"),
            ("TH-100005", "李", "小龍 🐉", None, None, "2000-02-29", "U", "Asian",
             "Not Hispanic or Latino", "English", "Single", "שלום 5", "Tern Harbor", "XX", "00145",
             None, None, None, "2026-01-04", None, "active", None),
        ],
    ),
    "identifiers": (
        "mrn type value issuer",
        [
            ("TH-100001", "SSN", "900-12-3456", "SSA"),
            ("TH-100001", "Clinic MRN", "C-77", "Harbor Clinic"),
            ("TH-100003", "Driver license", "XX123", "State XX"),
        ],
    ),
    "coverage": (
        "coverage_id mrn rank payer plan member_id starts_on ends_on",
        [
            ("CV1", "TH-100001", 1, "Private", "Gull Mutual PPO", "M-1", "2024-01-01", None),
            ("CV2", "TH-100003", 1, "Medicare", "Medicare A/B", "9AA", "2005-12-01", "2026-06-09"),
            ("CV3", "TH-100003", 2, "Other", "Sailors' Fund", None, "2010-01-01", None),
        ],
    ),
    "encounters": (
        "encounter_id mrn kind department_id bed_id attending_id admitted_at discharged_at "
        "admission_type admission_source via_ed disposition chief_complaint admitting_code payer "
        "birth_weight_g profile",
        [
            ("E1", "TH-100001", "inpatient", "3W", "3W-301-A", "P001", "2026-05-01 23:10",
             "2026-05-04 11:00", "2", "1", "Y", "01", "In labor since noon", "O80", "Private",
             None, "birth"),
            ("E2", "TH-100002", "newborn", "NUR", "NUR_1", "P001", "2026-05-02 02:15",
             "2026-05-04 11:05", "4", "newborn-5", "N", "01", "Born here", None, "Private", 3420,
             "newborn"),
            ("E3", "TH-100003", "ED", "ED", None, "P002", "2026-06-09 08:05", "2026-06-09 10:00",
             "1", "1", "N", "20", "Chest pain | short of breath\nsince 5", None, "Medicare", None,
             "mi"),
            ("E4", "TH-100003", "observation", "3W", "3W-301-A", "P001", "2026-04-09 08:05",
             "2026-04-10 10:00", "1", "5", "Y", "03", "Dizzy", None, "Medicare", None, "syncope"),
            ("E5", "TH-100005", "clinic", "ED", None, "P002", "2026-07-01 09:00",
             "2026-07-01 09:20", "3", "2", "N", "01", "Check-up", None, "Self-pay", None, "well"),
        ],
    ),
    "diagnoses": (
        "encounter_id sequence code poa",
        [
            ("E1", 1, "O80", "Y"), ("E1", 2, "Z37.0", "exempt"), ("E2", 1, "Z38.00", "exempt"),
            ("E3", 1, "I21.9", None), ("E4", 1, "R55", None), ("E4", 2, "I10", None),
            ("E5", 1, "Z00.00", None),
        ],
    ),
    "procedures": (
        "encounter_id sequence system code title performed_at provider_id",
        [
            ("E1", 1, "ICD-10-PCS", "10E0XZZ", "Delivery by hand", "2026-05-02 02:10", "P001"),
            ("E4", 1, "HCPCS", "G0378", "Observation by the hour", "2026-04-09 09:00", "P001"),
        ],
    ),
    "documents": (
        "document_id encounter_id mrn type author_id written_at status text",
        [
            ("D1", "E1", "TH-100001", "Discharge summary", "P001", "2026-05-04 12:00", "signed",
             "Rétablie.\nGoes home | well."),
            ("D2", "E1", "TH-100003", "Progress note", "P001", "2026-05-03 12:00", "unsigned",
             None),
            ("D3", "E3", "TH-100003", "ED note", "P002", "2026-06-09 10:30", "amended", "x" * 500),
        ],
    ),
    "orders": (
        "order_id encounter_id kind item ordered_by ordered_at status",
        [
            ("O1", "E1", "laboratory", "Complete blood count", "P001", "2026-05-02 06:00",
             "completed"),
            ("O2", "E1", "medication", "Ibuprofen 600 mg", "P001", "2026-05-02 07:00", "completed"),
            ("O3", "E3", "imaging", "Chest X-ray, 2 views", "P002", "2026-06-09 08:15",
             "cancelled"),
            ("O4", "E3", "laboratory", "Troponin", "P002", "2026-06-09 08:15", "completed"),
        ],
    ),
    "results": (
        "order_id test encounter_id value unit low high flag resulted_at",
        [
            ("O1", "hgb", "E1", 10.9, "g/dL", 12.0, 16.0, "L", "2026-05-02 07:30"),
            ("O1", "platelets", "E1", 240.0, "10*3/uL", 150.0, 400.0, None, "2026-05-02 07:35"),
            ("O4", "made-up & odd|test", "E3", 0.0, "foo units", None, 0.04, "H",
             "2026-06-09 09:00"),
        ],
    ),
    "vitals": (
        "encounter_id taken_at temperature_c pulse respirations systolic diastolic spo2 "
        "weight_kg height_cm",
        [
            ("E1", "2026-05-01 23:15", 37.0, 92, 18, 124, 78, 98, 74.5, 165.0),
            ("E1", "2026-05-02 07:15", 37.4, 80, 16, None, None, 99, None, None),
            ("E2", "2026-05-02 02:30", 36.8, 140, 44, None, None, 97, 3.42, 50.0),
        ],
    ),
    "medications": (
        "order_id encounter_id drug dose route frequency home",
        [("O2", "E1", "ibuprofen", "600 mg", "by mouth", "every 6 hours", "N")],
    ),
    "problems": (
        "mrn code problem since",
        [
            ("TH-100003", "I10", "High blood pressure", "2012-01-01"),
            ("TH-100003", "E11.9", "Type 2 diabetes", "2012-01-01"),
        ],
    ),
}  # fmt: skip


def empty_tables(optional: tuple[str, ...] = ()) -> sqlite3.Connection:
    """Return a database in memory with the schema's tables, keys and requirements.

    Args:
        optional: columns of encounters that may be empty here against the schema.
    """
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    for table in TABLES.values():
        lines = []
        for column in table.columns:
            line = f'"{column.name}" {_SQL.get(column.type, "TEXT")}'
            line += " NOT NULL" if column.required and column.name not in optional else ""
            if column.refers:
                there, name = column.refers.split(".")
                line += f' REFERENCES "{there}"("{name}")'
            lines.append(line)
        key = ", ".join(f'"{name}"' for name in table.key)
        conn.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)}, PRIMARY KEY ({key}))')
    return conn


def fill(conn: sqlite3.Connection, tables: tuple[str, ...] = tuple(ROWS)) -> sqlite3.Connection:
    """Add the rows of these tables."""
    with conn:
        conn.execute("PRAGMA defer_foreign_keys = ON")
        for name in tables:
            columns, rows = ROWS[name]
            marks = ", ".join("?" * len(columns.split()))
            names = ", ".join(f'"{column}"' for column in columns.split())
            conn.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', rows)
    return conn


_MASTERS = ("departments", "beds", "providers")


@pytest.fixture
def hospital() -> Iterator[sqlite3.Connection]:
    with closing(fill(empty_tables())) as conn:
        yield conn


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(empty_tables()) as conn:
        yield conn


@pytest.fixture
def masters() -> Iterator[sqlite3.Connection]:
    """Departments, beds and providers, but no patients: what an HL7 v2 receiver knows."""
    with closing(fill(empty_tables(), _MASTERS)) as conn:
        yield conn


@pytest.fixture
def open_stays() -> Iterator[sqlite3.Connection]:
    """As ``masters``, in a database that also keeps stays that have not ended."""
    with closing(fill(empty_tables(("discharged_at", "disposition")), _MASTERS)) as conn:
        yield conn


@pytest.fixture
def content() -> Callable[[sqlite3.Connection], list[str]]:
    """The whole content of a database, to see whether anything changed."""
    return lambda conn: list(conn.iterdump())
