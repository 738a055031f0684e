"""What codes and times in messages mean, in plain words."""

from __future__ import annotations

from datetime import datetime

from chartroom.hospital.schema import ADMISSION_SOURCES, ADMISSION_TYPES, DISPOSITIONS

EVENTS = {
    "A01": "a patient is admitted",
    "A03": "a patient is discharged",
    "A04": "an outpatient is registered",
    "A08": "data are updated",
    "A40": "two records are merged",
    "R01": "results are reported",
}
SEXES = {"F": "female", "M": "male", "U": "unknown", "O": "other"}
POA = {
    "Y": "present on admission",
    "N": "not present on admission",
    "U": "the record does not say whether it was present on admission",
    "W": "cannot be told clinically whether it was present on admission",
    "E": "exempt from reporting",
    "exempt": "exempt from reporting",
}
FLAGS = {"L": "below the reference range", "H": "above the reference range", "N": "normal"}

#: HL7 field -> code -> meaning; ".1" where the field has components
V2 = {
    "MSH-9.1": {
        "ADT": "admission, discharge, transfer",
        "ORU": "observation result",
        "ACK": "acknowledgment",
    },
    "MSH-9.2": EVENTS,
    "MSH-11": {"P": "production", "T": "training", "D": "debugging"},
    "EVN-1": EVENTS,
    "PID-3.5": {
        "MR": "medical record number",
        "SS": "Social Security number",
        "DL": "driver's license",
    },
    "PID-5.7": {"L": "legal name"},
    "PID-8": SEXES,
    "PID-11.7": {"H": "home"},
    "PID-30": {"Y": "yes", "N": "no"},
    "PV1-2": {"I": "inpatient", "O": "outpatient", "E": "emergency"},
    "PV1-4": ADMISSION_TYPES,
    "PV1-14": ADMISSION_SOURCES,
    "PV1-19.5": {"VN": "visit number"},
    "PV1-36": DISPOSITIONS,
    "DG1-3.3": {"I10C": "ICD-10-CM"},
    "DG1-6": {"A": "admitting", "F": "final", "W": "working"},
    "DG1-15": {"1": "principal or first-listed"},
    "DG1-26": POA,
    "MRG-1.5": {"MR": "medical record number"},
    "ORC-1": {"RE": "results follow"},
    "OBR-24": {"LAB": "laboratory"},
    "OBR-25": {"F": "final", "C": "corrected", "X": "cancelled", "P": "preliminary"},
    "OBX-2": {"NM": "a number", "ST": "text", "CE": "a code"},
    "OBX-3.3": {"LN": "LOINC"},
    "OBX-8": FLAGS,
    "OBX-11": {"F": "final", "C": "corrected", "P": "preliminary", "X": "none obtained"},
    "MSA-1": {
        "AA": "accepted",
        "AE": "error: not taken in",
        "AR": "rejected: not of a kind we read",
    },
    "ERR-4": {"E": "error", "W": "warning", "I": "information"},
    "ZTH-1": {"Y": "yes", "N": "no"},
}
V2_TIMES = frozenset(
    [
        "MSH-7",
        "EVN-2",
        "EVN-6",
        "PID-7",
        "PID-29",
        "PV1-44",
        "PV1-45",
        "DG1-5",
        "ORC-9",
        "OBR-7",
        "OBR-22",
        "OBX-14",
        "OBX-19",
    ]
)


def in_words(ours: str) -> str:
    """Return "2026-05-01 23:10" as "May 1, 2026, 11:10 PM"; a date without the time."""
    if len(ours) == 10:
        day = datetime.strptime(ours, "%Y-%m-%d")
        return f"{day:%B} {day.day}, {day.year}"
    moment = datetime.strptime(ours, "%Y-%m-%d %H:%M")
    hour = moment.hour % 12 or 12
    return f"{in_words(ours[:10])}, {hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
