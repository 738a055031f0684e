"""The course for nbgrader: run the nbgrader commands and Formgrader from this folder.

What it changes, and why, is in docs/instructor-guide.md. The classes named here are in
src/chartroom/classroom/; they load only when something is graded.
"""

import os

c = get_config()  # noqa: F821 (given by nbgrader)
here = os.path.dirname(os.path.abspath(__file__))

c.CourseDirectory.root = here
c.CourseDirectory.course_id = "chartroom"
c.NbGrader.logfile = os.path.join(here, ".nbgrader.log")

# What students find where a solution was. It can be run as it is, so "Run all" goes to the end.
c.ClearSolutions.code_stub = {"python": "# Write your code here, in place of pass.\npass"}
c.ClearSolutions.text_stub = "*Double-click here, and write your answer in place of this line.*"
# A mark scheme stands in the locked text above a hand-graded answer, which is no "task" cell.
c.ClearMarkScheme.enforce_metadata = False

# Whatever was handed in becomes a notebook that can be graded; one that cannot be read, or lost a
# cell, costs what was lost and never stops the others.
c.Autograde.exporter_class = "chartroom.classroom.reading.SubmissionExporter"
c.Autograde.pre_convert_hook = "chartroom.classroom.reading.find_notebooks"

c.Autograde.autograde_preprocessors = [
    "chartroom.classroom.running.RunSubmission",
    "nbgrader.preprocessors.LimitOutput",
    "chartroom.classroom.scoring.FairScores",
    "chartroom.classroom.showing.ReadableOutputs",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True

c.Execute.timeout = 60  # seconds a cell; the slowest cell of the course needs about two
c.Execute.shutdown_kernel = "immediate"
c.LimitOutput.max_lines = 500

# Feedback shows the student's work and what was said about it, and neither hidden tests nor keys.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "chartroom.classroom.showing.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# "nbgrader validate": wide enough for a sentence, and warnings of libraries are not failures.
c.Validator.width = 200
