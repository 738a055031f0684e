"""Chartroom: a hands-on course for medical records technicians.

The names a notebook needs, loaded only when asked for, so that importing the package is instant.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "codes": ("chartroom.codes", None),
    "open_ehr": ("chartroom.exercises.ehrdesk", "open_ehr"),
    "my_progress": ("chartroom.exercises.progress", "my_progress"),
    "open_exam": ("chartroom.exercises.practice", "open_exam"),
    "open_shift": ("chartroom.exercises.shiftwork", "open_shift"),
    "open_lesson": ("chartroom.exercises", "open_lesson"),
    "open_assignment": ("chartroom.exercises", "open_assignment"),
}

__all__ = [
    "__version__",
    "codes",
    "my_progress",
    "open_assignment",
    "open_ehr",
    "open_exam",
    "open_lesson",
    "open_shift",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'chartroom' has no attribute {name!r}")
    module_name, attribute = _HOMES[name]
    module = import_module(module_name)
    value = module if attribute is None else getattr(module, attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
