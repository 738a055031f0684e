"""How fields can agree, and how often they do before the table itself is asked.

Fellegi and Sunter (1969, Journal of the American Statistical Association 64:1183) compare how often
a field agrees in two records of one person (m) and of two strangers (u). To these a third kind of
pair is added: two relatives of one household (r), who share a last name, an address, and as twins
a birth date. The figures here are everyday estimates, not taken from any data set. m and u are
starting points that the table's own pairs correct; r stays, since few tables have enough of them.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = (
    "not compared",
    "same",
    "nickname",
    "initial",
    "swapped",
    "close",
    "similar",
    "part",
    "different",
)
MISSING, SAME, NICKNAME, INITIAL, SWAPPED, CLOSE, SIMILAR, PART, DIFFERENT = range(len(LEVELS))

Rates = dict[int, tuple[float, float, float]]  # level: (m, u, r)


@dataclass(frozen=True)
class Field:
    """How one role is compared.

    kind: which comparison is used. rates: m, u and r of each level. rare: "each" if agreement on a
    rare value counts more, "filler" if only a value far too common counts less. area: whether it
    says where in the country, of which only the strongest evidence for and against is counted.
    """

    kind: str
    rates: Rates
    rare: str = ""
    area: bool = False


FIELDS: dict[str, Field] = {
    "first_name": Field(
        "first",
        {
            SAME: (0.83, 0.008, 0.02),
            NICKNAME: (0.05, 0.002, 0.005),
            INITIAL: (0.01, 0.002, 0.005),
            SWAPPED: (0.01, 1e-5, 1e-4),
            CLOSE: (0.06, 0.004, 0.02),
            SIMILAR: (0.02, 0.02, 0.04),
            DIFFERENT: (0.02, 0.96, 0.91),
        },
        rare="each",
    ),
    "middle_name": Field(
        "middle",
        {
            SAME: (0.80, 0.03, 0.08),
            INITIAL: (0.10, 0.05, 0.05),
            CLOSE: (0.05, 0.02, 0.02),
            DIFFERENT: (0.05, 0.90, 0.85),
        },
        rare="each",
    ),
    "last_name": Field(
        "last",
        {
            SAME: (0.86, 0.002, 0.80),
            CLOSE: (0.07, 0.001, 0.01),
            SIMILAR: (0.01, 0.01, 0.01),
            PART: (0.01, 1e-4, 0.02),
            DIFFERENT: (0.05, 0.985, 0.16),
        },
        rare="each",
    ),
    "suffix": Field("exact", {SAME: (0.95, 0.40, 0.05), DIFFERENT: (0.05, 0.60, 0.95)}),
    "birth_date": Field(
        "date",
        {
            SAME: (0.90, 4e-5, 0.02),
            SWAPPED: (0.01, 2e-5, 2e-5),
            CLOSE: (0.05, 6e-4, 1e-3),
            SIMILAR: (0.02, 4e-3, 5e-3),
            DIFFERENT: (0.02, 0.995, 0.974),
        },
        rare="filler",
    ),
    "sex": Field("exact", {SAME: (0.98, 0.50, 0.50), DIFFERENT: (0.02, 0.50, 0.50)}),
    "national_id": Field(
        "code",
        {
            SAME: (0.90, 1e-6, 0.01),
            CLOSE: (0.05, 2e-5, 0.001),
            SIMILAR: (0.01, 3e-4, 0.001),
            DIFFERENT: (0.04, 0.9997, 0.98),
        },
        rare="filler",
    ),
    "phone": Field(
        "code",
        {
            SAME: (0.70, 1e-5, 0.70),
            CLOSE: (0.05, 1e-4, 0.01),
            SIMILAR: (0.01, 1e-3, 0.01),
            DIFFERENT: (0.24, 0.999, 0.28),
        },
        rare="filler",
    ),
    "email": Field(
        "name",
        {
            SAME: (0.75, 1e-5, 0.15),
            CLOSE: (0.05, 1e-3, 0.05),
            SIMILAR: (0.02, 0.02, 0.05),
            DIFFERENT: (0.18, 0.98, 0.75),
        },
        rare="filler",
    ),
    "house_number": Field(
        "code",
        {
            SAME: (0.80, 0.01, 0.80),
            CLOSE: (0.06, 0.08, 0.03),
            SIMILAR: (0.02, 0.30, 0.05),
            DIFFERENT: (0.12, 0.61, 0.12),
        },
        rare="each",
    ),
    "street": Field(
        "name",
        {
            SAME: (0.73, 0.003, 0.80),
            SWAPPED: (0.01, 1e-5, 0.01),
            CLOSE: (0.08, 0.01, 0.03),
            SIMILAR: (0.04, 0.05, 0.04),
            DIFFERENT: (0.14, 0.937, 0.12),
        },
        rare="each",
    ),
    "street2": Field(
        "name",
        {
            SAME: (0.74, 0.01, 0.80),
            CLOSE: (0.08, 0.01, 0.03),
            SIMILAR: (0.04, 0.05, 0.04),
            DIFFERENT: (0.14, 0.93, 0.13),
        },
        rare="each",
    ),
    "city": Field(
        "name",
        {
            SAME: (0.88, 0.02, 0.88),
            CLOSE: (0.04, 0.003, 0.02),
            SIMILAR: (0.01, 0.03, 0.02),
            DIFFERENT: (0.07, 0.947, 0.08),
        },
        rare="each",
        area=True,
    ),
    "state": Field(
        "exact",
        {SAME: (0.97, 0.2, 0.97), DIFFERENT: (0.03, 0.8, 0.03)},
        rare="each",
        area=True,
    ),
    "postcode": Field(
        "code",
        {
            SAME: (0.82, 0.005, 0.85),
            CLOSE: (0.05, 0.01, 0.03),
            SIMILAR: (0.02, 0.08, 0.03),
            DIFFERENT: (0.11, 0.905, 0.09),
        },
        rare="each",
        area=True,
    ),
}
