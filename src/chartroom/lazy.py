"""Public names of a room that load on first use (PEP 562): importing the room is instant."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType


def names(
    package: str, homes: Mapping[str, str | None]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for a package's ``__init__``.

    Args:
        package: its ``__name__``.
        homes: the module of the package in which each name stands; None if the name is a module.
    """

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        module = import_module(f"{package}.{home or name}")
        value = module if home is None else getattr(module, name)
        vars(sys.modules[package])[name] = value
        return value

    return load, lambda: sorted(sys.modules[package].__all__)


def keep_functions(package: str, homes: Mapping[str, str | None]) -> None:
    """Let a name that is both a function and its module's name stay the function.

    Importing the module ``chartroom.codes.search`` anywhere makes Python store that module in the
    package under the name of the function.
    """

    class Package(ModuleType):
        def __setattr__(self, name: str, value: object) -> None:
            if isinstance(value, ModuleType) and homes.get(name) == name:
                value = getattr(value, name)
            super().__setattr__(name, value)

    sys.modules[package].__class__ = Package
