"""The EHR desk as a widget: it carries messages to ``ehrdesk`` and replies back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from chartroom.exercises.widget import View


class Desk(Protocol):
    """What answers: ``ehrdesk.EhrDesk``, which makes views of itself."""

    def spec(self) -> dict[str, Any]: ...

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]: ...


class EhrView(View):
    """A view of the EHR desk; each message is answered on its own, nothing is synchronized."""

    def __init__(self, desk: Desk, static: Callable[[], tuple[str, str]]) -> None:
        self.desk = desk
        super().__init__(desk.spec(), static)

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        return self.desk.act(action, message)
