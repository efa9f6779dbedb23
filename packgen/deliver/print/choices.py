"""Print options: checked against the queue's abilities, and converted to arguments of lp.

CUPS accepts unknown options and prints without them, so only options that the queue lists are sent. Each is sent twice,
as an IPP attribute and as the driver's option: saved defaults of the driver's options take precedence over IPP
attributes, and IPP's default for ``finishings`` takes precedence over the driver's option for staples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from packgen.deliver.print.media import PaperSize
from packgen.deliver.print.paper import Sides
from packgen.deliver.print.queues import Queue
from packgen.errors import DeliveryError, UsageProblem, nearest

_STAPLE_TOP_LEFT = 20
"""The value of ``finishings`` (PWG 5100.1)."""

_SHOWN = 20
"""Choices that a message lists."""


class PrintChoices(NamedTuple):
    """Print options.

    Attributes:
        copies: number of copies of each file.
        sides: sides to print on; None for two-sided, flipped over the edge that fits the page orientation.
        staple: whether each copy is stapled.
        hold: whether the job is held until somebody releases it.
        options: further options of the queue, with their choices.
    """

    copies: int = 1
    sides: Sides | None = None
    staple: bool = False
    hold: bool = False
    options: tuple[tuple[str, str], ...] = ()

    def sides_for(self, size: PaperSize) -> Sides:
        """Return the sides for pages of a size: as chosen, else two-sided, flipped like the pages of a book."""
        return self.sides or (Sides.SHORT_EDGE if size.landscape else Sides.LONG_EDGE)


def parsed_options(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Parse options of the form NAME=CHOICE.

    Raises:
        UsageProblem: a text has another form.
    """
    pairs = []
    for text in texts:
        name, sign, choice = text.partition("=")
        if not (name and sign and choice) or any(not part.isprintable() or " " in part for part in (name, choice)):
            raise UsageProblem(f'--option cannot be "{text}". Write NAME=CHOICE, as in InputSlot=Tray2.')
        pairs.append((name, choice))
    return tuple(pairs)


def lp_options(queue: Queue, choices: PrintChoices, size: PaperSize) -> list[str]:
    """Return the arguments of lp for a queue.

    Raises:
        DeliveryError: the queue does not support one of the choices, or the paper size.
    """
    pairs = {
        "document-format": "application/pdf",
        "print-scaling": "none",
        "number-up": "1",
        "collate": "true",
        **dict(_media(queue, size)),
        **dict(_sides(queue, choices.sides_for(size))),
        **dict(_staple(queue, wanted=choices.staple)),
        **dict(_own(queue, choices.options)),
    }
    hold = ["-Hhold"] if choices.hold else []
    return [f"-d{queue.name}", f"-n{choices.copies}", *hold, *(f"-o{name}={value}" for name, value in pairs.items())]


def _media(queue: Queue, size: PaperSize) -> Iterator[tuple[str, str]]:
    yield "media", size.name
    option = queue.abilities.media
    if option is None:
        return
    choice = size.choice(option)
    if choice is None:
        raise DeliveryError(
            f'The printer "{queue.name}" has no {size.shown} paper, which the pages need. It has '
            f"{_listed(option.choices)}. Name another printer with --printer; packgen printers lists them."
        )
    yield option.name, choice


def _sides(queue: Queue, sides: Sides) -> Iterator[tuple[str, str]]:
    yield "sides", sides.keyword
    able = queue.abilities.sides
    if able is None:
        return
    if sides not in able:
        can = " or ".join(f"--sides {one}" for one in able)
        raise DeliveryError(
            f'The printer "{queue.name}" cannot print {describe_sides(sides)}. Choose {can}, or another printer with '
            "--printer; packgen printers lists them."
        )
    name, choice = able[sides]
    if name:
        yield name, choice


def _staple(queue: Queue, *, wanted: bool) -> Iterator[tuple[str, str]]:
    """Yield the options for stapling; if it is not wanted, none, so that a saved default of the queue applies."""
    if not wanted:
        return
    if queue.abilities.options is None:
        yield "finishings", str(_STAPLE_TOP_LEFT)
        return
    if not queue.abilities.staples:
        raise DeliveryError(
            f'The printer "{queue.name}" has no stapler that the system knows of. Leave --staple out, or name another '
            "printer with --printer; packgen printers lists them."
        )
    staple = queue.abilities.staple
    if staple is None:
        known = "; ".join(f"--option {one.name}=CHOICE with {_listed(one.choices)}" for one in queue.abilities.staples)
        raise DeliveryError(
            f'The staples of the printer "{queue.name}" have names that say nothing of the top left corner. '
            f"Instead of --staple write {known}."
        )
    name, choice = staple
    if name.casefold() != "finishings":
        yield "finishings", str(_STAPLE_TOP_LEFT)
    yield name, choice


def _own(queue: Queue, options: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    known = queue.abilities.options
    for name, choice in options:
        if known is None:
            raise DeliveryError(f'The printer "{queue.name}" does not say which options it has. Leave --option out.')
        if name not in known:
            raise DeliveryError(
                f'The printer "{queue.name}" has no option "{name}".{nearest(name, known)} '
                f"It has {_listed(tuple(known))}."
            )
        if choice not in known[name].choices:
            raise DeliveryError(
                f'The option {name} of the printer "{queue.name}" has no choice "{choice}".'
                f"{nearest(choice, known[name].choices)} It has {_listed(known[name].choices)}."
            )
        yield name, choice


def describe_sides(sides: Sides) -> str:
    """Return the sides in words, for messages."""
    if sides is Sides.ONE_SIDED:
        return "on one side"
    return f"on both sides, turned over the {sides.value.replace('-', ' ')}"


def _listed(choices: Sequence[str]) -> str:
    more = ", …" if len(choices) > _SHOWN else ""
    return ", ".join(choices[:_SHOWN]) + more
