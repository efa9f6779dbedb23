"""Boards: the examination papers that questions may follow, one data file a paper.

A file holds facts (times, marks, kinds of question) and descriptions in packgen's own words, never a board's text.
docs/boards.md describes its contents and how to add one.
"""

from packgen.boards.bands import Band, band_faults, read_band, shown_band
from packgen.boards.paper import Level, Paper, PaperPoint, PaperSection, PaperTask
from packgen.boards.registry import load_paper, papers

__all__ = [
    "Band",
    "Level",
    "Paper",
    "PaperPoint",
    "PaperSection",
    "PaperTask",
    "band_faults",
    "load_paper",
    "papers",
    "read_band",
    "shown_band",
]
