"""The EHR desk as a widget: it carries messages to ``ehrdesk`` and replies back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chartroom.exercises.ehrdesk import EhrDesk
from chartroom.exercises.widget import View


class EhrView(View):
    """A view of the EHR desk; each message is answered on its own, nothing is synchronized."""

    def __init__(self, desk: EhrDesk, static: Callable[[], tuple[str, str]]) -> None:
        self.desk = desk
        super().__init__(desk.spec(), static)

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        return self.desk.act(action, message)
