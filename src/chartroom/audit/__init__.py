"""An audit of worksheets: what an auditor of coding would report about a student's own work.

Public names: ``audit`` and its value objects. Names load on first use. The arithmetic is that of
``quality.audit``; what is right is decided by ``assess``, and the MS-DRG by ``grouping``.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "AuditReport": "records",
    "CodeLine": "records",
    "DrgAudit": "records",
    "ERRORS": "records",
    "FINDINGS": "records",
    "Group": "records",
    "RecordAudit": "records",
    "audit": "sheets",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
lazy.keep_functions(__name__, _HOMES)
