"""The course for nbgrader: run the nbgrader commands and Formgrader from this folder.

What it changes, and why, is in docs/grading.md. The classes named here are in
src/chartroom/classroom/; they load only when something is graded.
"""

import os
import sys
import warnings

c = get_config()  # noqa: F821 (given by nbgrader)
here = os.path.dirname(os.path.abspath(__file__))

# nbgrader calls the program "alembic", which is beside Python even where it is not on the path.
programs = os.path.dirname(sys.executable)
if programs not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")

# nbgrader's own use of its database makes SQLAlchemy warn; it is harmless and fills the screen.
warnings.filterwarnings("ignore", message=r"Object of type <Submitted\w+> not in session")

c.CourseDirectory.root = here
c.CourseDirectory.course_id = "chartroom"
c.NbGrader.logfile = os.path.join(here, ".nbgrader.log")

# What students find where a solution was. It can be run as it is, so "Run all" goes to the end.
c.ClearSolutions.code_stub = {"python": "# Write your code here, in place of pass.\npass"}
c.ClearSolutions.text_stub = (
    "*Double-click here, press Enter, and write your answer in place of this line.*"
)
# A mark scheme stands in the locked text above a hand-graded answer, which is no "task" cell.
c.ClearMarkScheme.enforce_metadata = False

# release/ is in the repository, so that "generate_assignment" would skip it and leave the gradebook
# without the assignment.
c.GenerateAssignment.force = True

# Whatever was handed in becomes a notebook that can be graded; one that cannot be read, or lost a
# cell, costs what was lost and never stops the others.
c.Autograde.exporter_class = "chartroom.classroom.exporter.SubmissionExporter"
c.Autograde.pre_convert_hook = "chartroom.classroom.exporter.find_notebooks"

# Outputs, copies of cells, the kernel's name and the grading marks are settled when a submission is
# read, so nbgrader's own steps for these are not needed.
c.Autograde.sanitize_preprocessors = ["chartroom.classroom.scoring.RestoreTests"]
c.Autograde.autograde_preprocessors = [
    "chartroom.classroom.running.RunSubmission",
    "nbgrader.preprocessors.LimitOutput",
    "chartroom.classroom.scoring.FairScores",
    "chartroom.classroom.showing.ReadableOutputs",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

c.Execute.timeout = 60  # seconds a cell; the slowest cell of the course needs about two
c.Execute.shutdown_kernel = "immediate"
c.LimitOutput.max_lines = 500

# Feedback shows the student's work and what was said about it, and neither hidden tests nor keys.
# It is made anew each time: after grading by hand, nbgrader would keep the page made before.
c.GenerateFeedback.force = True
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "chartroom.classroom.showing.HideTests",
    "chartroom.classroom.showing.ShowCompetencies",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# "nbgrader validate": wide enough for a sentence, and warnings of libraries are not failures.
c.Validator.width = 120
c.Execute.extra_arguments = [
    "--IPKernelApp.log_level=40",
    "--IPKernelApp.exec_lines=import warnings; warnings.simplefilter('ignore')",
]
