"""The widgets a student touches. They carry messages; the judgement is in ``desk``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from chartroom.exercises import assets, builder, inbox, reference, visitlevel
from chartroom.exercises.desk import Desk, Refused, in_words
from chartroom.exercises.drill import Drill
from chartroom.exercises.examdesk import ExamDesk
from chartroom.exercises.shiftdesk import ShiftDesk


class View(anywidget.AnyWidget):
    """A widget that answers messages and also has a static form.

    A message from a view is ``{"action", "seq", "view", ...}``. The reply has the message's
    ``seq`` and ``version`` and, as ``to``, its ``view``: of several views of one widget, only the
    one that asked takes it.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict[str, Any], static: Callable[[], tuple[str, str]]) -> None:
        self._static = static
        super().__init__(spec=spec, _esm=assets.module(spec["kind"]), _css=assets.style())
        self.on_msg(lambda _, content, __: self.send(self.receive(content)))

    def receive(self, message: Any) -> dict[str, Any]:
        """Act on one message and return the reply. Whatever goes wrong is said in the reply."""
        if not isinstance(message, dict):
            return {"error": "The exercise sent something that is not a message."}
        reply = {name: message.get(name) for name in ("action", "seq", "version")}
        reply["to"] = message.get("view")
        try:
            return {**reply, **self.act(str(message.get("action")), message)}
        except Exception as error:  # nothing may vanish: the student sees one sentence
            return {**reply, "error": in_words(error)}

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        """Do what a message asks for; returns the reply's content."""
        if action == "search":
            return reference.search(message.get("text", ""), message.get("limit", 8))
        if action == "code":
            return reference.code(message.get("code", ""))
        if action == "procedure":
            return reference.procedure(message.get("code"), message.get("inpatient"))
        if action == "procedures":
            return reference.procedures(message.get("text"))
        if action == "steps":
            return builder.steps(message.get("code"))
        if action == "level":
            return visitlevel.level(message)
        raise Refused(f"'{action}' is not something this exercise can do.")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        html, text = self._static()
        fallback = {"text/html": html, "text/plain": text}
        if isinstance(bundle, tuple):
            return {**bundle[0], **fallback}, bundle[1]
        return {**(bundle or {}), **fallback}

    def __str__(self) -> str:
        return self._static()[1]


class DrillView(View):
    """A drill. Nothing is kept here: each message names the card that it is about."""

    def __init__(self, drill: Drill, static: Callable[[], tuple[str, str]]) -> None:
        self.drill = drill
        title = {"terms": "Drill: terms", "abbreviations": "Drill: abbreviations"}[drill.name]
        super().__init__(
            {"id": drill.key, "kind": "drill", "title": title, "label": "What does it mean?"},
            static,
        )

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        if action == "open":
            return self.drill.open()
        if action == "answer":
            return self.drill.answer(
                message.get("card"), message.get("typed"), message.get("seconds")
            )
        if action == "rate":
            return self.drill.rate(message.get("card"), message.get("rating"), message.get("right"))
        if action == "clock":
            return self.drill.clock(message.get("on"))
        return super().act(action, message)


class ExamView(View):
    """The practice exam. The sitting is in the answer book; each message names its question."""

    def __init__(self, desk: ExamDesk, static: Callable[[], tuple[str, str]]) -> None:
        self.desk = desk
        super().__init__({"id": "exam", "kind": "exam"}, static)

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        return self.desk.act(action, message)


class Exercise(View):
    """A question.

    ``saved`` and ``shown`` are what every view shows: the saved answer with the last feedback, and
    the right answer once it is open. ``saved["by"]`` names the view the answer came from.
    """

    saved = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self, desk: Desk, spec: dict[str, Any], static: Callable[[], tuple[str, str]]
    ) -> None:
        self.desk = desk
        super().__init__(spec, static)
        self.refresh()

    def refresh(self, by: str = "") -> None:
        """Show what the answer book holds in every view but ``by``."""
        with self.desk.lock:
            self.saved = {**self.desk.state(), "by": by}
            self.shown = self.desk.shown()

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        with self.desk.lock:
            reply = acted(self.desk, action, message.get("answer"))
            if reply is None:
                return super().act(action, message)
            if action != "form":
                self.refresh(str(message.get("view") or ""))
        return reply


