"""When patients come, for what, and how it ends.

Each patient has a fixed number of slots in which an encounter may or may not happen, so an
encounter's number follows from the patient's alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chartroom.hospital.conditions import all_hold, read
from chartroom.hospital.content import ALL, Content, Profile
from chartroom.hospital.draw import Draw
from chartroom.hospital.health import Health
from chartroom.hospital.households import MOTHER, NEWBORN
from chartroom.hospital.people import FIRST_DAY, LAST_DAY, People

SLOTS = 16
_STAY, _READMISSION, _ED, _ED_AGAIN, _OBSERVATION, _CLINIC, _BIRTH = 0, 1, 2, 3, 4, 5, 11
_CLINIC_SLOTS = 6
_DAY = 24 * 60
_PERIOD = int((LAST_DAY - FIRST_DAY).astype(int) + 1) * _DAY
_OPEN = FIRST_DAY.astype("datetime64[m]")

# From this age on, how likely a stay, a first ED visit and an observation are in the half year, and
# how many clinic visits there are on average.
_AGE_STEPS = (0, 1, 5, 18, 30, 45, 65, 75, 85)
_P_STAY = (0.07, 0.03, 0.025, 0.07, 0.085, 0.16, 0.26, 0.32, 0.37)
_P_ED = (0.55, 0.45, 0.34, 0.50, 0.44, 0.34, 0.30, 0.34, 0.40)
_P_OBSERVATION = (0.01, 0.01, 0.01, 0.03, 0.04, 0.07, 0.09, 0.10, 0.11)
_CLINIC_MEAN = (1.8, 0.9, 0.6, 0.6, 0.8, 1.2, 1.6, 1.6, 1.2)
_P_ED_AGAIN, _P_READMISSION = 0.25, 0.21
_DAY_WEIGHTS = {"elective": (1.3, 1.3, 1.3, 1.3, 1.2, 0.35, 0.25), "clinic": (1, 1, 1, 1, 1, 0, 0)}


@dataclass(frozen=True)
class Visits:
    """Encounters of one chunk, in order of patient and slot; one entry an encounter.

    Attributes:
        patient: position of the patient in the chunk.
        uid: number of the encounter, unique in the data set.
        profile: position of the profile in ``content.profiles``.
        start, end: datetime64[m].
        disposition: patient discharge status.
        facts: what ``when`` conditions can ask about at this encounter.
        via_ed: True if through our ED.
        birth_weight: grams of a newborn, else 0.
    """

    patient: np.ndarray
    uid: np.ndarray
    profile: np.ndarray
    start: np.ndarray
    end: np.ndarray
    disposition: np.ndarray
    facts: dict[str, np.ndarray]
    via_ed: np.ndarray
    birth_weight: np.ndarray


def visits(draw: Draw, persons: People, state: Health, content: Content) -> Visits:
    """Return the encounters of a chunk's patients."""
    patient, slot = np.nonzero(_slots(draw, persons, state))
    uid = persons.members.number[patient] * SLOTS + slot
    facts = {name: values[patient] for name, values in state.facts.items()}
    facts |= _pregnancy(draw, persons, patient, slot)
    profile = _profiles(draw, persons, content, patient, slot, uid, facts)
    kept = profile >= 0
    patient, slot, uid, profile = patient[kept], slot[kept], uid[kept], profile[kept]
    facts = {name: values[kept] for name, values in facts.items()}
    _routes(persons, content, patient, slot, profile, facts)
    start, length = _times(draw, content, patient, slot, uid, profile)
    start, length = _at_birth(persons, patient, slot, start, length, facts["labor"])
    end = start + length
    facts["weeks"] = np.where(
        facts["at birth"], facts["weeks"], facts["weeks"] + start // (7 * _DAY)
    )
    disposition = _dispositions(draw, content, profile, uid)
    keep = _possible(patient, slot, start, end, disposition)
    moments = [_OPEN + time[keep].astype("timedelta64[m]") for time in (start, end)]
    facts = {name: values[keep] for name, values in facts.items()}
    uid, profile = uid[keep], profile[keep]
    sharing = np.array([one.via_ed for one in content.profiles])[profile]
    return Visits(
        patient=patient[keep],
        uid=uid,
        profile=profile,
        start=moments[0],
        end=moments[1],
        disposition=disposition[keep],
        facts=facts,
        via_ed=draw.chance("via ed", uid, sharing),
        birth_weight=np.where(slot[keep] == _BIRTH, facts["weight"], 0).astype(int)
        * (persons.members.role[patient[keep]] == NEWBORN),
    )


