"""Recall forms: what hides a fact and asks for it, one form a file.

A form is plain data, derived from a study block or written by an author. It draws itself twice: as a task, with gaps,
and as its part of the key.
"""
