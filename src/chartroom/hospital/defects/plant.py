"""Choose who gets which defect, and plant it."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import households
from chartroom.hospital.defects import identity
from chartroom.hospital.defects.kinds import KINDS
from chartroom.hospital.defects.record import Record
from chartroom.hospital.draw import Draw
from chartroom.hospital.rows import Rows


def plant(patients: int, seed: int, start: int, tables: dict[str, Rows]) -> dict[str, Rows]:
    """Return a chunk's tables with defects, and the table ``planted_defects`` that tells them.

    Args:
        patients: how many patients the whole data set has.
        seed: of the data set.
        start: number of the chunk's first patient, a multiple of 8 (two households).
        tables: the clean tables; their columns are changed in place.
    """
    draw = Draw(seed)
    count = len(tables["patients"]["mrn"])
    whole = start + count + -count % households.SIZE
    who = households.members(draw, start, whole)
    number = np.arange(start, start + count)
    tried = np.column_stack(
        [draw.chance(f"defect {kind.__name__}", number, share) for kind, share in KINDS]
    )
    record = Record(tables, who, patients, np.ones(count, dtype=bool))
    identity.note_relatives(record)
    for person in np.flatnonzero(tried.any(axis=1)).tolist():
        for kind in np.flatnonzero(tried[person]).tolist():
            if record.free[person] and KINDS[kind][0](record, draw, person):
                record.free[person] = False
    return record.finished()
