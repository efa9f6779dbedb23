"""Emphasis where a profile has no italics: titles of works in quotation marks, everything else in bold."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from packgen.text.inline import Run, said_plainly

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting

_SPECIES = re.compile(r"(?!(?:The|An?|Le|La|Les|Une?|Des|El|Los|Las|Der|Die|Das|Ein|Eine) )[A-Z](?:\.|[a-z]+) [a-z]+")
"""*Homo sapiens*, *E. coli*: a name of two words, the second in small letters, is no title unless it has an article."""

_OPENING, _CLOSING = "“‘«„", "”’»"


def quoted(setting: Setting, runs: Sequence[Run], boxes: Collection[int]) -> list[Run]:
    """Return runs, as many as there are, with each title of a work in quotation marks instead of italics.

    A title begins with a capital or a figure, is no sentence and ends in no colon. Inside a quotation it gets the inner
    marks of the language, and none where the author has put it into quotation marks. A title with a gap in it, or with
    raised or lowered characters at an end, stays as it is.

    Args:
        setting: for the marks.
        runs: of a paragraph.
        boxes: places among the runs where inline boxes stand.
    """
    changed = list(runs)
    for italic, group in groupby(range(len(runs)), key=lambda place: runs[place].italic):
        places = list(group)
        first, last = places[0], places[-1]
        if not italic or first - 1 in boxes or last + 1 in boxes or runs[first].rise or runs[last].rise:
            continue
        if not _is_title(said_plainly([runs[place] for place in places])):
            continue
        for place in places:
            changed[place] = changed[place]._replace(italic=False)
        before = "".join([run.text for run in changed[:first]])
        after = runs[last + 1].text if last + 1 < len(runs) else ""
        if before.endswith(tuple(_OPENING)) and after.startswith(tuple(_CLOSING)):
            continue
        opened, closed = _marks(setting, before)
        changed[first] = changed[first]._replace(text=opened + changed[first].text)
        changed[last] = changed[last]._replace(text=changed[last].text + closed)
    return changed


def _is_title(text: str) -> bool:
    start = next((character for character in text if character.isalnum()), "")
    return bool(start) and not start.islower() and not text.endswith((".", ":")) and _SPECIES.fullmatch(text) is None


def _marks(setting: Setting, before: str) -> tuple[str, str]:
    """Return the quotation marks of a title after some text: the inner ones if a quotation is open there."""
    text = setting.words.text
    opened, closed = text("quote.open"), text("quote.close")
    if before.count(opened.strip()) > before.count(closed.strip()):
        return text("quote.inner_open"), text("quote.inner_close")
    return opened, closed
