"""One pack of sheets as they were typeset, bound into one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.bind.binder import Press
from packgen.bind.font_metrics import Letters
from packgen.bind.sheet_chunk import ready_pack

if TYPE_CHECKING:
    from packgen.sheet.sheet import Pack, Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design


def bind(pack: Pack[Sheet], faces: Faces, design: Design) -> bytes:
    """Return a pack's PDF file; see `Press.bind`.

    Args:
        pack: what to bind.
        faces: the faces that the sheets were set in.
        design: what they were set in.
    """
    return Press(Letters({}, lambda: faces), design).bind(ready_pack(pack, design))
