"""Which figures of the hospital are set beside which published ones, and how near is near.

A tolerance is in the unit of the figure. It allows for three things: chance (a hospital of 20,000
people has about 4,200 stays and 450 births), the years between the published figure and 2026, and
the difference between one community hospital and a whole country. Each row says which of them.
"""

from __future__ import annotations

from dataclasses import dataclass

SHARE_OF_NINE = "percent of these nine"


@dataclass(frozen=True)
class Row:
    """One comparison; no ``tolerance`` means shown, not judged; ``known`` a stated difference."""

    topic: str
    key: str  # the hospital's figure, a name in realism.measure
    measure: str  # with group and year: the row of the published table
    group: str
    year: str
    tolerance: float | None
    why: str
    label: str = ""
    known: bool = False
    value: float | None = None  # which one, where two are published for the same year


_MEMORY = "From memory: a rough place, not a target."
_OLD = "Too old to judge by."
_AGE, _LOS, _OUT = "age of inpatient stays", "mean length of stay", "discharge disposition"
_PAY, _ED_AGE = "primary payer of inpatient stays", "age of emergency department visits"
_DX = "stays by principal diagnosis, all stays"
_RECENT, _NIS = "about 2018-2019", "about 2014-2019"
_T_AGE, _T_LOS, _T_IN, _T_OUT = "Age and sex of stays", "Length of stay", "Way in", "Way out"
_T_PAY, _T_BIRTH, _T_DX = "Payer of stays", "Births", "Top principal diagnoses"
_T_ED, _T_BACK = "Emergency department", "Readmission and beds"
_SHIFT = "Published for 2009 or before; the country has grown older since."
_FEW_WELL = "Too few of the well and young here: see the share admitted."
_SMALL = "A small share: one community hospital differs from the country by more than chance."

