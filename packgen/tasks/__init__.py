"""Tasks: one module for each form of task.

A task is plain data, derived from a block for study or written by an author. It is laid out twice: as the task, with
gaps, and as its part of the answer key.
"""
