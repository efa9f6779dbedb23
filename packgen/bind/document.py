"""One pack of sheets, bound into one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.bind.binder import Binder
from packgen.bind.font_metrics import FontMetrics
from packgen.bind.serialise import to_chunk
from packgen.sheet.sheet import Chapter, Pack, PackPart

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design


def bind(pack: Pack[Sheet], faces: Faces, design: Design) -> bytes:
    """Return a pack's PDF file; see `Binder.bind`.

    Args:
        pack: what to bind.
        faces: the faces that the sheets were typeset in.
        design: the design that they were typeset in.
    """
    return Binder(FontMetrics({}, lambda: faces), design).bind(pack_of_chunks(pack, design))


def pack_of_chunks(pack: Pack[Sheet], design: Design) -> Pack[SheetChunk]:
    """Return a pack with each sheet as a `SheetChunk`."""
    return Pack(
        title=pack.title,
        edition=pack.edition,
        language=pack.language,
        authors=pack.authors,
        subject=pack.subject,
        front_matter=None if pack.front_matter is None else to_chunk(pack.front_matter, design),
        parts=tuple(
            PackPart(
                part.title,
                tuple(
                    Chapter(chapter.title, tuple(to_chunk(sheet, design) for sheet in chapter.sheets))
                    for chapter in part.chapters
                ),
            )
            for part in pack.parts
        ),
        date=pack.date,
        elsewhere=pack.elsewhere,
        bold_edition=pack.bold_edition,
        student=pack.student,
    )
