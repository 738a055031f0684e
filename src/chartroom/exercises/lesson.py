"""Open a lesson or an assignment in a notebook and show its exercises."""

from __future__ import annotations

import difflib
import html
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from chartroom import assess, cases, paths
from chartroom.assess.records import Question, QuestionError
from chartroom.exercises import present, static
from chartroom.exercises.desk import Desk
from chartroom.exercises.places import alias, nothing_to_click

# One book for each answers file, however often the first cell of a notebook is run.
_books: dict[Path, assess.AnswerBook] = {}


class ExerciseError(LookupError):
    """A lesson, question or chart that is not there. The text is one sentence with the remedy."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Page:
    """A static exercise: what is shown where nothing can be clicked (building, grading)."""

    def __init__(self, make: Callable[[], tuple[str, str]]) -> None:
        self._make = make

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html, text = self._make()
        return {"text/html": html, "text/plain": text}

    def __str__(self) -> str:
        return self._make()[1]


class Lesson:
    """The exercises of one notebook; made by ``open_lesson`` or ``open_assignment``.

    Attributes:
        name: the notebook's name.
        questions: its questions by id.
        book: the answers, kept in ``answers/<name>.json`` beside the notebook.
        mode: ``practice``, or ``graded``: nothing then says whether an answer is right.
    """

    def __init__(
        self,
        name: str,
        questions: Mapping[str, Question],
        book: assess.AnswerBook,
        mode: str = present.PRACTICE,
    ) -> None:
        self.name = name
        self.questions = dict(questions)
        self.book = book
        self.mode = mode
        self._lock = threading.RLock()
        self._desks: dict[str, Desk] = {}
        self._shown: dict[str, Any] = {}

    def ask(self, question: str) -> Any:
        """Show a question to be answered; the last line of a cell shows it.

        The same question shown twice is one exercise with two views.

        Raises:
            ExerciseError: there is no such question.
        """
        desk = self._desk(question)
        if nothing_to_click():
            return Page(lambda: self._static(desk))
        from chartroom.exercises.widget import Exercise

        if question in self._shown:
            self._shown[question].refresh()
        else:
            spec = present.spec(desk.question, self.mode, alias(self.book.path))
            self._shown[question] = Exercise(desk, spec, lambda: self._static(desk))
        return self._shown[question]

    def answer(
        self,
        question: str,
        value: Any = None,
        query: str | bool | None = None,
        procedures: Any = None,
    ) -> None:
        """Answer a question by typing: save the answer and print what there is to say about it.

        Args:
            question: the question's id.
            value: ``"b"``, ``"a, c"``, ``"a=1, b=3"``, ``"E11.22"``, ``"0DTJ4ZZ"``; for a worksheet
                ``"E11.22, N18.31"`` with the principal (first-listed) code first; for a form
                ``"last = Marrow; born = 4/9/1953"``; for a queue ``"p1 = merge / typo"``; or the
                same as a dictionary. Without a value the saved answer is printed.
            query: worksheets only: what to ask the provider, or True.
            procedures: worksheets that ask for them: ``"45385-PT; J1885 x2"``, or a list such as
                ``["0DTJ4ZZ"]`` or ``[{"code": "45385", "modifiers": "PT", "units": 1}]``.

        Raises:
            ExerciseError: there is no such question.
            assess.AnswerError: the value cannot be understood.
        """
        desk = self._desk(question)
        if value is None and query is None and procedures is None:
            given = static.answer_text(desk.question, desk.answer)
            print(f"Your saved answer:\n{given}" if given else static.NONE)
            return
        given = assess.parse(desk.question, value, query, procedures)
        with self._lock:
            kept = desk.save(given)
            desk.check(given)
        if question in self._shown:
            self._shown[question].refresh()
        saved = kept["saved"]
        print("Saved." if saved["ok"] else f"Not saved: {saved['text']}")
        if kept.get("notice"):
            print(kept["notice"])
        print(desk.feedback)

    def chart(self, case: str) -> Any:
        """Show a patient's chart to read.

        Raises:
            ExerciseError: there is no such chart.
        """
        found = self._case(case)

        def make() -> tuple[str, str]:
            return static.chart_html(found), cases.render.text(found)

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import View

        spec = {"id": f"chart-{case}", "kind": "chart", "chart": present.chart(found)}
        return View(spec, make)

    def finder(self) -> Any:
        """Show the code finder."""
        text = (
            "Code finder. Run this cell to search ICD-10-CM. Without it, write for example\n"
            'codes.search("heart attack") or codes.lookup("I21.9").'
        )

        def make() -> tuple[str, str]:
            return f"<p>{text.replace(chr(10), ' ')}</p>", text

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import View

        return View({"id": "finder", "kind": "finder"}, make)

    def em_calculator(self) -> Any:
        """Show the E/M calculator: the level of a visit from what its note shows."""
        from chartroom.exercises import visitlevel

        def make() -> tuple[str, str]:
            return visitlevel.html(), visitlevel.text()

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import View

        return View(visitlevel.spec(), make)

    def grouper(self, sheet: str | None = None) -> Any:
        """Show the grouper: the MS-DRG of what is entered.

        Args:
            sheet: a worksheet of this notebook that the grouper follows.

        Raises:
            ExerciseError: there is no such worksheet, or it is not about a stay.
        """
        from chartroom.exercises import groupdesk

        desk = self._desk(sheet) if sheet else None
        if desk and (desk.question.kind != "worksheet" or not desk.question.inpatient):
            raise ExerciseError(
                f"'{sheet}' is not a worksheet about a stay: only stays are grouped."
            )

        def make() -> tuple[str, str]:
            return groupdesk.html(), groupdesk.text()

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.billingviews import GrouperView

        return GrouperView(
            desk.question if desk else None, self.ask(sheet) if sheet else None, make
        )

    def audit(self) -> Any:
        """Show an audit of the worksheets of this lesson that were answered, without right codes.

        It is made from what is saved when it is called.

        Raises:
            ExerciseError: the work is graded, or the notebook has no worksheet.
        """
        from chartroom.exercises import auditpage

        if self.mode != present.PRACTICE:
            raise ExerciseError("Graded work is audited by who grades it, not here.")
        sheets = [one for one in self.questions.values() if one.kind == "worksheet"]
        if not sheets:
            raise ExerciseError(f"{self.name} has no worksheet to audit.")
        report = auditpage.report((one, self.book.get(one.id)) for one in sheets)

        def make() -> tuple[str, str]:
            return auditpage.html(report, len(sheets)), auditpage.text(report, len(sheets))

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import View

        return View(auditpage.spec(report, len(sheets)), make)

    def query_writer(self, case: str) -> Any:
        """Show a form to write a query about a chart; the draft is kept with the answers.

        Raises:
            ExerciseError: there is no such chart.
        """
        from chartroom.exercises import querydesk

        desk = querydesk.QueryDesk(self._case(case), self.book)

        def make() -> tuple[str, str]:
            return f"<pre>{html.escape(desk.text())}</pre>", desk.text()

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.billingviews import QueryView

        return QueryView(desk, make)

    def query(self, case: str, **parts: str) -> None:
        """Write a query by typing: keep the draft and print what the check says.

        Args:
            case: the chart.
            parts: ``title``, ``indicators``, ``question``, ``form``, ``options``, ``purpose``, each
                a text; parts that are not given stay as they are saved.

        Raises:
            ExerciseError: there is no such chart, or a part is not one of a query.
        """
        from chartroom.exercises import querydesk

        unknown = set(parts) - set(querydesk.PARTS)
        if unknown:
            known = ", ".join(querydesk.PARTS)
            raise ExerciseError(f"A query has no '{sorted(unknown)[0]}'; its parts are {known}.")
        desk = querydesk.QueryDesk(self._case(case), self.book)
        print(desk.typed(parts))

    def inbox(self) -> Any:
        """Show all requests of the release desk in one view, with the disclosure log.

        Raises:
            ExerciseError: this notebook has no requests.
        """
        from chartroom.exercises import inbox

        desks = {
            name: self._desk(name)
            for name, question in self.questions.items()
            if inbox.is_request(question)
        }
        if not desks:
            raise ExerciseError(f"{self.name} has no requests for the release desk.")

        def make() -> tuple[str, str]:
            words = inbox.text(desks)
            return f"<pre>{html.escape(words)}</pre>", words

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import InboxView

        def spec(name: str) -> dict[str, Any]:
            return present.spec(self.questions[name], self.mode, alias(self.book.path))

        return InboxView(desks, spec, make)

    def drill(self, deck: str) -> Any:
        """Show a deck of cards to learn by heart, the ones that are due first.

        Raises:
            chartroom.assess.deck.DeckError: there is no such deck.
        """
        from chartroom.exercises import drill

        one = drill.Drill(deck, self.book)

        def make() -> tuple[str, str]:
            return f"<p>{drill.text(one)}</p>", drill.text(one)

        if nothing_to_click():
            return Page(make)
        from chartroom.exercises.widget import DrillView

        return DrillView(one, make)

    def recall(self, deck: str, typed: str | None = None, rating: str = "") -> None:
        """Practice a deck by typing: print the card that is due, or answer it.

        Args:
            deck: the deck's name.
            typed: the meaning of the card that is due; without it the card is printed.
            rating: ``again``, ``hard``, ``good`` or ``easy``, where you do not agree with what the
                answer suggests.
        """
        from chartroom.exercises import drill

        drill.recall(drill.Drill(deck, self.book), typed, rating)

    def pack(self) -> Any:
        """Pack the notebook and its answers into one zip file to hand in, and link to it."""
        if nothing_to_click():
            return None
        from chartroom.exercises import handin

        return handin.pack(self.name, Path.cwd())

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.questions)} questions>"

    def _desk(self, question: str) -> Desk:
        if question not in self.questions:
            raise ExerciseError(_missing("question", str(question), self.questions, self.name))
        if question not in self._desks:
            self._desks[question] = Desk(self.questions[question], self.book, self.mode, self._lock)
        return self._desks[question]

    def _case(self, case: str) -> cases.Case:
        for question in self.questions.values():
            if question.case == case and question.chart:
                return question.chart
        if self.mode != present.PRACTICE:
            known = {question.case for question in self.questions.values() if question.chart}
            raise ExerciseError(_missing("chart", str(case), known, self.name))
        return cases.load(case)

    def _static(self, desk: Desk) -> tuple[str, str]:
        parts = (desk.question, desk.answer, self.mode)
        return static.html(*parts), static.text(*parts)


def open_lesson(name: str) -> Lesson:
    """Open a lesson's exercises and say where its answers are kept.

    Args:
        name: the lesson's name, such as ``04-diagnosis-coding-1``.

    Raises:
        ExerciseError: there is no such lesson.
        QuestionError: its question file is not in order.
    """
    folder = paths.datasets() / "questions"
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = {one.stem for one in folder.glob("*.yaml")}
        raise ExerciseError(_missing("lesson", str(name), known, "this course"))
    return _opened(Lesson(name, assess.questions.load(path), open_book(name)))


def open_assignment(name: str) -> Lesson:
    """Open an assignment's questions, from the files beside the notebook.

    Args:
        name: the assignment's name, such as ``a04-single-diagnosis``.

    Raises:
        QuestionError: ``questions.json`` or ``charts.json`` is missing or damaged.
    """
    questions = assess.questions.load_public(Path.cwd())
    return _opened(Lesson(name, questions, open_book(name), present.GRADED))


def open_book(name: str) -> assess.AnswerBook:
    """Return the answer book of a notebook: one for each file, however often it is asked for."""
    place = Path.cwd() / name
    if place not in _books:
        _books[place] = assess.AnswerBook(name)
    return _books[place]


def _opened(lesson: Lesson) -> Lesson:
    answered = sum(
        not assess.is_blank(question, lesson.book.get(name))
        for name, question in lesson.questions.items()
    )
    restored = {0: "No answers yet.", 1: "1 answer restored."}.get(
        answered, f"{answered} answers restored."
    )
    print(f"Answers are saved in answers/{lesson.book.path.name}. {restored}")
    for notice in lesson.book.notices:
        print(notice)
    lesson.book.notices.clear()
    return lesson


def _missing(what: str, name: str, known: Any, home: str) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(sorted(known))}."
    return f"There is no {what} '{name}' in {home}; {hint}"


__all__ = ["ExerciseError", "Lesson", "QuestionError", "open_assignment", "open_lesson"]
