"""Rewrite PDFs that packgen did not make into the form that packgen's reader accepts, with pikepdf (qpdf).

Only what is printed is kept: pages with their boxes, and layers. The appearances of form fields and annotations are
flattened into the pages' content, and each page gets one content stream. qpdf repairs damaged files, decrypts files
with an empty user password, and limits the size of decompressed data.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import OutputError
from packgen.imposition.inflate import pieces
from packgen.imposition.pages import MOST_PAGES
from packgen.imposition.syntax import MalformedError

if TYPE_CHECKING:
    import pikepdf

_MOST_INFLATED = 1 << 28
"""Bytes that a compressed stream may come to."""

_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The size that programs give to a page that says none."""

_KEPT = ("/Type", "/Pages", "/OCProperties")
"""Entries of the catalogue that what is printed depends on."""


class Rewritten(NamedTuple):
    """A rewritten file, and whether it was damaged, so that content may be missing."""

    data: bytes
    repaired: bool


def rewritten(data: bytes, shown: str, *, own: bool) -> Rewritten:
    """Rewrite a file into the form that packgen's reader accepts.

    Args:
        data: the file's bytes.
        shown: the file as messages name it, without terminal control characters.
        own: whether its metadata say that packgen made it.

    Raises:
        OutputError: it is encrypted, may not be printed, has too many pages, or pikepdf is not installed.
        MalformedError: it is damaged beyond repair.
    """
    try:
        import pikepdf
    except ImportError as error:
        raise OutputError(
            f"{shown} is not as packgen writes PDFs: another program has made or saved it, or it is damaged. "
            'To read it, pikepdf is needed: pip install "packgen[pdf]".'
        ) from error
    try:
        with _limits(), pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted and not pdf.allow.print_lowres:
                raise OutputError(f"{shown} may not be printed: who made it does not allow that.")
            _refuse_too_many(pdf, shown)
            damaged = any(_is_damaged(page) for page in pdf.pages)
            _reduce(pdf)
            out = BytesIO()
            pdf.save(
                out,
                encryption=False,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            )
            repaired = damaged or bool(pdf.get_warnings())
    except pikepdf.PasswordError as error:
        raise OutputError(f"{shown} is protected by a password. Save it without one.") from error
    # Objects of a wrong type in a hostile file cause any of these errors.
    except (
        pikepdf.PdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RuntimeError,
    ) as error:
        raise MalformedError("something that qpdf cannot read") from error
    if repaired and own:
        raise MalformedError("damage")
    return Rewritten(out.getvalue(), repaired)


@contextmanager
def _limits() -> Iterator[None]:
    from pikepdf.settings import set_qpdf_limits

    before = set_qpdf_limits(
        doc_max_warnings=1000,
        flate_max_memory=_MOST_INFLATED,
        png_max_memory=_MOST_INFLATED,
        tiff_max_memory=_MOST_INFLATED,
        run_length_max_memory=_MOST_INFLATED,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # it accepts what it returned


def _refuse_too_many(pdf: pikepdf.Pdf, shown: str) -> None:
    if len(pdf.pages) > MOST_PAGES:
        raise OutputError(f"{shown} has more than {MOST_PAGES:,} pages, too many to lay out.")


def _is_damaged(page: pikepdf.Page) -> bool:
    """Tell whether a deflated content stream is damaged: qpdf does not always warn of that."""
    from pikepdf import Array, Name, Stream

    contents = page.obj.get("/Contents")
    for stream in contents.as_list() if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream) and stream.get("/Filter") == Name.FlateDecode:
            try:
                for _ in pieces(stream.read_raw_bytes(), _MOST_INFLATED):
                    pass
            except MalformedError:
                return True
    return False


def _reduce(pdf: pikepdf.Pdf) -> None:
    """Remove everything from a file that is not printed."""
    from pikepdf import Array, Dictionary, Name

    form = pdf.Root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages))
    kept = [pdf.make_indirect(_page(page, tree)) for page in pdf.pages]
    tree.Count, tree.Kids = len(kept), Array(kept)
    pdf.Root.Pages = tree
    if "/Size" not in pdf.trailer:  # missing in truncated files; qpdf corrects it only if it exists
        pdf.trailer.Size = 1
    for key in set(pdf.Root.keys()) - set(_KEPT):
        del pdf.Root[key]


def _page(page: pikepdf.Page, tree: pikepdf.Object) -> pikepdf.Dictionary:
    """Return a page with its inherited attributes, reduced to what is printed."""
    from pikepdf import Array, Dictionary, Name

    page.contents_coalesce()
    media = _LETTER if "/MediaBox" not in page else page.mediabox
    kept = Dictionary(
        Type=Name.Page, Parent=tree, MediaBox=Array(media), Resources=page.get("/Resources", Dictionary())
    )
    for key in ("/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents"):
        if key in page:
            kept[key] = page[key]
    return kept
