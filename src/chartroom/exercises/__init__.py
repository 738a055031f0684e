"""Exercises in a notebook: questions, worksheets, charts and the code finder.

``open_lesson`` and ``open_assignment`` return a ``Lesson``; its ``ask`` shows an exercise and its
``answer`` gives the same answer as text. Widgets are imported when the first one is shown.
"""

from __future__ import annotations

from chartroom.exercises.lesson import ExerciseError, Lesson, open_assignment, open_lesson

__all__ = ["ExerciseError", "Lesson", "open_assignment", "open_lesson"]
