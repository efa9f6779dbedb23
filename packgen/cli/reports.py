"""The reports of `packgen check --sources` and `--spec`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.cli import terminal

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.load.sourcing import Sourcing

_HEAD = ("topic", "facts", "sourced", "common", "neither", "one source", "weak only", "share")


def say_sourcing(topics: Sequence[LoadedTopic]) -> None:
    """Print how far the facts of topics rest on sources, then the position of each that rests on none or weak ones."""
    from packgen.load.sourcing import sourcing

    found = {one.topic.id: sourcing(one) for one in topics}
    rows = [_HEAD, *(_row(name, [one]) for name, one in found.items())]
    if len(found) > 1:
        rows.append(_row("all", list(found.values())))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        terminal.say("  ".join(cells))
    for line in _details(list(found.values())):
        terminal.say(line)


def _row(name: str, found: Sequence[Sourcing]) -> tuple[str, ...]:
    facts, sourced, common, single = (sum(column) for column in zip(*(one[:4] for one in found), strict=True))
    wanted = facts - common
    share = f"{100 * sourced / wanted:.0f} %" if wanted else "–"
    bare, weak = sum(len(one.bare) for one in found), sum(len(one.weak) for one in found)
    return (name, *map(str, (facts, sourced, common, bare, single, weak)), share)


def _details(found: Sequence[Sourcing]) -> Iterator[str]:
    for one in found:
        for origin in one.bare:
            yield f"{origin}: no source. Name one, or write common: yes."
        for origin, named in one.weak:
            yield f"{origin}: rests on {', '.join(named)} alone, which is weak. Name another besides."


def say_coverage(topics: Sequence[LoadedTopic], name: str) -> None:
    """Print the points of a paper's specification, each with the sections that cover it, those without any last.

    Raises:
        UnknownNameError: there is no such paper.
    """
    from packgen.boards import load_paper

    paper = load_paper(name.casefold().replace("/", "-"))
    found: dict[str, list[str]] = {point.id: [] for point in paper.points}
    for one in topics:
        for section in one.topic.sections:
            for covered in section.covers:
                of, _, point = covered.partition("/")
                if of == paper.id:
                    found[point].append(f"{one.topic.id}/{section.id}")
    texts = {point.id: point.text for point in paper.points}
    missing = [point for point, sections in found.items() if not sections]
    terminal.say(f"{paper.board} {paper.code}, {paper.title}")
    for point, sections in found.items():
        if sections:
            terminal.say(f"  {texts[point]}\n      {', '.join(sections)}")
    for point in missing:
        terminal.say(f"  {texts[point]}\n      not covered ({paper.id}/{point})")
    counted = terminal.count(len(found), "point")
    terminal.say(f"{counted} in all, {len(found) - len(missing)} covered, {len(missing)} not")
