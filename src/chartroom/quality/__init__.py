"""Quality: hospital statistics, coding audits, data-quality rules, and their charts.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "QualityError": "figure",
    "Figure": "figure",
    "Scores": "scoring",
    "all_rules": "checking",
    "check": "checking",
    "score": "scoring",
    "average_daily_census": "rates",
    "average_length_of_stay": "rates",
    "bed_days": "rates",
    "bed_turnover": "rates",
    "case_mix_index": "rates",
    "cesarean_rate": "rates",
    "delinquency_rate": "rates",
    "gross_autopsy_rate": "rates",
    "gross_death_rate": "rates",
    "length_of_stay": "rates",
    "net_autopsy_rate": "rates",
    "net_death_rate": "rates",
    "occupancy": "rates",
    "readmission_rate": "rates",
    "AuditReport": "audit",
    "Coded": "audit",
    "RecordAudit": "audit",
    "audit_coding": "audit",
    "audit_record": "audit",
    "cohen_kappa": "agreement",
    "MonthReport": "month",
    "month_report": "month",
    "percent_agreement": "agreement",
    "sample_size": "agreement",
    "wilson_interval": "agreement",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