def only(seen: Visits, which: np.ndarray) -> Visits:
    """Return the encounters where a mask is true."""
    parts = {
        name: values[which] for name, values in vars(seen).items() if isinstance(values, np.ndarray)
    }
    return Visits(**parts, facts={name: values[which] for name, values in seen.facts.items()})


def _slots(draw: Draw, persons: People, state: Health) -> np.ndarray:
    """Return which slots of each patient hold an encounter, shape (patients, SLOTS)."""
    number, role = persons.members.number, persons.members.role
    step = np.searchsorted(_AGE_STEPS, state.facts["age"], side="right") - 1
    step = np.maximum(step, 0)
    happens = np.zeros((len(number), SLOTS), dtype=bool)
    stay = draw.chance("stay", number, np.array(_P_STAY)[step])
    happens[:, _STAY] = stay
    happens[:, _READMISSION] = stay & draw.chance("readmission", number, _P_READMISSION)
    happens[:, _ED] = draw.chance("ed", number, np.array(_P_ED)[step])
    happens[:, _ED_AGAIN] = happens[:, _ED] & draw.chance("ed again", number, _P_ED_AGAIN)
    happens[:, _OBSERVATION] = draw.chance("observation", number, np.array(_P_OBSERVATION)[step])
    share = np.minimum(np.array(_CLINIC_MEAN)[step] / _CLINIC_SLOTS, 0.9)
    for at in range(_CLINIC, _CLINIC + _CLINIC_SLOTS):
        happens[:, at] = draw.chance(f"clinic {at}", number, share)
    none = ~happens.any(axis=1)
    happens[none, _CLINIC] = True
    birth = np.isin(role, (MOTHER, NEWBORN))
    happens[birth] = False
    happens[birth, _BIRTH] = True
    return happens


def _pregnancy(
    draw: Draw, persons: People, patient: np.ndarray, slot: np.ndarray
) -> dict[str, np.ndarray]:
    """Return weeks of gestation, birth weight in grams and twins; mother and child agree."""
    who = persons.members
    mother = np.where(who.mother >= 0, who.mother, who.number)[patient]
    plural = who.plural[patient]
    early = draw.chance("preterm", mother, np.where(plural, 0.6, 0.09))
    weeks = np.where(
        early,
        36 - draw.pick("weeks early", mother, (50, 24, 12, 8, 6)),
        37 + draw.pick("weeks", mother, (11, 21, 39, 22, 7)),
    )
    number = who.number[patient]
    weight = 3450 + 175 * (weeks - 40) + 400 * draw.normal("birth weight", number) * weeks / 40
    weight = np.clip(weight - 300 * plural, 700, 5400)
    at_birth = (slot == _BIRTH) & np.isin(who.role[patient], (MOTHER, NEWBORN))
    # At other visits of pregnant women: weeks on the first day; the weeks since then are added.
    prenatal = draw.integers("prenatal week", number, 4, 14)
    return {
        "weeks": np.where(at_birth, weeks, prenatal),
        "weight": np.where(at_birth, np.round(weight / 5) * 5, 0),
        "labor": draw.integers("labor", mother, 90, 11 * 60),
        "twin": plural & at_birth,
        "at birth": at_birth,
    }


def _profiles(
    draw: Draw,
    persons: People,
    content: Content,
    patient: np.ndarray,
    slot: np.ndarray,
    uid: np.ndarray,
    facts: dict[str, np.ndarray],
) -> np.ndarray:
    """Return a profile for each encounter, -1 where none fits."""
    role = persons.members.role[patient]
    kinds = np.select(
        [
            facts["at birth"] & (role == MOTHER),
            facts["at birth"],
            slot <= _READMISSION,
            slot <= _ED_AGAIN,
            slot == _OBSERVATION,
        ],
        ["delivery", "newborn", "inpatient", "ED", "observation"],
        "clinic",
    )
    chosen = np.full(len(uid), -1)
    for kind in ("delivery", "newborn", "inpatient", "ED", "observation", "clinic"):
        which = np.flatnonzero(kinds == kind)
        fitting = [
            at
            for at, one in enumerate(content.profiles)
            if (one.delivery if kind == "delivery" else one.kind == kind and not one.delivery)
        ]
        if not len(which) or not fitting:
            continue
        here = {name: values[which] for name, values in facts.items()}
        weights = np.column_stack(
            [weight_of(content.profiles[at], here, content) for at in fitting]
        )
        drawn = draw.pick_rows(f"profile {kind}", uid[which], weights)
        chosen[which] = np.where(drawn >= 0, np.array(fitting)[drawn], -1)
    return chosen


