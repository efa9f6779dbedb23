"""Recall tasks: each hides facts and asks for them; one kind of task in a file.

A task is plain data, derived from a study block or written by an author. It returns its flowables twice: as a task with
gaps, and as its part of the key.
"""
