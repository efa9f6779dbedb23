"""Batches: a pack for each student of a roster.

``table`` reads cells, ``columns`` says what they are, ``roster`` reads and checks the rows, ``naming`` gives each its
file, ``manifest`` remembers what is done, ``engine`` runs the work in one process or many, ``worker`` makes one pack,
``failures`` tells which rows cannot be made, and ``run`` is the order of these steps.
"""
