"""How the sheets of a file by `packgen impose` are to be handled: folded or cut, and flipped over which edge.

The edge is in the viewer preferences (ISO 32000-1, 12.2). Sheets to cut have the same page on both halves, unlike those
of a booklet.
"""

from __future__ import annotations

from typing import NamedTuple

from packgen.deliver.print.order import Folding
from packgen.deliver.print.paper import Sides
from packgen.errors import UsageProblem
from packgen.imposition.source import SourcePdf
from packgen.imposition.syntax import MalformedError

ENDING = ".print.pdf"
"""How the name of a file ends that packgen impose made."""

_FLIPS = {b"/DuplexFlipShortEdge": Sides.SHORT_EDGE, b"/DuplexFlipLongEdge": Sides.LONG_EDGE}


class Handling(NamedTuple):
    """How the sheets are folded, and the sides that they are printed on; None if the file does not say."""

    fold: Folding
    sides: Sides | None


NO_HANDLING = Handling(Folding.NONE, None)
"""Sheets that stay as they are, turned over the edge that goes with the pages."""


def handling_of(source: SourcePdf) -> Handling:
    """Return how the sheets of a file are to be handled, if `packgen impose` made it."""
    try:
        reader = source.reader
        root = reader.dictionary(reader.trailer.get(b"/Root"))
        preferences = reader.dictionary(root.get(b"/ViewerPreferences"))
        duplex = reader.get(preferences.get(b"/Duplex"))
        forms = reader.dictionary(reader.dictionary(source.pages[0].resources).get(b"/XObject"))
    except MalformedError:
        return NO_HANDLING
    sides = _FLIPS.get(duplex) if isinstance(duplex, bytes) else None
    if sides is None:
        return NO_HANDLING
    both = forms.get(b"/L0") is not None and forms.get(b"/L0") == forms.get(b"/R0")
    return Handling(Folding.CUT if both else Folding.BOOKLET, sides)


def agreed_sides(laid_out: Sides | None, asked: Sides | None) -> Sides | None:
    """Return the sides to print on, from the file or from the user's options; None if neither says.

    Args:
        laid_out: sides that the file is laid out for.
        asked: sides that the user asked for.

    Raises:
        UsageProblem: the two differ, so that the backs would be upside down.
    """
    if laid_out is not None and asked not in (None, laid_out):
        raise UsageProblem(
            f"The pages are laid out for --sides {laid_out}. "
            "Leave --sides out, or run packgen impose again with the other."
        )
    return laid_out or asked
