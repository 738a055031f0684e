"""The widgets of grouping and of queries. They carry messages; the judgement is in the desks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from chartroom.assess.records import Question
from chartroom.exercises import groupdesk
from chartroom.exercises.querydesk import QueryDesk
from chartroom.exercises.widget import View


class GrouperView(View):
    """The grouper. ``sheet`` holds what is saved of the worksheet that it follows.

    That is its ``rows``, and ``procedures`` as one text where the worksheet asks for them.
    """

    sheet = traitlets.Dict().tag(sync=True)

    def __init__(
        self, question: Question | None, worksheet: Any, static: Callable[[], tuple[str, str]]
    ) -> None:
        self._question = question
        super().__init__(groupdesk.spec(question), static)
        if worksheet is not None:
            self._follow(worksheet.saved)
            worksheet.observe(lambda change: self._follow(change["new"]), "saved")

    def _follow(self, saved: dict[str, Any]) -> None:
        answer = saved.get("answer")
        sheet: dict[str, Any] = {"rows": groupdesk.rows(answer)}
        if self._question and self._question.procedures:
            sheet["procedures"] = groupdesk.procedures(answer)
        self.sheet = sheet

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        if action == "group":
            return groupdesk.grouped(message)
        return super().act(action, message)


class QueryView(View):
    """A query that is being written. Each message carries the whole draft."""

    def __init__(self, desk: QueryDesk, static: Callable[[], tuple[str, str]]) -> None:
        self.desk = desk
        super().__init__(desk.spec(), static)

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        if action == "open":
            return self.desk.open()
        if action == "save":
            return self.desk.save(message.get("draft"))
        if action == "check":
            return self.desk.check(message.get("draft"))
        return super().act(action, message)
