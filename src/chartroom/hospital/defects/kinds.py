"""All kinds of planted defects, and the share of patients on whom each is tried.

They are tried in this order until one can be planted: first those that fit few patients, with a
high share, so that even a small data set holds some of every kind.
"""

from __future__ import annotations

from collections.abc import Callable

from chartroom.hospital.defects import (
    billed,
    coded,
    dates,
    identity,
    keys,
    measured,
    papers,
    snooping,
)
from chartroom.hospital.defects.record import Record
from chartroom.hospital.draw import Draw

Planter = Callable[[Record, Draw, int], bool]

KINDS: tuple[tuple[Planter, float], ...] = (
    (identity.newborn_under_mother, 0.3),
    (snooping.family, 0.6),
    (snooping.with_reason, 0.09),
    (billed.wrong_disposition, 0.15),
    (dates.sex_conflict, 0.06),
    (identity.same_name, 0.12),
    (identity.overlay, 0.03),
    (identity.duplicate_nickname, 0.07),
    (identity.duplicate_surname, 0.06),
    (papers.copied_note, 0.06),
    (papers.missing_document, 0.1),
    (papers.unsigned_document, 0.06),
    (billed.claim_principal, 0.04),
    (billed.claim_extra_code, 0.08),
    (coded.missing_poa, 0.04),
    (coded.expired_code, 0.12),
    (dates.reversed_dates, 0.04),
    (identity.duplicate_birth_date, 0.04),
    (identity.duplicate_typo, 0.022),
    (identity.misfiled_document, 0.014),
    (dates.impossible_birth_date, 0.006),
    (dates.birth_after_admission, 0.009),
    (coded.header_code, 0.007),
    (coded.invalid_code, 0.014),
    (coded.repeated_row, 0.005),
    (measured.fahrenheit, 0.012),
    (measured.pounds, 0.006),
    (measured.slipped_digit, 0.006),
    (measured.slipped_point, 0.01),
    (billed.claim_sex, 0.006),
    (billed.claim_date, 0.006),
    (keys.orphan_encounter, 0.012),
    (keys.orphan_result, 0.009),
    (keys.short_zip, 0.012),
    (keys.short_phone, 0.006),
    (keys.empty_field, 0.005),
    (snooping.curious, 0.008),
)
