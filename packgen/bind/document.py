"""One pack of sheets as they were typeset, bound into one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.bind.binder import Binder
from packgen.bind.font_metrics import FontMetrics
from packgen.bind.sheet_chunk import pack_of_chunks

if TYPE_CHECKING:
    from packgen.sheet.sheet import Pack, Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design


def bind(pack: Pack[Sheet], faces: Faces, design: Design) -> bytes:
    """Return a pack's PDF file; see `Binder.bind`.

    Args:
        pack: what to bind.
        faces: the faces that the sheets were set in.
        design: what they were set in.
    """
    return Binder(FontMetrics({}, lambda: faces), design).bind(pack_of_chunks(pack, design))
