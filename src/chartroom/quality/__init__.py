"""Quality: hospital statistics, coding audits, data-quality rules, and their charts.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

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
    "Bar": "charting",
    "ControlChart": "charting",
    "Signal": "charting",
    "p_chart": "charting",
    "pareto": "charting",
    "run_chart": "charting",
    "u_chart": "charting",
    "xmr_chart": "charting",
    "AuditReport": "audit",
    "Coded": "audit",
    "RecordAudit": "audit",
    "audit_coding": "audit",
    "audit_record": "audit",
    "cohen_kappa": "agreement",
    "MonthReport": "month",
    "discharges_chart": "monthcharts",
    "findings_chart": "monthcharts",
    "month_page": "monthpage",
    "of_month": "monthcharts",
    "write_month_page": "monthpage",
    "month_report": "month",
    "percent_agreement": "agreement",
    "sample_size": "agreement",
    "wilson_interval": "agreement",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
