"""packgen with its tagging taken out, to see what it costs; packgen itself has no such mode.

What is left out: making structure elements, marked content and artifacts in the pages, the structure tree and the
parent tree in the file, and the check of the rules of PDF/UA. What stays, and is counted as no cost of tagging: the
marks around running head and foot, the numbers by which pages and links would find their elements, and the metadata.
All else is the same: fonts, kerning, outline, links, contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from packgen.sheet import structure


class _Nowhere(list[Any]):
    """A list that keeps nothing."""

    def append(self, item: object) -> None:
        """Leave it out."""

    def __iadd__(self, items: object) -> _Nowhere:
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
    from packgen.layout import canvas
    from packgen.layout.canvas import SheetCanvas

    begin = SheetCanvas.__init__

    def untagged(self: SheetCanvas, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        self.tagging = False

    @contextmanager
    def unmarked(self: SheetCanvas, _: object) -> Iterator[None]:
        yield

    def flat(_: object, pages: int, links: int, fields: int = 0) -> structure.Structure:
        return structure.Structure((), ((),) * pages, (0,) * links, (0,) * fields)

    changed: Any = SheetCanvas
    changed.__init__ = untagged
    changed.artifact = changed.figure = unmarked
    changed._artifacts = lambda self: iter(self._code)
    canvas.flatten = flat


def _leave_out_of_files() -> None:
    from packgen.bind import rules
    from packgen.bind import structure as tree

    changed: Any = rules
    for name in ("check", "sheet_problems", "skipped_levels", "heading_levels"):
        getattr(rules, name)  # fails where the check is called something else now
        setattr(changed, name, lambda *_: [])
    tree.leaf = lambda *_: []
