"""A shift as a notebook opens it: the desks, and the report with links and plot."""

from __future__ import annotations

import html
from typing import Any

from chartroom import assess, shift
from chartroom.exercises import present, shiftdesk, static
from chartroom.exercises.lesson import Page, open_book
from chartroom.exercises.places import alias, nothing_to_click
from chartroom.exercises.practice import lesson_files, lesson_link
from chartroom.shift import ShiftReport

NAME = "12-capstone"


class Capstone:
    """The shifts of one student: the last line of a cell shows the one that is under way.

    Attributes:
        desk: what happens when a student acts.
    """

    def __init__(self, desk: shiftdesk.ShiftDesk) -> None:
        self.desk = desk
        self._view: Any = None

    def show(self) -> Any:
        """Show the shift: begin one, go on, or read how the last one went."""

        def make() -> tuple[str, str]:
            words = shiftdesk.text()
            return f"<p>{html.escape(words)}</p>", words

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import ShiftView

        def spec(question: Any) -> dict[str, Any]:
            return present.spec(question, present.GRADED, alias(self.desk.book.path))

        if self._view is None:
            self._view = ShiftView(self.desk, spec, make)
        return self._view

    def report(self) -> Any:
        """Show the report with a picture and links; a sentence if no shift is finished.

        Needs matplotlib, which is imported here.
        """
        now = self.desk.now
        if now is None or not now.finished:
            print("There is no finished shift yet. End one above, then run this cell again.")
            return None
        return ShiftPage(shift.report(self.desk.pool, now))

    def step(self, action: str, task: str = "", answer: Any = None) -> None:
        """Work without a mouse: do one thing and print the list.

        Args:
            action: ``begin``, ``take``, ``answer``, ``hand``, ``wait``, ``finish`` or ``list``.
            task: the task's id, for the first three after ``begin``.
            answer: what to enter, as for ``lesson.answer``.

        Raises:
            Refused: it cannot be done now; one sentence says why.
            assess.AnswerError: the answer cannot be understood.
        """
        if action == "answer":
            desk = self.desk.desk(task)
            desk.save(assess.parse(desk.question, answer))
        elif action != "list":
            self.desk.act(action, task)
        if self._view is not None:
            self._view.refresh(task)
        print(told(self.desk))
        if action == "take":
            print("\n" + static.text(self.desk.desk(task).question, None, present.GRADED))


class ShiftPage:
    """A report as Markdown, with links that JupyterLab opens, and a picture."""

    def __init__(self, found: ShiftReport) -> None:
        self.found = found

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.markdown(), "text/plain": str(self)}

    def markdown(self) -> str:
        """Return the report as Markdown."""
        picture = shift.shift_plot(self.found)
        parts = [f"![{picture.description}]({picture.address})", *shift.lines(self.found)]
        if self.found.lessons:
            parts.append("**Read again:**")
            files = lesson_files()
            links = (lesson_link(files, *pair, "task", "tasks") for pair in self.found.lessons)
            parts.append("\n".join(links))
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return "\n".join(shift.lines(self.found))


def told(desk: shiftdesk.ShiftDesk) -> str:
    """Return the list of a shift as plain text."""
    board = desk.board()
    if board["state"] == "none":
        return f"{board['notice']} There is no shift under way.".strip()
    if board["state"] == "finished":
        return "\n".join(board["report"]["lines"])
    head = f"{board['clock']}. {board['done']} done." + (
        f" The EHR is down until about {board['down']}." if board["down"] else ""
    )
    rows = (
        f"  {row['id']}: {row['title']} [{row['desk']}; {row['level']}; {row['minutes']} min"
        + (f"; due {row['due']}" if row["due"] else "")
        + ("; late" if row["late"] else "")
        + ("; in hand" if row["id"] == board["open"] else "")
        + "]"
        for row in board["tasks"]
    )
    return "\n".join([head, *rows])


def open_shift(seed: str = "") -> Capstone:
    """Open the capstone's shift and say where it is kept.

    Args:
        seed: a text by which a whole class gets the same shifts, such as ``"October"``. Without it
            each shift is another one.

    Raises:
        QuestionError: the tasks' files are not in order.
    """
    book = open_book(NAME)
    desk = shiftdesk.ShiftDesk(book, shift.read_pool(), seed)
    words = {"none": "No shift yet.", "open": "Your shift goes on.", "finished": "A shift is done."}
    print(f"Answers are saved in answers/{book.path.name}. {words[desk.board()['state']]}")
    for notice in (*book.notices, desk.notice):
        if notice:
            print(notice)
    book.notices.clear()
    return Capstone(desk)
