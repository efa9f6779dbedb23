"""Check the student's name printed in a pack, extracted from its pages by PDFium, independently of the manifest.

packgen prints the name on the first page and in the footer of each page. On the first page it is the only text of its
marked content (ISO 32000-1, 14.6); in the footer it is the text between two dots of a form XObject. So whole names are
compared, not substrings: Ann is not Anna. They are compared in normal form KC and without spaces, since fonts and text
extraction differ in both (the ligature ﬁ and fi, combining accents). No pack has right-to-left text, whose order they
would change.

A name that is too long for its place ends in an ellipsis; then the visible part is compared.
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
"""Letters of a name that is cut short on the first page. A foot in large print may have room for only one or two."""

_LEVELS = 3
"""Forms within forms that are looked into."""

_PAGES = 2
"""Pages at the front whose feet are read: a recto and a verso. All others show the same two feet."""


def require_reader() -> None:
    """Check that names can be extracted from packs.

    Raises:
        DeliveryError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2  # noqa: F401 (only to see whether it is installed)
    except ImportError:
        raise DeliveryError(
            "Before a pack is mailed, the name that is printed in it is compared with the roster, which needs "
            'pypdfium2. Install it: pip install "packgen[mail]".'
        ) from None


def is_pack_of(data: bytes, name: str) -> bool:
    """Tell whether a name is the one printed on a pack's first page and in the footers of its first pages.

    Args:
        data: a pack by packgen; for any other file the result is False.
        name: the name in the roster.

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
    # The name is drawn last on the first page: the texts of the pack follow those of the sheet.
    first = any(_is(text, wanted, _FEWEST) for marked, _ in pages[:1] for text in marked[-1:])
    return first and all(_is_in_feet(forms, wanted) for _, forms in pages)


def _read(page: PdfPage) -> tuple[list[str], list[str]]:
    """Return the texts of a page's marked-content sequences, and those of its form XObjects, in drawing order."""
    from pypdfium2 import raw

    texts = page.get_textpage()
    letters: dict[int | None, list[str]] = {}
    for number in range(texts.count_chars()):
        drawn = raw.FPDFText_GetTextObject(texts, number)
        if drawn:  # skip spaces and line ends that PDFium adds
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
    """Return the address of a PDFium object, by which objects are compared."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", "".join(text.split())).split())


def _is(text: str, name: str, fewest: int = 0) -> bool:
    cut = text.removesuffix(_CUT)
    return text == name or (cut != text and len(cut) >= fewest and name.startswith(cut))


def _is_in_feet(forms: Sequence[str], name: str) -> bool:
    """Tell whether a name is between the dots of a footer: title, name, edition, one of which may be truncated.

    A footer without space for the name, as in large print, has only the title and no dots: it is skipped.
    """
    feet = [form for form in forms if _APART in form]
    return not feet or any(
        f"{_APART}{name}{_APART}" in f"{_APART}{foot}{_APART}"
        or any(_is(part, name) for part in foot.split(_APART) if part.endswith(_CUT))
        for foot in feet
    )
