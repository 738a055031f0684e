"""The codes HL7 v2.5.1 uses for what our tables say.

HL7 tables 0004 (patient class), 0002 (marital status), 0005 (race, the codes of CDC), 0189 (ethnic
group), 0203 (identifier type), 0895 (present on admission). Admission type, point of origin and
discharge status are the UB-04's codes, which tables 0007, 0023 and 0112 leave to the user.
"""

from __future__ import annotations

VERSION = "2.5.1"
CHARACTERS = "UNICODE UTF-8"
APPLICATION = "CHARTROOM"
FACILITY = "TERN HARBOR"

STRUCTURES = {
    "A01": "ADT_A01",
    "A03": "ADT_A03",
    "A04": "ADT_A01",
    "A08": "ADT_A01",
    "A40": "ADT_A39",
    "R01": "ORU_R01",
}
CLASSES = {"inpatient": "I", "observation": "O", "ED": "E", "clinic": "O", "newborn": "I"}
MARITAL = {
    "Single": "S",
    "Married": "M",
    "Divorced": "D",
    "Widowed": "W",
    "Separated": "A",
    "Partner": "P",
}
RACES = {
    "White": "2106-3",
    "Black or African American": "2054-5",
    "Asian": "2028-9",
    "American Indian or Alaska Native": "1002-5",
    "Native Hawaiian or Other Pacific Islander": "2076-8",
    "Some other race": "2131-1",
}
ETHNICITIES = {"Hispanic or Latino": "H", "Not Hispanic or Latino": "N"}
IDENTIFIERS = {"SSN": "SS", "Clinic MRN": "MR", "Driver license": "DL"}
POA = {"Y": "Y", "N": "N", "U": "U", "W": "W", "exempt": "E"}
#: HL7 table 0396 of later versions; 2.5.1 has no name for ICD-10-CM
ICD10CM = "I10C"
LOINC = "LN"
OWN = "99TH"  # 99 begins the names of local code systems
NULL = '""'  # delete the value, where an empty field says nothing about it
