"""Hospital statistics by their definitions: plain functions of counts.

The definitions are those in general use in health information management in the United States
(what a discharge, a service day or a delivery is stands in each docstring). Newborns are counted
apart from adults and children: leave them out of the counts, or give only them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from chartroom.quality.figure import Figure, QualityError, count, part


def length_of_stay(admitted: dt.date, discharged: dt.date) -> int:
    """Return the days of a stay: the day of admission counts, the day of discharge does not.

    Somebody admitted and discharged on one day has stayed one day. Days are calendar days, so a
    change of the clocks changes nothing.

    Raises:
        QualityError: the discharge is before the admission.
    """
    admitted, discharged = _day(admitted), _day(discharged)
    if discharged < admitted:
        raise QualityError(
            f"The discharge ({discharged}) is before the admission ({admitted}): correct the dates "
            "at their source before you count."
        )
    return max(1, (discharged - admitted).days)


def average_length_of_stay(discharge_days: float, discharges: float) -> Figure:
    """Return the average length of stay, in days.

    Args:
        discharge_days: lengths of stay of all who were discharged in the period, added up. Days
            before the period count too; those still in the hospital do not.
        discharges: discharges of the period, deaths included.
    """
    count("discharge days", discharge_days)
    count("discharges", discharges)
    if discharge_days < discharges:
        raise QualityError(
            f"{discharges:,.0f} discharges cannot have only {discharge_days:,.0f} days: each stay "
            "counts at least one."
        )
    return Figure(
        "Average length of stay",
        *(discharge_days, discharges, "discharge days", "discharges"),
        unit="days",
    )


def average_daily_census(service_days: float, days: int) -> Figure:
    """Return the patients in the hospital on an average day.

    Args:
        service_days: inpatient service days (patients at midnight, and those who were admitted and
            discharged between two counts).
        days: calendar days of the period.
    """
    count("service days", service_days)
    count("days in the period", days)
    return Figure(
        "Average daily census",
        *(service_days, days, "inpatient service days", "days in the period"),
        unit="patients",
    )


def bed_days(periods: Iterable[tuple[int, int]]) -> int:
    """Return bed count days: for each ``(beds, days)`` beds × days, added up.

    If the number of beds changes within a period, give each stretch by itself.
    """
    return sum(int(count("beds", beds)) * int(count("days", days)) for beds, days in periods)


def occupancy(service_days: float, bed_count_days: float) -> Figure:
    """Return the share of beds in use, in percent; above 100 where beds were set up in addition.

    Args:
        service_days: inpatient service days of the period.
        bed_count_days: what ``bed_days`` returns for it.
    """
    count("service days", service_days)
    count("bed count days", bed_count_days)
    return Figure(
        "Occupancy", service_days, bed_count_days, "inpatient service days", "bed count days", "%"
    )


def bed_turnover(discharges: float, beds: float) -> Figure:
    """Return how often a bed got a new patient (direct formula: discharges ÷ average beds)."""
    count("discharges", discharges)
    count("beds", beds, whole=False)
    return Figure("Bed turnover", discharges, beds, "discharges", "beds", "times")


def gross_death_rate(deaths: float, discharges: float) -> Figure:
    """Return inpatient deaths ÷ discharges (deaths included), in percent.

    Deaths on arrival, in the emergency department and before birth are no inpatient deaths.
    """
    part("deaths", deaths, "discharges", discharges)
    return Figure("Gross death rate", deaths, discharges, "deaths", "discharges", "%", 2)


def net_death_rate(deaths: float, within_48_hours: float, discharges: float) -> Figure:
    """Return the death rate without deaths within 48 hours of admission, in percent.

    They are taken from deaths and from discharges: (deaths - within 48 hours) ÷ (discharges -
    within 48 hours).
    """
    part("deaths", deaths, "discharges", discharges)
    part("deaths within 48 hours", within_48_hours, "deaths", deaths)
    return Figure(
        "Net death rate",
        deaths - within_48_hours,
        discharges - within_48_hours,
        "deaths after 48 hours or more",
        "discharges without deaths within 48 hours",
        "%",
        2,
    )


def gross_autopsy_rate(autopsies: float, deaths: float) -> Figure:
    """Return autopsies of inpatients ÷ inpatient deaths, in percent."""
    part("autopsies", autopsies, "deaths", deaths)
    return Figure("Gross autopsy rate", autopsies, deaths, "autopsies", "deaths", "%")


def net_autopsy_rate(autopsies: float, deaths: float, coroner_cases: float) -> Figure:
    """Return the autopsy rate without bodies that the coroner took unexamined, in percent.

    Args:
        autopsies: autopsies of inpatients that the hospital did.
        deaths: inpatient deaths.
        coroner_cases: of these, released to the coroner or medical examiner without an autopsy
            in the hospital.
    """
    part("coroner's cases", coroner_cases, "deaths", deaths)
    part("autopsies", autopsies, "bodies that were there", deaths - coroner_cases)
    return Figure(
        "Net autopsy rate",
        *(autopsies, deaths - coroner_cases, "autopsies", "deaths without coroner's cases"),
        unit="%",
    )


def cesarean_rate(cesareans: float, deliveries: float) -> Figure:
    """Return cesarean sections ÷ deliveries, in percent.

    A delivery is a woman's, however many babies: twins are one.
    """
    part("cesarean sections", cesareans, "deliveries", deliveries)
    return Figure("Cesarean rate", cesareans, deliveries, "cesarean sections", "deliveries", "%")


def readmission_rate(readmitted: float, discharges: float) -> Figure:
    """Return index discharges followed by an unplanned stay within 30 days ÷ index discharges.

    Say with the figure which discharges were index discharges (living, not transferred), and
    whether readmissions to other hospitals could be seen.
    """
    part("readmitted", readmitted, "index discharges", discharges)
    return Figure(
        "30-day readmission", readmitted, discharges, "readmitted", "index discharges", "%"
    )


def delinquency_rate(delinquent: float, monthly_discharges: float) -> Figure:
    """Return delinquent records ÷ average discharges of a month, in percent; may be above 100.

    The Joint Commission no longer asks for this figure each quarter (since July 2016). Its limit is
    the hospital's own policy.
    """
    count("delinquent records", delinquent)
    count("discharges in a month", monthly_discharges, whole=False)
    return Figure(
        "Delinquency rate",
        *(delinquent, monthly_discharges, "delinquent records", "average monthly discharges"),
        unit="%",
    )


def case_mix_index(weights: Iterable[float]) -> Figure:
    """Return the average DRG weight of discharges.

    Args:
        weights: the relative weight of each discharge's MS-DRG.
    """
    every = [count("a DRG's weight", weight, whole=False) for weight in weights]
    return Figure(
        "Case mix index",
        *(round(sum(every), 6), len(every), "total relative weight", "discharges"),
        digits=4,
    )


def _day(when: dt.date) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when