def weight_of(profile: Profile, facts: dict[str, np.ndarray], content: Content) -> np.ndarray:
    """Return how likely each patient is to come for a profile, 0 where it cannot be."""
    size = len(facts["age"])
    starts = np.array([start for start, _ in profile.age])
    values = np.array([value for _, value in profile.age])
    at = np.searchsorted(starts, facts["age"], side="right") - 1
    weight = profile.weight * np.where(at >= 0, values[np.maximum(at, 0)], 0.0)
    weight = weight * np.where(facts["F"], profile.sex.get("F", 0.0), profile.sex.get("M", 0.0))
    weight *= all_hold(read(profile.needs), facts, size)
    for name, factor in profile.prefers.items():
        if name in facts:
            weight = np.where(facts[name], weight * factor, weight)
    barred = profile.excludes
    if barred == (ALL,):
        barred = tuple(one.id for one in content.chronic)
    for name in barred:
        if name in facts:
            weight = np.where(facts[name], 0.0, weight)
    return weight


def _routes(
    persons: People,
    content: Content,
    patient: np.ndarray,
    slot: np.ndarray,
    profile: np.ndarray,
    facts: dict[str, np.ndarray],
) -> None:
    """Add ``cesarean`` and ``vaginal``: a newborn's route is its mother's."""
    who = persons.members
    by_cesarean = np.array([one.cesarean for one in content.profiles])[profile]
    of_patient = np.zeros(len(who.number), dtype=bool)
    mothers = facts["at birth"] & (who.role[patient] == MOTHER)
    of_patient[patient[mothers]] = by_cesarean[mothers]
    mother = np.where(who.mother >= 0, who.mother - who.number[0], np.arange(len(who.number)))
    cesarean = of_patient[mother][patient] & facts["at birth"]
    facts["cesarean"] = cesarean
    facts["vaginal"] = facts["at birth"] & ~cesarean


