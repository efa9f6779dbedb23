"""The order that a ticket gives to a print room."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from packgen.deliver.print.paper import Sides


class PunchEdge(StrEnum):
    """The edge along which holes are punched, with the first page upright."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class Folding(StrEnum):
    """Whether and how the sheets of a copy are folded or cut."""

    NONE = "none"
    BOOKLET = "booklet"
    CUT = "cut"


class TicketOrder(NamedTuple):
    """An order to the print room.

    Attributes:
        copies: number of copies of each file.
        sides: sides to print on; None for two-sided, flipped over the edge that fits the page orientation.
        staple: whether each copy is stapled.
        punch: edge along which to punch holes, or None.
        fold: folding of the sheets; None for the folding that the file was made for.
        customer: who ordered, as typed; if empty, the ticket leaves space to write it.
        wanted: date by which the copies are wanted; if None, the ticket leaves space to write it.
        price: price of a printed side in pounds, or None.
        moment: date in the metadata of the ticket, in seconds since 1970; None for no date.
    """

    copies: int = 1
    sides: Sides | None = None
    staple: bool = False
    punch: PunchEdge | None = None
    fold: Folding | None = None
    customer: str = ""
    wanted: date | None = None
    price: float | None = None
    moment: int | None = None
