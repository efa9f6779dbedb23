"""A form filled in by a program, as a student would: PDFium takes keys and clicks, and saves the file."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping

import pypdfium2
from PIL import Image
from pypdfium2 import raw


def fill(data: bytes, values: Mapping[str, str | bool]) -> bytes:
    """Return the file after words were typed into fields, and boxes clicked.

    Raises:
        KeyError: the file has no field of a name.
    """
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    form = document.formenv
    waiting = dict(values)
    for page in document:
        for place in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, place)
            value = waiting.pop(_name(form, annotation), False)
            if isinstance(value, str):
                assert raw.FORM_SetFocusedAnnot(form, annotation)
                raw.FORM_ReplaceSelection(form, page, _wide(value))
                raw.FORM_ForceToKillFocus(form)
            elif value:
                rectangle = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(annotation, rectangle)
                x, y = (rectangle.left + rectangle.right) / 2, (rectangle.bottom + rectangle.top) / 2
                raw.FORM_OnLButtonDown(form, page, 0, x, y)
                raw.FORM_OnLButtonUp(form, page, 0, x, y)
                raw.FORM_ForceToKillFocus(form)
            raw.FPDFPage_CloseAnnot(annotation)
        page.close()
    if waiting:
        raise KeyError(", ".join(waiting))
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def render(data: bytes, page: int, scale: float = 2.0) -> Image.Image:
    """Return a page with its fields in grey, so many dots a point."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    image = document[page].render(scale=scale).to_pil().convert("L")
    document.close()
    return image


def _name(form: pypdfium2.PdfFormEnv, annotation: raw.FPDF_ANNOTATION) -> str:
    length = raw.FPDFAnnot_GetFormFieldName(form, annotation, None, 0)
    name = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetFormFieldName(form, annotation, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), length)
    return name.raw.decode("utf-16-le").rstrip("\0")


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    units = (text + "\0").encode("utf-16-le")
    return (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units)
