"""CPT for the course: sections, a teaching set, modifiers, visit levels and edits.

CPT is copyright of the American Medical Association. Nothing of its text is here: the labels of the
teaching set are the course's own, and a school that has a license reads its own file with ``load``.
Public names: ``lookup``, ``find``, ``codes``, ``check``, ``section``, ``sections``, ``modifier``,
``modifiers``, ``em``, ``data_level``, ``elements``, ``levels``, ``edits``, ``pairs``, ``limits``,
``load`` and their value objects. Names load on first use.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "CptCode": "records",
    "CptError": "records",
    "Codebook": "records",
    "EditFinding": "records",
    "Element": "records",
    "EmResult": "records",
    "Found": "finding",
    "INVENTED": "edittables",
    "Level": "records",
    "Limit": "records",
    "Line": "records",
    "Modifier": "records",
    "NOTICE": "records",
    "Pair": "records",
    "Section": "records",
    "UnknownCpt": "records",
    "check": "form",
    "codes": "teaching",
    "data_level": "visits",
    "edits": "claimlines",
    "elements": "visits",
    "em": "visits",
    "find": "finding",
    "levels": "visits",
    "limits": "edittables",
    "load": "licensed",
    "lookup": "teaching",
    "modifier": "teaching",
    "modifiers": "teaching",
    "pairs": "edittables",
    "section": "teaching",
    "sections": "teaching",
    "tidy": "form",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
