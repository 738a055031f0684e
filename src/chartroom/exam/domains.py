"""The domains of the RHIT exam and how many of a paper's items each gets.

AHIMA, RHIT Exam Content Outline: 130 scored items; the share of each domain is given as a range,
and a paper here takes a number inside it. Looked up 23 November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Domain:
    """A domain: its id (also its file's name), title, range in percent, items in a paper."""

    id: str
    title: str
    low: int
    high: int
    items: int


DOMAINS: tuple[Domain, ...] = (
    Domain("data", "Data content, structure and information governance", 19, 25, 29),
    Domain("access", "Access, disclosure, privacy and security", 14, 18, 21),
    Domain("analytics", "Data analytics and use", 12, 18, 20),
    Domain("revenue", "Revenue cycle management", 19, 25, 28),
    Domain("compliance", "Compliance", 13, 17, 19),
    Domain("leadership", "Leadership", 9, 12, 13),
)
