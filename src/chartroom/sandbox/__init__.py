"""Confine a process on Linux so that code nobody trusts can run in it.

Four means of the kernel, all without a privilege: Landlock (files), seccomp (system calls),
resource limits, and no new privileges. ``chartroom.sandbox.confine`` puts them together. Nothing
here knows of notebooks or grading.
"""
