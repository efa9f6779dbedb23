"""Bands of marks, such as 21–25, and whether they cover a tariff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_BAND = re.compile(r"([0-9]{1,3})(?:\s*[–-]\s*([0-9]{1,3}))?")


class Band(NamedTuple):
    """Marks from the least to the most, both included."""

    least: int
    most: int


class BandFault(NamedTuple):
    """What is wrong with one of several bands: its place among them, the message, and what to do."""

    place: int
    message: str
    remedy: str


def read_band(text: str) -> Band | None:
    """Return a band of marks such as ``21–25``, ``21-25`` or ``6``; None if the text is none."""
    match = _BAND.fullmatch(text.strip())
    if match is None:
        return None
    band = Band(int(match[1]), int(match[2] or match[1]))
    return band if band.least <= band.most else None


def shown_band(band: Band) -> str:
    """Return marks as they are printed: with an en dash."""
    return str(band.most) if band.least == band.most else f"{band.least}–{band.most}"


def band_faults(bands: Sequence[Band], tariff: int) -> list[BandFault]:
    """Return why bands, in any order, do not cover each number of marks from 1 (or 0) to the tariff exactly once."""
    faults: list[BandFault] = []
    order = sorted(range(len(bands)), key=lambda place: bands[place])
    for place in order:
        if bands[place].most > tariff:
            message = f"{shown_band(bands[place])} goes beyond the {_marks(tariff)} of the question."
            faults.append(BandFault(place, message, f"End the highest level at {tariff}."))
    if faults or not order:
        return faults
    lowest, highest = order[0], order[-1]
    if bands[lowest].least > 1:
        faults.append(_hole(lowest, 1, bands[lowest].least - 1))
    for below, above in pairwise(order):
        if bands[above].least <= bands[below].most:
            message = f"{shown_band(bands[above])} overlaps {shown_band(bands[below])}."
            faults.append(BandFault(above, message, "Give each number of marks to one level only."))
        elif bands[above].least > bands[below].most + 1:
            faults.append(_hole(above, bands[below].most + 1, bands[above].least - 1))
    if bands[highest].most < tariff:
        faults.append(_hole(highest, bands[highest].most + 1, tariff))
    return faults


def _hole(place: int, least: int, most: int) -> BandFault:
    return BandFault(
        place, f"no level has {_marks(shown_band(Band(least, most)))}.", "Let the levels leave no marks out."
    )


def _marks(count: int | str) -> str:
    return f"{count} mark{'' if str(count) == '1' else 's'}"