def _times(
    draw: Draw,
    content: Content,
    patient: np.ndarray,
    slot: np.ndarray,
    uid: np.ndarray,
    profile: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return start and length in minutes; starts count from the first day's midnight."""
    profiles = content.profiles
    median = np.array([one.stay[0] for one in profiles])[profile]
    sigma = np.array([one.stay[1] for one in profiles])[profile]
    kind = np.array([one.kind for one in profiles])[profile]
    elective = np.array([one.admission_type == "3" for one in profiles])[profile]
    overnight = np.isin(kind, ("inpatient", "newborn"))
    z = np.clip(draw.normal("stay length", uid), -2.5, 3.2)
    length = median * np.exp(sigma * z)
    days = np.clip(np.round(length), 0, 60).astype(np.int64)
    days = np.maximum(days, np.array([int(one.delivery) for one in profiles])[profile])
    hours = np.clip(length, 0.25, 71)
    minute = _minute_of_day(draw, uid, kind, elective)
    leave = 10 * 60 + draw.integers("hour of leaving", uid, 0, 7 * 60)
    same_day = days == 0
    stay = np.where(
        same_day, draw.integers("short stay", uid, 150, 400), days * _DAY + leave - minute
    )
    stay = np.where(same_day, np.minimum(stay, _DAY - 1 - minute), stay)
    stay = np.maximum(stay, 60)
    length = np.where(overnight, stay, np.round(hours * 60)).astype(np.int64)
    latest = (_PERIOD - length) // _DAY
    day = _days(draw, uid, kind, elective, latest)
    start = day * _DAY + minute
    start = _after_first_stay(draw, patient, slot, uid, start, length)
    return start, length


def _minute_of_day(
    draw: Draw, uid: np.ndarray, kind: np.ndarray, elective: np.ndarray
) -> np.ndarray:
    office = 8 * 60 + 15 * draw.integers("appointment", uid, 0, 33)
    morning = 5 * 60 + 30 + 15 * draw.integers("elective hour", uid, 0, 16)
    z = draw.normal("hour of coming", uid)
    any_time = np.mod(14.5 * 60 + 5.2 * 60 * z, _DAY).astype(np.int64)
    planned = np.where(elective & (kind == "inpatient"), morning, any_time)
    return np.where((kind == "clinic"), office, planned).astype(np.int64)


def _days(
    draw: Draw, uid: np.ndarray, kind: np.ndarray, elective: np.ndarray, latest: np.ndarray
) -> np.ndarray:
    """Return a day for each, so that it ends within the period, by the weekday's weight."""
    day = np.floor(draw.uniform("day", uid) * np.maximum(latest, 1)).astype(np.int64)
    for name, which in (
        ("clinic", kind == "clinic"),
        ("elective", elective & (kind == "inpatient")),
    ):
        weights = np.array(_DAY_WEIGHTS[name])
        shift = draw.pick(f"weekday {name}", uid, weights)
        # The first of April 2026 is a Wednesday, the third day counted from Monday.
        moved = day - (day + 2) % 7 + shift
        moved = np.where(moved < 0, moved + 7, moved)
        moved = np.where(moved >= latest, moved - 7, moved)
        day = np.where(which, moved, day)
    return np.maximum(day, 0)


def _after_first_stay(
    draw: Draw,
    patient: np.ndarray,
    slot: np.ndarray,
    uid: np.ndarray,
    start: np.ndarray,
    length: np.ndarray,
) -> np.ndarray:
    """Put a readmission one to thirty days after the stay in the slot before it."""
    again = np.flatnonzero(slot == _READMISSION)
    again = again[again > 0]
    first = again - 1
    follows = (slot[first] == _STAY) & (patient[first] == patient[again])
    again, first = again[follows], first[follows]
    gap = draw.integers("days to readmission", uid[again], 1, 30)
    day = (start[first] + length[first]) // _DAY + gap
    moved = start.copy()
    moved[again] = day * _DAY + start[again] % _DAY
    return moved


def _at_birth(
    persons: People,
    patient: np.ndarray,
    slot: np.ndarray,
    start: np.ndarray,
    length: np.ndarray,
    labor: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Let a newborn's stay begin some hours after its mother's and end with hers or later."""
    who = persons.members
    began, ended = (np.zeros(len(who.number), dtype=np.int64) for _ in range(2))
    born = slot == _BIRTH
    began[patient[born]] = start[born]
    ended[patient[born]] = start[born] + length[born]
    newborn = np.flatnonzero(born & (who.role[patient] == NEWBORN))
    mother = who.mother[patient[newborn]]
    second = (who.number[patient[newborn]] - mother - 1) * 7
    moved, longer = start.copy(), length.copy()
    moved[newborn] = began[mother - who.number[0]] + labor[newborn] + second
    end = np.maximum(moved[newborn] + length[newborn], ended[mother - who.number[0]])
    longer[newborn] = np.minimum(end, _PERIOD - 60) - moved[newborn]
    return moved, longer


def _dispositions(draw: Draw, content: Content, profile: np.ndarray, uid: np.ndarray) -> np.ndarray:
    result = np.full(len(uid), "01", dtype=object)
    for at in np.unique(profile):
        which = np.flatnonzero(profile == at)
        ends = content.profiles[at].disposition
        codes = np.array([code for code, _ in ends], dtype=object)
        drawn = draw.pick("disposition", uid[which], [weight for _, weight in ends])
        result[which] = codes[drawn]
    return result


def _possible(
    patient: np.ndarray,
    slot: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    disposition: np.ndarray,
) -> np.ndarray:
    """Drop what cannot be: outside the period, during a stay, on a stay's days, after death."""
    keep = (start >= 0) & (end < _PERIOD)
    size = int(patient.max()) + 1 if len(patient) else 0
    none = np.int64(10**9)
    died = np.full(size, none)
    # Slots are looked at in order: a stay comes before what must make room for it.
    for now in np.unique(slot):
        here = np.flatnonzero((slot == now) & keep)
        clash = np.zeros(len(here), dtype=bool)
        for before in np.unique(slot[slot < now]):
            first = np.full(size, none)
            last = np.full(size, -none)
            there = np.flatnonzero((slot == before) & keep)
            first[patient[there]] = start[there] - start[there] % _DAY
            last[patient[there]] = end[there] + _DAY - end[there] % _DAY
            clash |= (start[here] < last[patient[here]]) & (end[here] > first[patient[here]])
        keep[here[clash]] = False
    dead = np.flatnonzero((disposition == "20") & keep)
    np.minimum.at(died, patient[dead], end[dead])
    return keep & (start < died[patient])
