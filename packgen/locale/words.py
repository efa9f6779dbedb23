"""Words: the entries of one language, by their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple


class Words(NamedTuple):
    """What packgen prints in one language.

    A key that does not exist raises ``KeyError``: it is a bug, and tests look for it.

    Attributes:
        language: BCP 47 tag of the language that the words are in.
        entries: the words by their keys.
    """

    language: str
    entries: Mapping[str, str]

    def text(self, key: str, /, **values: object) -> str:
        """Return an entry, its placeholders filled in."""
        entry = self.entries[key]
        return entry.format_map(values) if values else entry

    def number(self, key: str, count: int, /, **values: object) -> str:
        """Return the form of an entry for a count, which is the placeholder ``n``: ``marks.one`` or ``marks.other``."""
        form = "one" if str(count) in self.entries["language.singular"].split() else "other"
        return self.text(f"{key}.{form}", **{"n": count, **values})

    def both(self, items: Sequence[str]) -> str:
        """Return items as a list such as "A, B and C"."""
        start = self.entries["list.comma"].join(items[:-1])
        return self.entries["list.and"].join([part for part in (start, *items[-1:]) if part])

    def day(self, day: date, year: int | None = None) -> str:
        """Return a date such as "Mon 23 Nov", with its year unless that is the year given."""
        return self.text(
            "date.day" if day.year == year else "date.day_and_year",
            weekday=self.text("date.weekdays").split()[day.weekday()],
            day=self.text("date.first") if day.day == 1 else day.day,
            month=self.text("date.months").split()[day.month - 1],
            year=day.year,
        )

    def short_day(self, day: date) -> str:
        """Return a date in figures, such as "2026-11-23"."""
        return self.text("date.figures", year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}")
