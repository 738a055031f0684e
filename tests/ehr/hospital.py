"""A hospital of a few people as the files of a data set; some rows are wrong on purpose."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from chartroom.hospital.schema import TABLES, VERSION

ROWS = {
    "departments": (
        "department_id name kind",
        [
            ("3W", "Three West, Medicine", "inpatient unit"),
            ("NUR", "Nursery", "inpatient unit"),
            ("ED", "Emergency Department", "emergency"),
            ("HIM", "Health Information Management", "service"),
        ],
    ),
    "beds": (
        "bed_id department_id bassinet opened_on closed_on",
        [
            ("3W-301-A", "3W", "N", "2019-01-01", ""),
            ("NUR-1", "NUR", "Y", "2019-01-01", "2026-09-01"),
        ],
    ),
    "providers": (
        "provider_id npi last_name first_name credential specialty department_id",
        [
            ("P1", "9000000001", "Okafor", "Ada", "MD", "hospital medicine", "3W"),
            ("P2", "9000000002", "O'Neil", "Beth", "NP", "emergency medicine", "ED"),
        ],
    ),
    "users": (
        "user_id last_name first_name job department_id provider_id mrn",
        [
            ("aokafor", "Okafor", "Ada", "physician", "3W", "P1", ""),
            ("boneil", "O'Neil", "Beth", "nurse practitioner", "ED", "P2", ""),
            ("tvance", "Vance", "Terry", "HIM technician", "HIM", "", "TH-100005"),
            ("gone", "Gone", "Gil", "nurse", "3W", "", "TH-999999"),  # no such patient
        ],
    ),
    "patients": (
        "mrn last_name first_name middle_name suffix birth_date sex race ethnicity language "
        "marital_status street city state zip phone email mother_mrn registered_on deceased_on "
        "status merged_into",
        [
            ("TH-100001", "Núñez-Żak", "María José", "Q", "", "1991-02-28", "F", "White",
             "Hispanic or Latino", "Spanish", "Married", "12 Pier Rd Apt 3", "Gull Point", "XX",
             "00123", "555-010-0101", "maria@example.org", "", "2020-01-05", "", "active", ""),
            ("TH-100002", "Núñez-Żak", "Baby Girl", "", "", "2026-05-02", "F", "Some other race",
             "Hispanic or Latino", "Spanish", "Single", "12 Pier Rd Apt 3", "Gull Point", "XX",
             "00123", "", "", "TH-100001", "2026-05-02", "", "active", ""),
            ("TH-100003", "Smith", "Abraham", "T", "Jr", "1940-12-11", "M",
             "Black or African American", "Not Hispanic or Latino", "English", "Widowed",
             "9 Mole St", "Tern Harbor", "XX", "00145", "555-010-0199", "", "", "2015-03-04",
             "2026-06-09", "active", ""),
            ("TH-100004", "Smith", "Abe", "", "", "1940-12-11", "M", "Declined",
             "Not Hispanic or Latino", "English", "Single", "9 Mole St", "Tern Harbor", "XX",
             "00145", "", "", "", "2026-01-04", "", "active", ""),
            ("TH-100005", "李", "小龍 🐉", "", "", "2000-02-29", "U", "Asian",
             "Not Hispanic or Latino", "English", "Single", "שלום 5", "Tern Harbor", "XX",
             "00145", "", "", "", "2026-01-04", "", "active", ""),
            ("TH-100006", "Van der Berg", "Mary Ann", "", "", "1985-07-15", "F", "White",
             "Not Hispanic or Latino", "English", "Single", "1 Quay", "Tern Harbor", "XX", "00145",
             "", "", "", "2024-01-04", "", "active", ""),
            # there is no such birthday: refused, and with it what hangs on the patient
            ("TH-100007", "Nodate", "Nell", "", "", "1985-02-30", "F", "White",
             "Not Hispanic or Latino", "English", "Single", "2 Quay", "Tern Harbor", "XX", "00145",
             "", "", "", "2024-01-04", "", "active", ""),
            # the same number again
            ("TH-100006", "Other", "Olga", "", "", "1970-01-01", "F", "White",
             "Not Hispanic or Latino", "English", "Single", "3 Quay", "Tern Harbor", "XX", "00145",
             "", "", "", "2024-01-04", "", "active", ""),
        ],
    ),
    "identifiers": (
        "mrn type value issuer",
        [
            ("TH-100001", "SSN", "900-12-3456", "SSA"),
            ("TH-100003", "SSN", "901-22-1111", "SSA"),
            ("TH-100004", "SSN", "901-22-1111", "SSA"),
            ("TH-100004", "Clinic MRN", "C-77", "Harbor Clinic"),
        ],
    ),
    "coverage": (
        "coverage_id mrn rank payer plan member_id starts_on ends_on",
        [
            ("CV1", "TH-100001", "1", "Private", "Gull Mutual PPO", "M-1", "2024-01-01", ""),
            ("CV2", "TH-100004", "1", "Medicare", "Medicare A/B", "9AA", "2005-12-01", ""),
            ("CV3", "TH-100001", "two", "Other", "Sailors' Fund", "", "2010-01-01", ""),
        ],
    ),
    "encounters": (
        "encounter_id mrn kind department_id bed_id attending_id admitted_at discharged_at "
        "admission_type admission_source via_ed disposition chief_complaint admitting_code payer "
        "birth_weight_g profile",
        [
            ("E1", "TH-100001", "inpatient", "3W", "3W-301-A", "P1", "2026-05-01 23:10",
             "2026-05-04 11:00", "2", "1", "Y", "01", "In labor since noon", "O80", "Private",
             "", "birth"),
            ("E2", "TH-100002", "newborn", "NUR", "NUR-1", "P1", "2026-05-02 02:15",
             "2026-05-04 11:05", "4", "newborn-5", "N", "01", "Born here", "", "Private", "3420",
             "newborn"),
            ("E3", "TH-100003", "ED", "ED", "", "P2", "2026-06-09 08:05", "2026-06-09 10:00",
             "1", "1", "N", "20", "Chest pain since 5", "", "Medicare", "", "mi"),
            ("E4", "TH-100004", "inpatient", "3W", "3W-301-A", "P1", "2026-04-09 08:05",
             "2026-04-09 20:00", "1", "5", "Y", "03", "Dizzy", "R42", "Medicare", "", "syncope"),
            ("E5", "TH-100007", "clinic", "ED", "", "P2", "2026-07-01 09:00",
             "2026-07-01 09:20", "3", "2", "N", "01", "Check-up", "", "Self-pay", "", "well"),
        ],
    ),
    "diagnoses": (
        "encounter_id sequence code poa",
        [
            ("E1", "1", "O80", "Y"), ("E1", "2", "Z37.0", "exempt"),
            ("E2", "1", "Z38.00", "exempt"), ("E3", "1", "I21.9", ""),
            ("E4", "1", "R55", "Y"), ("E4", "2", "I10", "Y"),
            ("E5", "1", "Z00.00", ""), ("E9", "1", "I10", "Y"), ("E4", "3", "R42", "maybe"),
        ],
    ),
    "procedures": (
        "encounter_id sequence system code title performed_at provider_id",
        [("E1", "1", "ICD-10-PCS", "10E0XZZ", "Delivery by hand", "2026-05-02 02:10", "P1")],
    ),
    "documents": (
        "document_id encounter_id mrn type author_id written_at status text",
        [
            ("D1", "E1", "TH-100001", "Discharge summary", "P1", "2026-05-04 12:00", "signed",
             "Rétablie.\nGoes home, \"well\"."),
            ("D2", "E1", "TH-100001", "Progress note", "P1", "2026-05-03 12:00", "unsigned",
             "Resting."),
            ("D3", "E3", "TH-100003", "ED note", "P2", "2026-06-09 10:30", "signed", "x" * 500),
            ("D4", "E4", "TH-100004", "Discharge summary", "P1", "2026-04-10 10:30", "signed", ""),
            ("D5", "E5", "TH-100007", "Clinic note", "P2", "2026-07-01 10:30", "signed", "Well."),
            ("D6", "E4", "TH-100004", "History and physical", "P1", "2026-04-09 25:30", "signed",
             "There is no such hour."),
        ],
    ),
    "signatures": (
        "document_id provider_id due_on signed_at",
        [
            ("D1", "P1", "2026-06-03", "2026-05-05 09:00"),
            ("D2", "P1", "2026-06-03", ""),
            ("D5", "P2", "2026-08-03", "2026-07-02 09:00"),
        ],
    ),
    "deficiencies": (
        "deficiency_id encounter_id kind document_type provider_id assigned_on due_on completed_on",
        [
            ("F1", "E1", "missing signature", "Progress note", "P1", "2026-05-05", "2026-06-03",
             ""),
            ("F2", "E3", "missing document", "Death summary", "P2", "2026-06-10", "2026-07-09", ""),
            ("F3", "E4", "missing document", "Consultation", "P1", "2026-04-11", "2026-05-09",
             "2026-05-01"),
        ],
    ),
    "orders": (
        "order_id encounter_id kind item ordered_by ordered_at status",
        [
            ("O1", "E1", "laboratory", "Complete blood count", "P1", "2026-05-02 06:00",
             "completed"),
            ("O2", "E1", "medication", "Ibuprofen 600 mg", "P1", "2026-05-02 07:00", "completed"),
            ("O3", "E5", "laboratory", "Lipids", "P2", "2026-07-01 09:10", "completed"),
        ],
    ),
    "results": (
        "order_id test encounter_id value unit low high flag resulted_at",
        [
            ("O1", "hgb", "E1", "10.9", "g/dL", "12.0", "16.0", "L", "2026-05-02 07:30"),
            ("O3", "ldl", "E5", "90", "mg/dL", "", "100", "", "2026-07-01 12:30"),
        ],
    ),
    "vitals": (
        "encounter_id taken_at temperature_c pulse respirations systolic diastolic spo2 "
        "weight_kg height_cm",
        [
            ("E1", "2026-05-01 23:15", "37.0", "92", "18", "124", "78", "98", "74.5", "165.0"),
            ("E1", "2026-05-02 07:15", "98.6", "80", "16", "", "", "99", "", ""),  # Fahrenheit
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
            ("TH-100004", "I10", "High blood pressure", "2009-01-01"),
            ("TH-100004", "E11.9", "Type 2 diabetes", "2012-01-01"),
        ],
    ),
    "claims": (
        "claim_id encounter_id form payer sex disposition admitted_on discharged_on "
        "principal_code other_codes charges billed_on status",
        [("K1", "E1", "UB-04", "Private", "F", "01", "2026-05-01", "2026-05-04", "O80", "Z37.0",
          "9120.50", "2026-05-20", "paid")],
    ),
    "release_requests": (
        "request_id mrn received_on channel requester_kind requester purpose wants from_date "
        "to_date authorization decision completed_on",
        [("R1", "TH-100004", "2026-06-01", "letter", "attorney", "Lark & Lark", "a suit",
          "everything", "", "", "valid", "released", "2026-06-09")],
    ),
    "disclosures": (
        "disclosure_id mrn request_id disclosed_on recipient what purpose accountable",
        [("X1", "TH-100004", "R1", "2026-06-09", "Lark & Lark", "chart of E4", "a suit", "N")],
    ),
    "census": (
        "day department_id beds admissions discharges deaths same_day at_midnight service_days",
        [
            ("2026-05-01", "3W", "1", "1", "0", "0", "0", "1", "1"),
            ("2026-05-02", "3W", "1", "0", "0", "0", "0", "1", "1"),
            ("2026-05-02", "NUR", "1", "1", "0", "0", "0", "1", "1"),
        ],
    ),
    "access_log": (
        "access_id at user_id mrn encounter_id action part",
        [
            ("L00000000001", "2026-05-02 06:00", "aokafor", "TH-100001", "E1", "view", "chart"),
            ("L00000000002", "2026-05-02 06:30", "boneil", "TH-100004", "", "view", "chart"),
            ("L00000000003", "2026-05-02 06:30", "nobody", "TH-100004", "", "view", "chart"),
        ],
    ),
    "coding_queue": (
        "encounter_id entered_at coder_id started_at finished_at minutes queried",
        [("E1", "2026-05-05 06:00", "tvance", "2026-05-06 08:00", "2026-05-06 08:20", "20", "N")],
    ),
    "planted_defects": (
        "defect_id kind table row column was is_now found_by remedy is_defect",
        [("Q1", "impossible date", "patients", "mrn=TH-100007", "birth_date", "1985-03-02",
          "1985-02-30", "calendar", "ask", "Y")],
    ),
}  # fmt: skip


def write(folder: Path, version: str = VERSION) -> Path:
    """Write the data set into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {}
    for name, table in TABLES.items():
        columns, rows = ROWS[name]
        assert tuple(columns.split()) == table.names
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns.split(), *rows])
        tables[name] = {"rows": len(rows), "sha256": ""}
    manifest = {"schema": version, "seed": 1, "tables": tables}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder
