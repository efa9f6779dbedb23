"""packgen with its tagging taken out, to see what it costs; packgen itself has no such mode.

What is left out: making structure elements, marked content and artifacts in the pages, around them and in the contents,
the structure tree and the parent tree in the file, and the check of the rules of PDF/UA. All else is the same, and a
test compares it: text, fonts, kerning, outline, links, contents.

What stays is less than 1 kB, whatever the pack, and a number for each link: the top of the structure tree and its
attribute objects, the metadata that claim PDF/UA, and the keys by which links would find their elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from packgen.sheet import structure

_MARKS = re.compile(r"/\w+(/\w+|<<.*?>>) ?BDC\s?|\bEMC\b\s?")


class _Nowhere(list[Any]):
    """A list that keeps nothing."""

    def append(self, item: object) -> None:
        """Leave it out."""

    def __iadd__(self, items: object) -> _Nowhere:  # type: ignore[misc]  # takes more than list.__add__
        return self


class _NoElement:
    """Takes what an element takes."""

    tag = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 (what is written there is read by nobody)
    kids = _Nowhere()

    def __init__(self, *_: object, **__: str) -> None:
        pass


def main(arguments: Sequence[str]) -> None:
    """Run packgen with arguments, without tags."""
    structure.Element = _NoElement  # type: ignore[assignment, misc]  # before anything imports it from there
    _leave_out_of_pages()
    _leave_out_of_files()
    from packgen.cli.main import run

    run(arguments)


def _leave_out_of_pages() -> None:
    from packgen.layout.core import canvas
    from packgen.layout.core.canvas import SheetCanvas

    begin = SheetCanvas.__init__

    def untagged(self: Any, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        self.tagging = False
        self.repeating = False

    @contextmanager
    def unmarked(self: Any, _: object) -> Iterator[None]:
        before, self.repeating = self.repeating, True
        yield
        self.repeating = before

    def flat(_: object, pages: int, links: int, fields: int = 0, *, partial: bool = False) -> structure.Structure:
        return structure.Structure((), (), (), (), ((),) * pages, (0,) * links, (0,) * fields)

    changed: Any = SheetCanvas
    changed.__init__ = untagged
    changed.artifact = changed.figure = unmarked
    changed._mark_artifact = lambda _: None
    module: Any = canvas
    module.flatten = flat
    _keep_outline_and_links()


def _keep_outline_and_links() -> None:
    """Have headings and links leave entries and annotations as ever: they do so only where content is tagged."""
    from packgen.layout.text.heading import Heading
    from packgen.layout.text.text_object import TextObject

    head, link = Heading.drawOn, TextObject._draw_link

    def headed(self: Any, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        if self.outlined and not canvas.repeating:
            canvas.outline_entry(self.name, y + self.height)
        head(self, canvas, x, y, _sW)

    def linked(self: Any, span: Any) -> None:
        canvas: Any = self._canvas
        canvas.tagging = not canvas.repeating
        link(self, span)
        canvas.tagging = False

    changed: Any = Heading
    changed.drawOn = headed
    changed = TextObject
    changed._draw_link = linked


def _leave_out_of_files() -> None:
    from packgen.bind import pages, rules
    from packgen.bind import structure as tree
    from packgen.bind.furniture import Furniture

    around, referring = Furniture.around, Furniture.referring

    def plainly_around(*given: Any) -> bytes:
        return _unmarked(around(*given).decode("latin-1")).encode("latin-1")

    def plainly_referring(*given: Any) -> str:
        return _unmarked(referring(*given))

    furniture: Any = Furniture
    furniture.around, furniture.referring = plainly_around, plainly_referring
    module: Any = pages
    module.PROPERTIES = ""

    changed: Any = rules
    for name in ("check", "sheet_problems", "skipped_levels", "heading_levels"):
        getattr(rules, name)  # fails where the check is called something else now
        setattr(changed, name, lambda *_: [])
    tree.leaf = lambda *_: []


def _unmarked(code: str) -> str:
    """Return operators without those of marked content."""
    return _MARKS.sub("", code).strip()
