"""The name that is printed in a pack, read out of its pages as any reader of PDF would, without asking the manifest.

packgen prints it on the cover and in the foot of each page. In the file it is a text of its own: on the cover the only
one of its marked content (ISO 32000-1, 14.6), in the foot what stands between two dots of a form. So the whole name is
compared, not whether it stands somewhere: Ann is not Anna. Letters are compared in normal form KC and without spaces,
since fonts and programs that read text differ in both (ﬁ and fi, accents of their own); right-to-left writing, which
they would turn round as well, is in no pack.

A name that is too long for its place ends in an ellipsis; then what is there of it is compared.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.errors import DeliveryError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_APART = "·"
_CUT = "..."
"""What normal form KC makes of an ellipsis."""

_FEWEST = 8
"""Letters of a name that is cut short on the cover. A foot in large print may have no room for more than one or two."""

_LEVELS = 3
"""Forms within forms that are looked into."""

_PAGES = 2
"""Pages at the front whose feet are read: a recto and a verso. All others show the same two feet."""


def require_reader() -> None:
    """Return if names can be read out of packs.

    Raises:
        DeliveryError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2  # noqa: F401 (only to see that it is there)
    except ImportError:
        raise DeliveryError(
            "Before a pack is mailed, the name that is printed in it is compared with the roster, which needs "
            'pypdfium2. Install it: pip install "packgen[mail]".'
        ) from None


def is_pack_of(data: bytes, name: str) -> bool:
    """Tell whether a name is the one that a pack shows on its cover and in its first feet.

    Args:
        data: a pack of packgen's; of anything else the answer is no.
        name: as the roster has it.

    Raises:
        DeliveryError: pypdfium2 is not installed.
    """
    require_reader()
    from pypdfium2 import PdfDocument, PdfiumError

    wanted = _compared(name)
    if not wanted:
        return False
    try:
        with PdfDocument(data) as pdf:
            pages = [_read(pdf[number]) for number in range(min(_PAGES, len(pdf)))]
    except PdfiumError:
        return False
    # The name is the last that is drawn on a cover: the pack's own words come after the sheet's.
    cover = any(_is(text, wanted, _FEWEST) for marked, _ in pages[:1] for text in marked[-1:])
    return cover and all(_is_in_feet(forms, wanted) for _, forms in pages)


def _read(page: PdfPage) -> tuple[list[str], list[str]]:
    """Return the text of each of a page's marked contents, and that of each of its forms, in the order of drawing."""
    from pypdfium2 import raw

    texts = page.get_textpage()
    letters: dict[int | None, list[str]] = {}
    for number in range(texts.count_chars()):
        drawn = raw.FPDFText_GetTextObject(texts, number)
        if drawn:  # not for spaces and line ends that PDFium adds
            letters.setdefault(_address(drawn), []).append(chr(raw.FPDFText_GetUnicode(texts, number)))
    marked: dict[int, str] = {}
    forms: dict[int | None, str] = {}
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_LEVELS):
        text = "".join(letters.get(_address(one.raw), ()))
        content = raw.FPDFPageObj_GetMarkedContentID(one)
        if content >= 0:
            marked[content] = marked.get(content, "") + text
        elif one.container is not None:
            form = _address(one.container.raw)
            forms[form] = forms.get(form, "") + text
    return [_compared(text) for text in marked.values()], [_compared(text) for text in forms.values()]


def _address(pointer: ctypes._Pointer[ctypes.Structure]) -> int | None:
    """Return what tells an object of PDFium's from another."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", "".join(text.split())).split())


def _is(text: str, name: str, fewest: int = 0) -> bool:
    cut = text.removesuffix(_CUT)
    return text == name or (cut != text and len(cut) >= fewest and name.startswith(cut))


def _is_in_feet(forms: Sequence[str], name: str) -> bool:
    """Tell whether a name stands between the dots of a foot: title, name, edition, of which one may be cut short.

    A foot that has no room for the name, as in large print, has the title alone and no dot: it tells nothing.
    """
    feet = [form for form in forms if _APART in form]
    return not feet or any(
        f"{_APART}{name}{_APART}" in f"{_APART}{foot}{_APART}"
        or any(_is(part, name) for part in foot.split(_APART) if part.endswith(_CUT))
        for foot in feet
    )