class InboxView(View):
    """Many requests in one view. A message names the ``request`` that it is about.

    ``states`` holds for each request that was opened what an ``Exercise`` has as ``saved`` and
    ``shown``; ``listed`` is the list with how far each is, ``log`` the disclosure log.
    """

    states = traitlets.Dict().tag(sync=True)
    listed = traitlets.List().tag(sync=True)
    log = traitlets.List().tag(sync=True)

    def __init__(
        self,
        desks: Mapping[str, Desk],
        specs: Callable[[str], dict[str, Any]],
        static: Callable[[], tuple[str, str]],
    ) -> None:
        self.desks, self._specs = desks, specs
        super().__init__({"id": "inbox", "kind": "inbox"}, static)
        self.refresh()

    def refresh(self, request: str = "", by: str = "") -> None:
        """Show what the answer book holds of the list and of one request."""
        self.listed, self.log = inbox.listed(self.desks), inbox.log(self.desks)
        if request in self.desks:
            desk = self.desks[request]
            with desk.lock:
                held = {"saved": {**desk.state(), "by": by}, "shown": desk.shown()}
            self.states = {**self.states, request: held}

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        request = str(message.get("request"))
        if request not in self.desks:
            raise Refused("This request is not in the inbox; run the cell again.")
        if action == "open":
            self.refresh(request)
            return {"spec": self._specs(request), **self.states[request]}
        reply = acted(self.desks[request], action, message.get("answer"))
        if reply is None:
            return super().act(action, message)
        if action != "form":
            self.refresh(request, str(message.get("view") or ""))
        return reply


class ShiftView(View):
    """A shift. A message names the ``request`` (a task) that it is about.

    ``board`` is the list and the clock, or the report; ``states`` holds for each task that was
    taken what an ``Exercise`` has as ``saved`` and ``shown``.
    """

    board = traitlets.Dict().tag(sync=True)
    states = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        desk: ShiftDesk,
        specs: Callable[[Any], dict[str, Any]],
        static: Callable[[], tuple[str, str]],
    ) -> None:
        self.desk, self._specs = desk, specs
        super().__init__({"id": "shift", "kind": "shift"}, static)
        self.refresh()

    def refresh(self, task: str = "", by: str = "") -> None:
        """Show what the answer book holds of the shift and of one task."""
        with self.desk.lock:
            self.board = self.desk.board()
            if any(row["id"] == task for row in self.board.get("tasks", ())):
                one = self.desk.desk(task)
                held = {"saved": {**one.state(), "by": by}, "shown": {}}
                self.states = {**self.states, task: held}

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        task = str(message.get("request") or "")
        if action in ("begin", "take", "hand", "wait", "finish"):
            if action == "begin":
                self.states = {}
            self.desk.act(action, task)
            self.refresh(task)
            return {}
        if action == "show":
            self.refresh(task)
            return {"spec": self._specs(self.desk.desk(task).question)}
        reply = acted(self.desk.desk(task), action, message.get("answer")) if task else None
        if reply is None:
            return super().act(action, message)
        if action != "form":
            self.refresh(task, str(message.get("view") or ""))
        return reply


def acted(desk: Desk, action: str, answer: Any) -> dict[str, Any] | None:
    """Do what a view of a question asks for; None if it is nothing that a question can do."""
    if action == "form":
        return desk.form(answer)
    if action not in ("save", "check", "hint", "reveal"):
        return None
    with desk.lock:
        # Saved before anything else: whatever fails then, the answer is safe.
        reply = desk.save(answer)
        try:
            if action != "save":
                reply |= getattr(desk, action)(answer)
        except Exception as error:
            reply["error"] = in_words(error)
    return reply
