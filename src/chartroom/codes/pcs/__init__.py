"""ICD-10-PCS for the course: read, explain, check and build procedure codes.

Not the whole of PCS: teaching tables for the procedures of the course and its hospital, of the
edition ``VERSION``. Public names: ``parse``, ``explain``, ``check``, ``compare``, ``steps``,
``table``, ``tables``, ``find``, ``roots``, ``approaches``, ``guidelines`` and their value objects.
Names load on first use.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "Approach": "records",
    "Choice": "records",
    "Comparison": "records",
    "Difference": "records",
    "Finding": "records",
    "Guideline": "records",
    "ProcedureCode": "records",
    "RootOperation": "records",
    "Row": "records",
    "Section": "records",
    "Step": "records",
    "Table": "records",
    "UnknownProcedure": "records",
    "VERSION": "edition",
    "Value": "records",
    "approach": "words",
    "approaches": "words",
    "check": "checking",
    "cite": "guide",
    "codes": "tabular",
    "compare": "comparing",
    "deciding": "guide",
    "explain": "reading",
    "find": "tabular",
    "guideline": "guide",
    "guidelines": "guide",
    "in_tables": "tabular",
    "parse": "reading",
    "root": "words",
    "roots": "words",
    "sections": "words",
    "steps": "building",
    "table": "tabular",
    "tables": "tabular",
    "tidy": "form",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
