"""The rules of PDF/UA-1 that the structure of a pack can break, checked before it is bound.

A problem here is a bug in a block or a flowable. Its message names the sheet, the page, the element and the clause (ISO
14289-1:2014; the syntax of lists and tables is that of ISO 32000-1, 14.8.4.3). Elements of the same type, parent and
attributes are checked once for all sheets, because there are few such combinations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from packgen.bind.grid import table_problem
from packgen.errors import ConformanceError
from packgen.sheet.structure import FIELD, LINK

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Pack, Sheet
    from packgen.sheet.structure import Attributes, Structure

_SECTIONS = frozenset({"THead", "TBody", "TFoot"})
_KIDS = {
    "Table": frozenset({"TR", "Caption", *_SECTIONS}),
    **dict.fromkeys(_SECTIONS, frozenset({"TR"})),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"L", "LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOC", "TOCI", "Caption"}),
    "TOCI": frozenset({"Lbl", "Reference", "P", "TOC", "NonStruct"}),
}
"""The kids that an element may have, if they are limited."""

_PARENTS = {
    **dict.fromkeys(_SECTIONS, frozenset({"Table"})),
    "TR": frozenset({"Table", *_SECTIONS}),
    **dict.fromkeys(("TH", "TD"), frozenset({"TR"})),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TOCI": frozenset({"TOC"}),
}
"""The parents that an element may have, if they are limited."""

_CAPTIONED = frozenset({"Table", "L", "TOC"})
"""Elements of which the order of the kids is checked."""

_CHECKED = _CAPTIONED | {"Link", "Form"}
"""Elements that are checked one by one."""

_GROUPS = frozenset({"Part", "Art", "Sect", "Div", "BlockQuote", "Index", "NonStruct"})
_BLOCKS = frozenset(
    {"Caption", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Figure", "Formula"}
)
_INLINE = frozenset({"Span", "Quote", "Reference", "BibEntry", "Code", "Link"})
_KNOWN = _GROUPS | _BLOCKS | _INLINE | _KIDS.keys() | {"Form"}
"""The standard structure types that this package can write; others would need more (Note needs an ID)."""

_WITHOUT_CONTENT = _KNOWN - _BLOCKS - _INLINE

_SCOPES = frozenset({"Row", "Column", "Both"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def check(pack: Pack[SheetChunk]) -> None:
    """Check a whole pack.

    Raises:
        ConformanceError: the pack would break PDF/UA-1; the message has a line for every place.
    """
    sheets = pack.order()
    problems = [*_pack_problems(pack), *(problem for sheet in sheets for problem in sheet.problems)]
    problems += _heading_problems(sheets)
    if problems:
        raise ConformanceError("\n".join(problems))


def sheet_problems(sheet: Sheet) -> list[str]:
    """Return the problems of a sheet that do not depend on the pack, except those of `skipped_levels`."""
    found = [f"{_place(sheet, row)}: {message}" for row, message in _problems(sheet)]
    if not _LANGUAGE.fullmatch(sheet.language):
        found.append(f'"{sheet.title}": "{sheet.language}" is not a language tag (PDF/UA-1, 7.2).')
    return found


def heading_levels(sheet: Sheet) -> list[tuple[int, int | None]]:
    """Return the level of each heading, and the index of its page."""
    tags = sheet.structure.tags
    levels = {tag: int(tag[1]) for tag in set(tags) if len(tag) == 2 and tag[0] == "H" and tag[1].isdecimal()}
    return [(levels[tag], _page(sheet, number)) for number, tag in enumerate(tags) if tag in levels]


def skipped_levels(title: str, levels: Sequence[tuple[int, int | None]]) -> list[str]:
    """Return the problems of headings, as `heading_levels` returns them, that skip a level within their sheet."""
    steps = [(before[0], *after) for before, after in pairwise(levels)]
    return [_skipped(title, before, level, page) for before, level, page in steps if level > before + 1]


def _pack_problems(pack: Pack[SheetChunk]) -> Iterator[str]:
    if not pack.title.strip():
        yield "The pack has no title (PDF/UA-1, 7.1)."
    if not _LANGUAGE.fullmatch(pack.language):
        yield f'The pack\'s language "{pack.language}" is not a language tag (PDF/UA-1, 7.2).'
    fields = [name for sheet in pack.order() for name in sheet.field_names]
    names = Counter(fields) if fields else {}
    for name in [name for name, times in names.items() if times > 1]:
        yield f'{names[name]} form fields are called "{name}" (ISO 32000-1, 12.7.3.2).'


def _problems(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield problems, each with the index of its element."""
    structure = sheet.structure
    tags = structure.tags
    above = (*tags, "")  # the parent of the root is -1
    kinds = list(zip(tags, map(above.__getitem__, structure.parents), structure.attributes, strict=True))
    for kind in dict.fromkeys(kinds):
        messages = _kind_problems(*kind)
        if messages:
            places = [number for number, own in enumerate(kinds) if own == kind]
            yield from ((number, message) for number in places for message in messages)
    yield from _content_problems(structure)
    checked = [place for place in enumerate(tags) if place[1] in _CHECKED]
    yield from _link_problems(sheet, tags, [number for number, tag in checked if tag == "Link"])
    yield from _field_problems(sheet, tags, [number for number, tag in checked if tag == "Form"])
    for number, tag in checked:
        if tag in _CAPTIONED:
            message = table_problem(structure, number) if tag == "Table" else _caption_problem(structure, number)
            if message:
                yield number, message


