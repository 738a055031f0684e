"""Run a notebook of somebody nobody trusts, and its tests elsewhere.

A warm process (``warm``) is forked for each submission: once for the student's cells, once for the
test cells, both confined (``chartroom.sandbox``). Names that tests need (``needs``) cross as plain
data (``plain``). ``session`` runs one submission so; nothing here knows nbgrader or a gradebook.
"""
