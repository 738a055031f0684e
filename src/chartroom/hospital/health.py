"""Chronic conditions of patients, and how they are coded wherever they are reported."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chartroom.hospital.conditions import all_hold
from chartroom.hospital.content import Chronic, Content, Item
from chartroom.hospital.draw import Draw
from chartroom.hospital.people import FIRST_DAY, People


@dataclass(frozen=True)
class Health:
    """Chronic conditions of one chunk's patients.

    Attributes:
        facts: each condition as True or False, with F, M and ``age`` (years on the first day).
        coded: for each coded item of the content, the code a patient gets ("" if none).
    """

    facts: dict[str, np.ndarray]
    coded: tuple[np.ndarray, ...]


def health(draw: Draw, persons: People, content: Content) -> Health:
    """Draw the conditions in the order of the content; later ones know the earlier."""
    number = persons.members.number
    age = (FIRST_DAY - persons.birth).astype(int) / 365.25
    facts: dict[str, np.ndarray] = {
        "age": np.maximum(age, 0.0),
        "F": persons.sex == "F",
        "M": persons.sex == "M",
    }
    raised = {one.id: np.ones(len(age)) for one in content.chronic}
    for one in content.chronic:
        odds = _odds(_prevalence(one, facts)) * raised[one.id]
        has = draw.chance(f"has {one.id}", number, odds / (1 + odds))
        for needed in one.needs:
            has &= facts[needed]
        facts[one.id] = has
        for later, factor in one.raises.items():
            if later in raised:
                raised[later] = np.where(has, raised[later] * factor, raised[later])
    coded = []
    for at, item in enumerate(content.coded):
        codes = _coded(draw, item, at, facts, number)
        coded.append(codes)
        if item.flag:
            facts[item.flag] = codes != ""
    return Health(facts, tuple(coded))


def _prevalence(one: Chronic, facts: dict[str, np.ndarray]) -> np.ndarray:
    result = np.zeros(len(facts["age"]))
    for sex, steps in one.prevalence.items():
        starts = np.array([start for start, _ in steps])
        values = np.array([value for _, value in steps])
        at = np.searchsorted(starts, facts["age"], side="right") - 1
        result = np.where(facts[sex] & (at >= 0), values[np.maximum(at, 0)], result)
    return np.minimum(result, 0.98)


def _odds(probability: np.ndarray) -> np.ndarray:
    return probability / (1 - probability)


def _coded(
    draw: Draw, item: Item, at: int, facts: dict[str, np.ndarray], number: np.ndarray
) -> np.ndarray:
    name = f"coded {item.of} {at}"
    applies = all_hold(item.when, facts, len(number))
    if item.p < 1:
        applies &= draw.chance(name + " p", number, item.p)
    codes = np.array([code for code, _ in item.codes], dtype=object)
    drawn = codes[draw.pick(name, number, [weight for _, weight in item.codes])]
    return np.where(applies, drawn, "").astype(object)