@lru_cache(maxsize=4096)
def _kind_problems(tag: str, parent: str, attributes: Attributes) -> tuple[str, ...]:
    """Return the problems of all elements that have the same type, parent type and attributes."""
    found = []
    if tag not in _KNOWN:
        found.append(f"{tag} is not a structure type that packgen can bind (PDF/UA-1, 7.1).")
    if parent in _KIDS and tag not in _KIDS[parent]:
        found.append(f"{parent} holds {tag}; it may hold {_listed(_KIDS[parent])} only (PDF/UA-1, 7.2).")
    elif tag in _PARENTS and parent not in _PARENTS[tag]:
        where = f"in {parent}" if parent else "alone"
        found.append(f"{tag} stands {where}; it belongs in {_listed(_PARENTS[tag])} (PDF/UA-1, 7.2).")
    given = dict(attributes)
    if tag in ("Figure", "Formula") and not given.get("alt", "").strip():
        found.append(f"{tag} has no alternative text (PDF/UA-1, {'7.3' if tag == 'Figure' else '7.7'}).")
    if tag == "TH" and given.get("scope") not in _SCOPES:
        found.append("TH has no scope; it must be Row, Column or Both (PDF/UA-1, 7.5).")
    if "lang" in given and not _LANGUAGE.fullmatch(given["lang"]):
        found.append(f'{tag} has the language "{given["lang"]}", which is not a language tag (PDF/UA-1, 7.2).')
    return tuple(found)


def _content_problems(structure: Structure) -> Iterator[tuple[int, str]]:
    """Yield marked content with two owners, and elements with content of their own that may have elements only."""
    tags = structure.tags
    for row in sorted([row for row in set().union(*structure.owners) if tags[row] in _WITHOUT_CONTENT]):
        yield row, f"{tags[row]} holds text itself; only elements in it may (PDF/UA-1, 7.1)."
    # Every kid that is no leaf is a row below the root.
    leaves = sum(map(len, structure.kids)) - len(tags[1:])
    if leaves != sum(map(len, structure.owners)) + len(structure.link_owners) + len(structure.field_owners):
        yield 0, "two elements claim the same content (PDF/UA-1, 7.1)."


def _link_problems(sheet: Sheet, tags: Sequence[str], elements: Iterable[int]) -> Iterator[tuple[int, str]]:
    owners = sheet.structure.link_owners
    for link, owner in zip(sheet.links, owners, strict=True):
        if tags[owner] != "Link":
            yield owner, f"a link belongs to {tags[owner]}; it must belong to Link (PDF/UA-1, 7.18.5)."
        if not link.description.strip():
            yield owner, "a link has no description (PDF/UA-1, 7.18.5)."
    linked = set(owners)
    for row in [row for row in elements if row not in linked]:
        yield row, "Link has no link annotation (PDF/UA-1, 7.18.5)."


def _field_problems(sheet: Sheet, tags: Sequence[str], elements: Iterable[int]) -> Iterator[tuple[int, str]]:
    owners = sheet.structure.field_owners
    for field, owner in zip(sheet.fields, owners, strict=True):
        if tags[owner] != "Form":
            yield owner, f"a form field belongs to {tags[owner]}; it must belong to Form (PDF/UA-1, 7.18.4)."
        if not field.description.strip():
            yield owner, f'the form field "{field.name}" has no description (PDF/UA-1, 7.18.1).'
        if not field.name.strip():
            yield owner, "a form field has no name (ISO 32000-1, 12.7.3.2)."
    for row in elements:
        if len(sheet.structure.kids[row]) != 1 or row not in owners:
            yield row, "Form holds something else than one form field (PDF/UA-1, 7.18.4)."


def _caption_problem(structure: Structure, row: int) -> str:
    tags = structure.tags
    kids = [tags[kid] for kid in structure.kids[row] if isinstance(kid, int)]
    return f"Caption is not the first in {tags[row]} (PDF/UA-1, 7.2)." if "Caption" in kids[1:] else ""


def _heading_problems(sheets: Iterable[SheetChunk]) -> Iterator[str]:
    """Yield sheets whose first heading skips a level after the last heading before them."""
    before = 0
    for sheet in sheets:
        if sheet.headings is not None:
            level, page, last = sheet.headings
            if level > before + 1:
                yield _skipped(sheet.title, before, level, page)
            before = last


def _skipped(title: str, before: int, level: int, page: int | None) -> str:
    after = f"after H{before}" if before else "as the first heading"
    return f"{_on_page(title, page)}: H{level} comes {after}; a level is skipped (PDF/UA-1, 7.4.2)."


def _place(sheet: Sheet, number: int) -> str:
    return _on_page(sheet.title, _page(sheet, number))


def _on_page(title: str, page: int | None) -> str:
    return f'"{title}"' if page is None else f'"{title}", page {page + 1}'


def _page(sheet: Sheet, number: int) -> int | None:
    """Return the index of the page that an element begins on, or None if it has no content."""
    waiting = [number]
    while waiting:
        kids = sheet.structure.kids[waiting.pop()]
        for kid in kids:
            if not isinstance(kid, int):
                if kid[0] == FIELD:
                    return sheet.fields[kid[1]].page
                return sheet.links[kid[1]].page if kid[0] == LINK else kid[0]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, int)]
    return None


def _listed(tags: Iterable[str]) -> str:
    *others, last = sorted(tags)
    return f"{', '.join(others)} or {last}" if others else last
