"""The practice exam as a notebook opens it: the exam itself, and its report with links and plot."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chartroom import exam, paths
from chartroom.exercises import examdesk
from chartroom.exercises.lesson import Page, open_book
from chartroom.exercises.places import nothing_to_click

NAME = "13-practice-exam"


class PracticeExam:
    """The exam of one student: the last line of a cell shows it.

    Attributes:
        desk: what happens when a student acts.
    """

    def __init__(self, desk: examdesk.ExamDesk) -> None:
        self.desk = desk
        self._view: Any = None

    def show(self) -> Any:
        """Show the exam: begin one, go on, or see the explanations of the last."""

        def make() -> tuple[str, str]:
            words = examdesk.text(self.desk)
            return f"<p>{html.escape(words)}</p>", words

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import ExamView

        if self._view is None:
            self._view = ExamView(self.desk, make)
        return self._view

    def report(self) -> Any:
        """Show the score by domain, with links to what to read again; a sentence if there is none.

        Needs matplotlib, which is imported here.
        """
        sitting = self.desk.sitting
        if sitting is None or not sitting.finished:
            print("There is no finished exam yet. Finish one above, then run this cell again.")
            return None
        return ReportPage(exam.report(sitting), lesson_files())


class ReportPage:
    """A report as Markdown, with links that JupyterLab opens, and a picture."""

    def __init__(self, found: exam.ExamReport, files: Sequence[str]) -> None:
        self.found, self._files = found, files

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.markdown(), "text/plain": str(self)}

    def markdown(self) -> str:
        """Return the report as Markdown."""
        picture = exam.report_plot(self.found)
        parts = [f"![{picture.description}]({picture.address})", *exam.lines(self.found)]
        if self.found.lessons:
            parts.append("**Read again:**")
            links = (
                lesson_link(self._files, *missed, "question", "questions")
                for missed in self.found.lessons
            )
            parts.append("\n".join(links))
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return "\n".join(exam.lines(self.found))


def lesson_files() -> list[str]:
    """Return the names of the lessons' notebooks."""
    return sorted(path.name for path in (paths.root() / "course").glob("[0-9][0-9]-*.ipynb"))


def lesson_link(files: Sequence[str], number: str, count: int, one: str, many: str) -> str:
    """Return a line that links to a lesson's notebook and says how much there is to read again."""
    file = next((name for name in files if name.startswith(number)), None)
    lesson = f"[lesson {number}]({file})" if file else f"lesson {number} (not written yet)"
    return f"- {lesson}: {count} {one if count == 1 else many}"


def open_exam() -> PracticeExam:
    """Open the practice exam and say where its answers are kept.

    Raises:
        QuestionError: the bank is not in order.
    """
    book = open_book(NAME)
    desk = examdesk.ExamDesk(book, exam.read_bank())
    state = desk.shown()["state"]
    words = {"none": "No exam yet.", "open": "Your exam goes on.", "finished": "An exam is done."}
    print(f"Answers are saved in answers/{book.path.name}. {words[state]}")
    for notice in (*book.notices, *(desk.sitting.notes if desk.sitting else ())):
        print(notice)
    book.notices.clear()
    return PracticeExam(desk)


def class_statistics(folder: str | Path) -> tuple[exam.ItemStatistic, ...]:
    """Return item statistics from a folder with the answers files of a class.

    Files that are no answers to the exam are passed over.
    """
    from chartroom.assess import answerfile

    bank = exam.read_bank()
    sittings = []
    for path in sorted(Path(folder).rglob("*.json")):
        try:
            read = answerfile.read(path)
        except answerfile.AnswersUnusable:
            continue
        entry = read.entries.get(examdesk.KEY) if read else None
        held = entry.answer if entry and isinstance(entry.answer, dict) else {}
        sitting = exam.restored(bank, held.get("now"))
        if sitting:
            sittings.append(sitting)
    return exam.item_statistics(sittings)
