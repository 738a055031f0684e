"""The names FHIR uses for what our tables say: systems, codes, extensions.

Systems and value sets: HL7 FHIR R4B (4.3.0) and HL7 Terminology; LOINC 2.x codes; UCUM units.
Names below ``BASE`` are Tern Harbor's own.
"""

from __future__ import annotations

BASE = "https://ternharbor.example.org/fhir"
ID = f"{BASE}/id"  # + "/mrn", "/encounter", ...
OWN = f"{BASE}/CodeSystem"
EXT = f"{BASE}/StructureDefinition"

ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10PCS = "http://www.cms.gov/Medicare/Coding/ICD10"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
NPI = "http://hl7.org/fhir/sid/us-npi"
SSN = "http://hl7.org/fhir/sid/us-ssn"
LANGUAGE = "urn:ietf:bcp:47"
SOPT = "https://nahdo.org/sopt"
NUBC = "https://www.nubc.org/CodeSystem"
US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition"
V2 = "http://terminology.hl7.org/CodeSystem/v2-"
V3 = "http://terminology.hl7.org/CodeSystem/v3-"
THO = "http://terminology.hl7.org/CodeSystem"

RACE = f"{US_CORE}/us-core-race"
ETHNICITY = f"{US_CORE}/us-core-ethnicity"

GENDERS = {"F": "female", "M": "male", "U": "unknown"}
MARITAL = {
    "Single": "S",
    "Married": "M",
    "Divorced": "D",
    "Widowed": "W",
    "Partner": "T",
}
LANGUAGES = {
    "English": "en",
    "Spanish": "es",
    "Vietnamese": "vi",
    "Hindi": "hi",
    "Arabic": "ar",
    "French": "fr",
    "Ukrainian": "uk",
    "Chinese": "zh",
    "Portuguese": "pt",
    "Russian": "ru",
}
PAYERS = {"Medicare": "1", "Medicaid": "2", "Private": "5", "Self-pay": "81", "Other": "9"}
CLASSES = {
    "inpatient": "IMP",
    "observation": "OBSENC",
    "ED": "EMER",
    "clinic": "AMB",
    "newborn": "IMP",
}
PROCEDURE_SYSTEMS = {"ICD-10-PCS": ICD10PCS, "HCPCS": HCPCS}
IDENTIFIERS = {
    "SSN": (SSN, "SS"),
    "Clinic MRN": (f"{ID}/clinic-mrn", "MR"),
    "Driver license": (f"{ID}/driver-license", "DL"),
}
DOC_STATUS = {"signed": "final", "unsigned": "preliminary", "amended": "amended"}

#: resource type -> the table and column of the number by which others refer to it
NUMBERED = {
    "Patient": ("patients", "mrn", "mrn"),
    "Coverage": ("coverage", "coverage_id", "coverage"),
    "Encounter": ("encounters", "encounter_id", "encounter"),
    "DocumentReference": ("documents", "document_id", "document"),
    "ServiceRequest": ("orders", "order_id", "order"),
    "MedicationRequest": ("medications", "order_id", "order"),
    "Practitioner": ("providers", "provider_id", "provider"),
    "Organization": ("departments", "department_id", "department"),
    "Location": ("beds", "bed_id", "bed"),
}
#: resource types without a number of their own, which are read too
UNNUMBERED = ("Condition", "Observation", "PractitionerRole", "Procedure")