ROWS: tuple[Row, ...] = (
    Row(_T_AGE, "age 0", _AGE, "under 1", "2012", 2.0, "Two times chance, and births have fallen."),
    Row(_T_AGE, "age 0-17", _AGE, "0-17", "2009", 4.0, "Few children's beds here; births fell."),
    Row(_T_AGE, "age 1", _AGE, "1-17", _RECENT, None, _MEMORY),
    Row(_T_AGE, "age 18", _AGE, "18-44", _RECENT, None, _MEMORY),
    Row(_T_AGE, "age 45", _AGE, "45-64", _RECENT, None, _MEMORY),
    Row(_T_AGE, "age 65", _AGE, "65-84", _RECENT, None, _MEMORY),
    Row(_T_AGE, "age 85", _AGE, "85+", _RECENT, None, _MEMORY),
    Row(_T_AGE, "age mean", "mean age of inpatient stays", "all", "2007", 6.0, _SHIFT, "mean age"),
    Row(
        _T_AGE,
        "female",
        "female share of inpatient stays",
        "all, with maternal stays",
        "2007",
        5.0,
        "Fewer births than in 2007 make the share of women smaller.",
        "female",
    ),
    Row(
        _T_AGE,
        "maternal or newborn",
        "share of inpatient stays by kind",
        "maternal or neonatal",
        "2012",
        3.0,
        "Births have fallen since 2012.",
    ),
    Row(
        _T_AGE,
        "mental",
        "share of inpatient stays by kind",
        "mental health or substance use",
        "2014",
        2.5,
        "Only stays on the behavioral unit are counted here.",
    ),
    Row(_T_LOS, "days", _LOS, "all stays", "2012", 0.5, "4.5 to 4.6 in the years seen."),
    Row(
        _T_LOS, "days child", _LOS, "patients 0-17", "2009", 1.0, "No intensive care for children."
    ),
    Row(
        _T_LOS,
        "days vaginal",
        _LOS,
        "vaginal delivery with complicating conditions",
        "2009",
        0.5,
        "Most vaginal deliveries of 2009 were of this kind; the others stayed 1.9 days.",
        "vaginal delivery",
    ),
    Row(_T_LOS, "days cesarean", _LOS, "cesarean delivery", "2009", 0.7, "Stays shortened since."),
    Row(_T_LOS, "days newborn", _LOS, "neonatal", _NIS, None, _MEMORY, "newborn"),
    Row(_T_LOS, "days mental", _LOS, "mental health or substance use", _NIS, None, _MEMORY),
    Row(
        _T_IN,
        "via ED",
        "admitted through the emergency department",
        "all stays, more than",
        "2017",
        10.0,
        'Published as "more than 50", so the number itself may be some points above.',
        "through the ED",
    ),
    Row(
        _T_IN,
        "via ED other",
        "admitted through the emergency department",
        "stays that are not maternal or newborn",
        "about 2017-2021",
        None,
        _MEMORY,
        "through the ED, no births",
    ),
    Row(_T_IN, "from hospital", "admission source", "another hospital", "1997", None, _OLD),
    Row(_T_IN, "from facility", "admission source", "another health facility", "1997", None, _OLD),
    Row(
        _T_IN,
        "weekend",
        "weekend share of admissions",
        "Saturday and Sunday",
        "2007",
        None,
        "Too high here: the sick and the newborn come on every day alike.",
        "on a weekend",
        known=True,
    ),
    Row(_T_OUT, "home", _OUT, "routine (home)", "2008", 5.0, "Home health has grown at its cost."),
    Row(_T_OUT, "home health", _OUT, "home health care", "2008", 4.0, "It has grown since 2008."),
    Row(_T_OUT, "facility", _OUT, "long-term care and other facilities", "2008", 3.0, _SMALL),
    Row(
        _T_OUT,
        "post-acute",
        _OUT,
        "any post-acute care (facility or home health)",
        "2013",
        4.5,
        "Home health has grown since 2013.",
        "facility or home health",
    ),
    Row(_T_OUT, "short-term hospital", _OUT, "another short-term hospital", "2008", 1.0, _SMALL),
    Row(_T_OUT, "against advice", _OUT, "against medical advice", "2008", 1.0, _SMALL),
    Row(_T_OUT, "died", _OUT, "died", "2008", 1.0, _SMALL),
    Row(_T_PAY, "Medicare", _PAY, "Medicare", "2009", 8.0, _SHIFT),
    Row(_T_PAY, "Medicaid", _PAY, "Medicaid", "2009", 4.0, "Medicaid was widened in 2014."),
    Row(_T_PAY, "Private", _PAY, "private insurance", "2008", 8.0, _SHIFT),
    Row(_T_PAY, "Self-pay", _PAY, "uninsured", "2008", 3.0, "More people are insured since 2014."),
    Row(_T_PAY, "Medicare", _PAY, "Medicare", _RECENT, None, _MEMORY, "Medicare (newer)"),
    Row(_T_PAY, "Private", _PAY, "private insurance", _RECENT, None, _MEMORY, "private (newer)"),
    Row(
        _T_BIRTH,
        "cesarean",
        "cesarean delivery",
        "all births",
        "2024",
        5.0,
        "Two times chance among 450.",
        "cesarean, % of births",
    ),
    Row(
        _T_BIRTH,
        "preterm",
        "preterm birth (under 37 weeks)",
        "all births",
        "2024",
        4.0,
        "Chance alone gives 3 points; the smallest babies are sent elsewhere.",
        "preterm, % of births",
    ),
    Row(
        _T_BIRTH,
        "twins",
        "twin births",
        "all births",
        "2022",
        20.0,
        "A dozen or so twins: chance is large.",
        "twins, per 1,000 births",
    ),
    Row(
        _T_BIRTH,
        "births Medicaid",
        "births paid by Medicaid",
        "all births",
        "2023",
        10.0,
        "States differ widely.",
        "paid by Medicaid, %",
    ),
    *(
        Row(_T_DX, group, _DX, group, "2017", 5.0, "The order and rough size; hospitals differ.")
        for group in (
            "septicemia",
            "osteoarthritis",
            "heart failure",
            "COPD and bronchiectasis",
            "complications specified during childbirth",
            "acute myocardial infarction",
            "diabetes mellitus with complication",
            "pneumonia (except that caused by tuberculosis)",
            "cardiac dysrhythmias",
        )
    ),
    Row(_T_ED, "ED age 0", _ED_AGE, "under 1", "2019", 2.0, _SMALL, "under 1"),
    Row(_T_ED, "ED age 1", _ED_AGE, "1-17", "2019", None, _FEW_WELL, "1-17", known=True),
    Row(_T_ED, "ED age 18", _ED_AGE, "18-44", "2019", 5.0, "Towns differ in age.", "18-44"),
    Row(_T_ED, "ED age 45", _ED_AGE, "45-74", "2019", 5.0, "Towns differ in age.", "45-74"),
    Row(_T_ED, "ED age 75", _ED_AGE, "75+", "2019", None, _FEW_WELL, "75+", known=True),
    Row(
        _T_ED,
        "ED female",
        "female share of emergency department visits",
        "all",
        "2017",
        4.0,
        "Steady from year to year.",
        "female",
    ),
    Row(
        _T_ED,
        "ED admitted",
        "emergency department visits admitted to the hospital",
        "all",
        "2022",
        None,
        "Too high here: the data set holds few people who come only for something small.",
        "admitted",
        known=True,
        value=11.5,
    ),
    Row(
        _T_BACK,
        "readmission",
        "30-day all-cause readmission",
        "all payers, age 1+",
        "2016",
        2.5,
        "Two times chance; planned returns are not told apart here.",
        "readmitted in 30 days",
    ),
    Row(
        _T_BACK,
        "occupancy",
        "bed occupancy",
        "staffed beds, all US hospitals",
        "2009-2019",
        8.0,
        "Beds are set by the hospital's size; April is left out (below).",
        "beds in use, May-September",
    ),
)
