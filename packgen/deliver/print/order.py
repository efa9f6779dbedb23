"""What is asked of a print room."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from packgen.deliver.print.paper import Sides


class PunchEdge(StrEnum):
    """The edge that holes are punched along, as the first page is read."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class Folding(StrEnum):
    """What becomes of the printed sheets of a copy."""

    NONE = "none"
    BOOKLET = "booklet"
    CUT = "cut"


class TicketOrder(NamedTuple):
    """An order to the print room.

    Attributes:
        copies: of each file.
        sides: None for both, over the edge that goes with the pages.
        staple: whether each copy is stapled.
        punch: where it is punched, if at all.
        fold: None for what goes with the file.
        customer: who ordered, as typed; empty leaves room to write.
        wanted: the date by which; None leaves room to write.
        price: of a side in pounds, where there is one.
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
