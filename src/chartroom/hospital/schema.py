"""The tables of Tern Harbor: columns, types, keys, units. Everything else is derived from here.

The data dictionary, the readers and writers, the SQLite tables of the EHR and the generator's
checks all read ``TABLES``. Types are the words of ``TYPES``; values in files are text, empty for
missing.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Version of this schema. A data set of another version is refused by name.
VERSION = "1"

#: type: how it is written in a file
TYPES = {
    "text": "text",
    "integer": "whole number",
    "decimal": "number with a decimal point",
    "date": "YYYY-MM-DD",
    "datetime": "YYYY-MM-DD HH:MM, local time",
    "flag": "Y or N",
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: as in the file.
        type: a key of ``TYPES``.
        about: one line for the data dictionary, with the unit where there is one.
        required: False if it may be empty.
        values: the only values allowed; empty if any will do.
        refers: "table.column" whose values it takes, or "".
        low, high: plausible range of a number, None if open.
    """

    name: str
    type: str
    about: str
    required: bool = True
    values: tuple[str, ...] = ()
    refers: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its columns, and the columns that make its key."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """Return a column by name.

        Raises:
            KeyError: the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"The table {self.name} has no column {name}.")

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


KINDS = ("inpatient", "observation", "ED", "clinic", "newborn")
SEXES = ("F", "M", "U")
POA = ("Y", "N", "U", "W", "exempt")
DISPOSITIONS = {
    "01": "home, routine",
    "02": "short-term general hospital",
    "03": "skilled nursing facility",
    "06": "home with home health service",
    "07": "left against medical advice",
    "20": "expired",
    "50": "hospice, home",
    "51": "hospice, medical facility",
    "62": "inpatient rehabilitation facility",
    "65": "psychiatric hospital or unit",
}
ADMISSION_TYPES = {"1": "emergency", "2": "urgent", "3": "elective", "4": "newborn", "5": "trauma"}
ADMISSION_SOURCES = {
    "1": "non-health-care facility (home)",
    "2": "clinic or physician's office",
    "4": "transfer from a hospital",
    "5": "transfer from a skilled nursing or intermediate care facility",
    "6": "transfer from another health care facility",
    "8": "court or law enforcement",
    "9": "not available",
    "newborn-5": "born in this hospital",
    "newborn-6": "born outside this hospital",
}
PAYERS = ("Medicare", "Medicaid", "Private", "Self-pay", "Other")

_MRN = Column("mrn", "text", "Medical record number of the patient", refers="patients.mrn")
_ENCOUNTER = Column(
    "encounter_id", "text", "Account number of the encounter", refers="encounters.encounter_id"
)


