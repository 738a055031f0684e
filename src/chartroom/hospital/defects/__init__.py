"""Defects planted on purpose, each with its line in the key (table ``planted_defects``).

At most one defect a patient, so that each can be found, explained and mended by itself. Whether a
patient gets one, and which, follows from the patient's number alone.
"""

from __future__ import annotations

from chartroom.hospital.defects.kinds import KINDS
from chartroom.hospital.defects.plant import plant

__all__ = ["KINDS", "plant"]
