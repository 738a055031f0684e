"""Views: the questions asked every day, ready to be selected from."""

from __future__ import annotations

from collections.abc import Iterator

WHOLE_NAME = (
    "{p}.last_name || coalesce(' ' || {p}.suffix, '') || ', ' || {p}.first_name "
    "|| coalesce(' ' || {p}.middle_name, '')"
)
_PATIENT = WHOLE_NAME.format(p="p")
_PROVIDER = "{r}.first_name || ' ' || {r}.last_name || ', ' || {r}.credential"

# Names are looked up one by one, so that a query that does not ask for them does not pay for them.
_PATIENT_OF_E = f"(SELECT {_PATIENT} FROM patients p WHERE p.mrn = e.mrn) AS whole_name"
_ATTENDING = (
    f"(SELECT {_PROVIDER.format(r='r')} FROM providers r WHERE r.provider_id = e.attending_id) "
    "AS attending"
)
_DEPARTMENT = (
    "(SELECT d.name FROM departments d WHERE d.department_id = e.department_id) AS department"
)

VIEWS = {
    "patient_search": f"""
        SELECT p.mrn, {_PATIENT} AS whole_name, p.birth_date, p.sex, p.phone, p.city, p.status,
               p.merged_into
        FROM patients p""",
    "chart_list": f"""
        SELECT e.encounter_id, e.mrn, {_PATIENT_OF_E}, e.kind, e.department_id, {_DEPARTMENT},
               {_ATTENDING}, e.admitted_at, e.discharged_at, e.chief_complaint, e.disposition,
               (SELECT x.code FROM diagnoses x
                WHERE x.encounter_id = e.encounter_id AND x.sequence = 1) AS first_code,
               (SELECT count(*) FROM documents o
                WHERE o.encounter_id = e.encounter_id) AS documents
        FROM encounters e""",
    "open_deficiencies": f"""
        SELECT f.deficiency_id, f.provider_id, {_PROVIDER.format(r="r")} AS provider, f.kind,
               f.document_type, f.encounter_id, e.mrn, {_PATIENT} AS whole_name,
               substr(e.discharged_at, 1, 10) AS discharged_on, f.assigned_on, f.due_on
        FROM deficiencies f JOIN encounters e ON e.encounter_id = f.encounter_id
        JOIN patients p ON p.mrn = e.mrn JOIN providers r ON r.provider_id = f.provider_id
        WHERE f.completed_on IS NULL""",
    "current_census": """
        SELECT c.day, c.department_id, d.name AS department, c.beds, c.at_midnight AS patients,
               c.beds - c.at_midnight AS free
        FROM census c JOIN departments d ON d.department_id = c.department_id
        WHERE c.day = (SELECT max(day) FROM census)""",
    "discharges": f"""
        SELECT e.encounter_id, e.mrn, {_PATIENT_OF_E}, e.kind, e.department_id,
               substr(e.admitted_at, 1, 10) AS admitted_on,
               substr(e.discharged_at, 1, 10) AS discharged_on,
               max(1, CAST(julianday(date(e.discharged_at)) - julianday(date(e.admitted_at))
                           AS INTEGER)) AS length_of_stay,
               e.disposition, e.payer
        FROM encounters e
        WHERE e.kind IN ('inpatient', 'newborn')""",
    "audit_log_readable": f"""
        SELECT a.id, a.at, a.user_id, u.first_name || ' ' || u.last_name AS user_name, u.job, a.mrn,
               {_PATIENT} AS whole_name, a.table_name, a.row_key,
               CASE a.action
                   WHEN 'insert' THEN 'added'
                   WHEN 'delete' THEN 'deleted'
                   ELSE 'changed ' || a.column_name || ' from ' || coalesce(a.old, '(empty)')
                        || ' to ' || coalesce(a.new, '(empty)')
               END AS what,
               a.action, a.column_name, a.old, a.new, a.reason
        FROM audit_trail a LEFT JOIN users u ON u.user_id = a.user_id
        LEFT JOIN patients p ON p.mrn = a.mrn""",
}


def statements() -> Iterator[str]:
    """Yield the CREATE VIEW statements."""
    for name, select in VIEWS.items():
        yield f"CREATE VIEW {name} AS {select}"