def _provider(name: str, about: str, required: bool = True) -> Column:
    return Column(name, "text", about, required, refers="providers.provider_id")


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "departments",
            "A unit, clinic or service of the hospital",
            (
                Column("department_id", "text", "Short code of the department"),
                Column("name", "text", "Name as on the door"),
                Column(
                    "kind",
                    "text",
                    "What happens there",
                    values=("inpatient unit", "emergency", "clinic", "service"),
                ),
            ),
            ("department_id",),
        ),
        Table(
            "beds",
            "An inpatient bed or bassinet and when it was in service",
            (
                Column("bed_id", "text", "Department, room and bed"),
                Column("department_id", "text", "Unit", refers="departments.department_id"),
                Column(
                    "bassinet", "flag", "Y for a newborn's bassinet, which is not counted as a bed"
                ),
                Column("opened_on", "date", "First day in service"),
                Column("closed_on", "date", "First day no longer in service", required=False),
            ),
            ("bed_id",),
        ),
        Table(
            "providers",
            "A physician, nurse practitioner or other clinician who documents or orders",
            (
                Column("provider_id", "text", "The hospital's number of the provider"),
                Column("npi", "text", "Ten digits beginning with 9, which no real NPI does"),
                Column("last_name", "text", "Last name"),
                Column("first_name", "text", "First name"),
                Column("credential", "text", "Credential, such as MD"),
                Column("specialty", "text", "Specialty"),
                Column(
                    "department_id", "text", "Home department", refers="departments.department_id"
                ),
            ),
            ("provider_id",),
        ),
        Table(
            "users",
            "A person with an account in the EHR",
            (
                Column("user_id", "text", "Sign-on name"),
                Column("last_name", "text", "Last name"),
                Column("first_name", "text", "First name"),
                Column("job", "text", "Job, which decides what the person may need to see"),
                Column("department_id", "text", "Department", refers="departments.department_id"),
                _provider("provider_id", "Provider number of a clinician", required=False),
                Column(
                    "mrn",
                    "text",
                    "The employee's own record, if also a patient",
                    False,
                    refers="patients.mrn",
                ),
            ),
            ("user_id",),
        ),
        Table(
            "patients",
            "A record of the master patient index (MPI): one person, once",
            (
                Column("mrn", "text", "Medical record number (unit numbering): TH- and digits"),
                Column("last_name", "text", "Last name"),
                Column("first_name", "text", "First name"),
                Column("middle_name", "text", "Middle name or initial", False),
                Column("suffix", "text", "Jr, Sr, II, III", False),
                Column("birth_date", "date", "Date of birth"),
                Column("sex", "text", "Sex as registered", values=SEXES),
                Column("race", "text", "Race as the patient says"),
                Column("ethnicity", "text", "Hispanic or not, as the patient says"),
                Column("language", "text", "Preferred language"),
                Column("marital_status", "text", "Marital status"),
                Column("street", "text", "House number and street"),
                Column("city", "text", "City"),
                Column("state", "text", "State; XX, because the place is invented"),
                Column("zip", "text", "ZIP code beginning with 001, which is not in use"),
                Column("phone", "text", "Telephone in an exchange that cannot be dialed", False),
                Column("email", "text", "E-mail at example.org", False),
                Column(
                    "mother_mrn",
                    "text",
                    "Mother's record, for a baby born here",
                    False,
                    refers="patients.mrn",
                ),
                Column("registered_on", "date", "First registered"),
                Column("deceased_on", "date", "Date of death, if known", False),
                Column(
                    "status",
                    "text",
                    "active, or merged into another record",
                    values=("active", "merged"),
                ),
                Column(
                    "merged_into", "text", "The record that is kept", False, refers="patients.mrn"
                ),
            ),
            ("mrn",),
        ),
        Table(
            "identifiers",
            "Another number by which a patient is known",
            (
                _MRN,
                Column(
                    "type", "text", "Kind of number", values=("SSN", "Clinic MRN", "Driver license")
                ),
                Column(
                    "value",
                    "text",
                    "The number; SSNs are in the range 900-01 to 999-49, never issued",
                ),
                Column("issuer", "text", "Who gave the number"),
            ),
            ("mrn", "type", "value"),
        ),
        Table(
            "coverage",
            "Insurance of a patient for a period",
            (
                Column("coverage_id", "text", "Number of the coverage"),
                _MRN,
                Column("rank", "integer", "1 primary, 2 secondary", low=1, high=2),
                Column("payer", "text", "Kind of payer", values=PAYERS),
                Column("plan", "text", "Name of the plan (invented)"),
                Column("member_id", "text", "Member number", False),
                Column("starts_on", "date", "First day covered"),
                Column("ends_on", "date", "Last day covered, empty if it goes on", False),
            ),
            ("coverage_id",),
        ),
        Table(
            "encounters",
            "A stay, visit or birth",
            (
                Column("encounter_id", "text", "Account number of the encounter"),
                _MRN,
                Column("kind", "text", "Kind of encounter", values=KINDS),
                Column(
                    "department_id", "text", "Unit or clinic", refers="departments.department_id"
                ),
                Column("bed_id", "text", "Bed, for inpatients", False, refers="beds.bed_id"),
                _provider("attending_id", "Attending physician (newborn: pediatrician)"),
                Column("admitted_at", "datetime", "Admission, or start of the visit"),
                Column("discharged_at", "datetime", "Discharge, or end of the visit"),
                Column(
                    "admission_type",
                    "text",
                    "UB-04 type of admission (FL 14)",
                    values=tuple(ADMISSION_TYPES),
                ),
                Column(
                    "admission_source",
                    "text",
                    "UB-04 point of origin (FL 15)",
                    values=tuple(ADMISSION_SOURCES),
                ),
                Column("via_ed", "flag", "Y if the patient came through our emergency department"),
                Column(
                    "disposition",
                    "text",
                    "UB-04 patient discharge status (FL 17)",
                    values=tuple(DISPOSITIONS),
                ),
                Column("chief_complaint", "text", "Why the patient came, in plain words"),
                Column(
                    "admitting_code", "text", "Admitting diagnosis, ICD-10-CM (inpatients)", False
                ),
                Column("payer", "text", "Expected primary payer", values=PAYERS),
                Column(
                    "birth_weight_g",
                    "integer",
                    "Birth weight in grams (newborns)",
                    False,
                    low=300,
                    high=6500,
                ),
                Column("profile", "text", "The teaching profile the encounter was made from"),
            ),
            ("encounter_id",),
        ),
        Table(
            "diagnoses",
            "A coded final diagnosis",
            (
                _ENCOUNTER,
                Column("sequence", "integer", "1 is principal (inpatient) or first-listed", low=1),
                Column("code", "text", "ICD-10-CM FY2026 (April 1, 2026), with the dot"),
                Column(
                    "poa",
                    "text",
                    "Present on admission; inpatients and newborns only",
                    False,
                    values=POA,
                ),
            ),
            ("encounter_id", "sequence"),
        ),
        Table(
            "procedures",
            "A coded procedure",
            (
                _ENCOUNTER,
                Column("sequence", "integer", "1 is the principal procedure", low=1),
                Column("system", "text", "Code system", values=("ICD-10-PCS", "HCPCS")),
                Column("code", "text", "The code"),
                Column("title", "text", "What was done, in our own words"),
                Column("performed_at", "datetime", "When"),
                _provider("provider_id", "Who did it"),
            ),
            ("encounter_id", "sequence"),
        ),
        Table(
            "documents",
            "A document of the record",
            (
                Column("document_id", "text", "Number of the document"),
                _ENCOUNTER,
                _MRN,
                Column("type", "text", "Document type, such as Discharge summary"),
                _provider("author_id", "Who wrote or dictated it"),
                Column("written_at", "datetime", "When it was written"),
                Column(
                    "status",
                    "text",
                    "State of the document",
                    values=("signed", "unsigned", "amended"),
                ),
                Column("text", "text", "The text, where it is kept", False),
            ),
            ("document_id",),
        ),
        Table(
            "signatures",
            "A signature that a document needs, and when it was given",
            (
                Column("document_id", "text", "The document", refers="documents.document_id"),
                _provider("provider_id", "Who must sign"),
                Column("due_on", "date", "Last day to sign by hospital policy"),
                Column("signed_at", "datetime", "When it was signed; empty if it was not", False),
            ),
            ("document_id", "provider_id"),
        ),
        Table(
            "deficiencies",
            "Something missing from a record after discharge, assigned to a provider",
            (
                Column("deficiency_id", "text", "Number of the deficiency"),
                _ENCOUNTER,
                Column(
                    "kind",
                    "text",
                    "What is wanting",
                    values=("missing document", "missing signature"),
                ),
                Column("document_type", "text", "Of which document"),
                _provider("provider_id", "Who must complete it"),
                Column("assigned_on", "date", "When it was assigned"),
                Column(
                    "due_on", "date", "Due: 30 days after discharge (42 CFR 482.24(c)(4)(viii))"
                ),
                Column("completed_on", "date", "When it was completed; empty if open", False),
            ),
            ("deficiency_id",),
        ),
        Table(
            "orders",
            "An order for a test, an image or a treatment",
            (
                Column("order_id", "text", "Number of the order"),
                _ENCOUNTER,
                Column(
                    "kind",
                    "text",
                    "Kind of order",
                    values=("laboratory", "imaging", "medication", "nursing"),
                ),
                Column("item", "text", "What is ordered"),
                _provider("ordered_by", "Who ordered it"),
                Column("ordered_at", "datetime", "When"),
                Column("status", "text", "State", values=("completed", "cancelled")),
            ),
            ("order_id",),
        ),
        Table(
            "results",
            "A laboratory result",
            (
                Column("order_id", "text", "The order", refers="orders.order_id"),
                Column("test", "text", "Name of the test (key of the laboratory catalog)"),
                _ENCOUNTER,
                Column("value", "decimal", "The value in the unit beside it"),
                Column("unit", "text", "Unit"),
                Column("low", "decimal", "Lower end of the reference range", False),
                Column("high", "decimal", "Upper end of the reference range", False),
                Column(
                    "flag",
                    "text",
                    "L below, H above, empty within the range",
                    False,
                    values=("L", "H"),
                ),
                Column("resulted_at", "datetime", "When"),
            ),
            ("order_id", "test"),
        ),
        Table(
            "vitals",
            "A set of vital signs",
            (
                _ENCOUNTER,
                Column("taken_at", "datetime", "When"),
                Column("temperature_c", "decimal", "Temperature, degrees Celsius", low=30, high=43),
                Column("pulse", "integer", "Heart rate, beats a minute", low=20, high=250),
                Column("respirations", "integer", "Breaths a minute", low=4, high=80),
                Column(
                    "systolic", "integer", "Systolic blood pressure, mm Hg", False, low=40, high=280
                ),
                Column(
                    "diastolic",
                    "integer",
                    "Diastolic blood pressure, mm Hg",
                    False,
                    low=20,
                    high=160,
                ),
                Column("spo2", "integer", "Oxygen saturation, percent", low=50, high=100),
                Column("weight_kg", "decimal", "Weight, kilograms", False, low=0.3, high=320),
                Column("height_cm", "decimal", "Height, centimeters", False, low=25, high=230),
            ),
            ("encounter_id", "taken_at"),
        ),
        Table(
            "medications",
            "A medication given or prescribed",
            (
                Column("order_id", "text", "The order", refers="orders.order_id"),
                _ENCOUNTER,
                Column("drug", "text", "Generic name"),
                Column("dose", "text", "Dose with its unit"),
                Column("route", "text", "Route"),
                Column("frequency", "text", "How often, in words"),
                Column("home", "flag", "Y if the patient took it before"),
            ),
            ("order_id",),
        ),
        Table(
            "problems",
            "An entry of the patient's problem list",
            (
                _MRN,
                Column("code", "text", "ICD-10-CM code"),
                Column("problem", "text", "The problem in words"),
                Column("since", "date", "On the list since"),
            ),
            ("mrn", "code"),
        ),
        Table(
            "claims",
            "A claim sent to a payer",
            (
                Column("claim_id", "text", "Number of the claim"),
                _ENCOUNTER,
                Column("form", "text", "Claim form", values=("UB-04", "CMS-1500")),
                Column("payer", "text", "Payer billed", values=PAYERS),
                Column("sex", "text", "Sex on the claim", values=SEXES),
                Column(
                    "disposition",
                    "text",
                    "Patient discharge status on the claim",
                    values=tuple(DISPOSITIONS),
                ),
                Column("admitted_on", "date", "Statement from"),
                Column("discharged_on", "date", "Statement through"),
                Column("principal_code", "text", "Principal or first-listed code on the claim"),
                Column(
                    "other_codes",
                    "text",
                    "Other diagnosis codes on the claim, with blanks between",
                    False,
                ),
                Column("charges", "decimal", "Total charges in US dollars", low=0),
                Column("billed_on", "date", "When it was sent"),
                Column("status", "text", "State", values=("paid", "denied", "pending")),
            ),
            ("claim_id",),
        ),
        Table(
            "release_requests",
            "A request for a copy of a record",
            (
                Column("request_id", "text", "Number of the request"),
                _MRN,
                Column("received_on", "date", "When it came"),
                Column(
                    "channel",
                    "text",
                    "How it came",
                    values=("letter", "form", "fax", "portal", "phone", "in person"),
                ),
                Column(
                    "requester_kind",
                    "text",
                    "Who asks",
                    values=(
                        "patient",
                        "attorney",
                        "insurer",
                        "provider",
                        "employer",
                        "school",
                        "police",
                        "court",
                        "relative",
                        "researcher",
                    ),
                ),
                Column("requester", "text", "Name of the requester"),
                Column("purpose", "text", "What for"),
                Column("wants", "text", "What is wanted"),
                Column("from_date", "date", "First date of service wanted", False),
                Column("to_date", "date", "Last date of service wanted", False),
                Column(
                    "authorization",
                    "text",
                    "State of the authorization",
                    values=("valid", "defective", "none", "not needed"),
                ),
                Column(
                    "decision",
                    "text",
                    "What was done",
                    values=("released", "returned", "refused", "open"),
                ),
                Column("completed_on", "date", "When it was completed", False),
            ),
            ("request_id",),
        ),
        Table(
            "disclosures",
            "A disclosure of a patient's information outside the hospital",
            (
                Column("disclosure_id", "text", "Number of the disclosure"),
                _MRN,
                Column(
                    "request_id",
                    "text",
                    "The request it answers",
                    False,
                    refers="release_requests.request_id",
                ),
                Column("disclosed_on", "date", "When"),
                Column("recipient", "text", "To whom"),
                Column("what", "text", "What was disclosed"),
                Column("purpose", "text", "Why"),
                Column("accountable", "flag", "Y if it belongs in an accounting (45 CFR 164.528)"),
            ),
            ("disclosure_id",),
        ),
        Table(
            "census",
            "A unit's day: who came, who went, who was there at midnight",
            (
                Column("day", "date", "The day; the count is taken at its end, at midnight"),
                Column("department_id", "text", "Unit", refers="departments.department_id"),
                Column("beds", "integer", "Beds (nursery: bassinets) in service", low=0),
                Column("admissions", "integer", "Admissions and births of the day", low=0),
                Column("discharges", "integer", "Discharges of the day, deaths included", low=0),
                Column("deaths", "integer", "Deaths of the day", low=0),
                Column("same_day", "integer", "Admitted and discharged that same day", low=0),
                Column("at_midnight", "integer", "Patients in the unit at midnight", low=0),
                Column(
                    "service_days",
                    "integer",
                    "Inpatient service days: at midnight + same day",
                    low=0,
                ),
            ),
            ("day", "department_id"),
        ),
        Table(
            "access_log",
            "Somebody opened something of a patient's record",
            (
                Column("access_id", "text", "Number of the entry"),
                Column("at", "datetime", "When"),
                Column("user_id", "text", "Who", refers="users.user_id"),
                _MRN,
                Column(
                    "encounter_id",
                    "text",
                    "In which encounter",
                    False,
                    refers="encounters.encounter_id",
                ),
                Column(
                    "action",
                    "text",
                    "What was done",
                    values=("view", "edit", "print", "sign", "code", "release"),
                ),
                Column("part", "text", "Which part of the record"),
            ),
            ("access_id",),
        ),
        Table(
            "coding_queue",
            "An encounter on its way through coding",
            (
                _ENCOUNTER,
                Column("entered_at", "datetime", "When it was ready to be coded"),
                Column("coder_id", "text", "Coder", refers="users.user_id"),
                Column("started_at", "datetime", "Coding began"),
                Column("finished_at", "datetime", "Coding ended"),
                Column("minutes", "integer", "Minutes of work", low=1),
                Column("queried", "flag", "Y if the provider was asked a question"),
            ),
            ("encounter_id",),
        ),
        Table(
            "planted_defects",
            "A defect planted on purpose (the key of the data set)",
            (
                Column("defect_id", "text", "Number of the defect"),
                Column("kind", "text", "Kind of defect"),
                Column("table", "text", "Table it is in"),
                Column("row", "text", "Key of the row: column=value, with ; between"),
                Column("column", "text", "Column, empty if the row as a whole", False),
                Column("was", "text", "The right value", False),
                Column("is_now", "text", "The wrong value", False),
                Column("found_by", "text", "How one can find it"),
                Column("remedy", "text", "What to do about it, at the source"),
                Column("is_defect", "flag", "N for a trap that only looks like a defect"),
            ),
            ("defect_id",),
        ),
    )
}
