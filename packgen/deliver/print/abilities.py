"""The options of a print queue, as ``lpoptions -l`` lists them: those of its driver (PPD), or of IPP.

PageSize/Media Size: A3 *A4 Letter
Duplex/2-Sided Printing: *None DuplexNoTumble DuplexTumble
StapleLocation/Staple: *None UpperLeft UpperRight
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from packgen.deliver.print.paper import Sides
from packgen.errors import harmless

_LINE = re.compile(r"([^/\s:]+)/(.*): (\S.*)")
_STAPLE = re.compile(r"stapl|stpl", re.IGNORECASE)
_INSTALLED = re.compile(r"(not)?installed", re.IGNORECASE)
_OFF = re.compile(r"none|off|no|false|0|no-?stapl\w*|not-?stapled|unstapled|printersdefault", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*")

_MEDIA_OPTIONS = ("pagesize", "media", "mediasize")
_SIDES_OPTIONS = ("duplex", "jclduplex", "efduplex", "efduplexing", "kd03duplex", "sides")
"""Those that CUPS itself takes for two-sided printing (ppdCacheCreateWithPPD), and that of IPP."""

_SIDES_CHOICES = {
    Sides.ONE_SIDED: {"none", "false", "off", "simplex", "one-sided", "notapplicable"},
    Sides.LONG_EDGE: {"duplexnotumble", "longedge", "long-edge", "top", "two-sided-long-edge"},
    Sides.SHORT_EDGE: {"duplextumble", "shortedge", "short-edge", "bottom", "two-sided-short-edge"},
}

_STAPLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(staple-?)?(upper|top)[-_ ]?left([-_ ]?(single|1|portrait))?",
        r"(single|one|1)?[-_ ]?(staple)?[-_ ]?(upper|top)[-_ ]?left\w*|left[-_ ]?(upper|top)|singleportrait",
        r"(1|one|single)[-_ ]?staple[-_ ]?(auto)?[-_ (]?left\)?|1stapleauto\(?left\)?|1diagonal|1angled|diagonal\w*",
        r"1|1staple\w*|one(staple)?|single(staple)?|1position|front",
        r"on|true|yes|staple|auto|corner",
    )
)
"""Names of the usual staple, through the top left corner: the exact ones first."""


class DriverOption(NamedTuple):
    """An option that a queue lists.

    Attributes:
        name: keyword of the option.
        text: its human-readable name; may be empty.
        choices: keywords of the choices, in the queue's order.
        default: the default choice; may be empty.
    """

    name: str
    text: str
    choices: tuple[str, ...]
    default: str


class Abilities(NamedTuple):
    """The abilities of a queue.

    Attributes:
        options: its options by keyword; None if it lists none, so that nothing can be checked.
    """

    options: Mapping[str, DriverOption] | None

    @property
    def sides(self) -> Mapping[Sides, tuple[str, str]] | None:
        """The supported values of `Sides`, each with the option and choice that select it; None if unknown."""
        if self.options is None:
            return None
        option = self._named(_SIDES_OPTIONS)
        found = {} if option is None else dict(_sides(option))
        if option is not None and not found:
            return None
        return found or {Sides.ONE_SIDED: ("", "")}

    @property
    def media(self) -> DriverOption | None:
        """The option for the paper size; None if unknown."""
        return self._named(_MEDIA_OPTIONS)

    @property
    def staples(self) -> tuple[DriverOption, ...]:
        """The options for stapling; empty if the queue cannot staple, or its options are unknown."""
        return tuple(option for option in (self.options or {}).values() if _is_for_staples(option))

    @property
    def staple(self) -> tuple[str, str] | None:
        """The option and choice for a staple through the top left corner, the usual one; None if unknown."""
        for pattern in _STAPLES:
            for option in self.staples:
                for choice in _stapling(option):
                    if pattern.fullmatch(choice.removeprefix("staple-")):
                        return option.name, choice
        return None

    def _named(self, names: Iterable[str]) -> DriverOption | None:
        by_name = {name.casefold(): option for name, option in (self.options or {}).items()}
        return next((by_name[name] for name in names if name in by_name), None)


def parsed_abilities(text: str) -> Abilities:
    """Parse the output of ``lpoptions -l``; lines of another form are ignored."""
    options = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line.strip())
        if match is None or _PLAIN.fullmatch(match[1]) is None:
            continue
        marked = match[3].split()
        default = next((choice[1:] for choice in marked if choice.startswith("*")), "")
        choices = tuple(dict.fromkeys(choice.removeprefix("*") for choice in marked))
        options[match[1]] = DriverOption(match[1], harmless(match[2]), choices, default)
    return Abilities(options or None)


def _sides(option: DriverOption) -> Iterator[tuple[Sides, tuple[str, str]]]:
    for sides, names in _SIDES_CHOICES.items():
        for choice in option.choices:
            if choice.casefold() in names:
                yield sides, (option.name, choice)
                break


def _is_for_staples(option: DriverOption) -> bool:
    """Tell whether an option selects stapling; many drivers also have one that says whether a stapler is installed."""
    if any(_INSTALLED.fullmatch(choice) for choice in option.choices):
        return False
    if option.name.casefold() == "finishings":
        return any(_STAPLE.search(choice) for choice in option.choices)
    return _STAPLE.search(f"{option.name} {option.text}") is not None and bool(_stapling(option))


def _stapling(option: DriverOption) -> list[str]:
    """Return the choices of an option that select stapling."""
    if option.name.casefold() == "finishings":
        return [choice for choice in option.choices if _STAPLE.search(choice)]
    return [choice for choice in option.choices if not _OFF.fullmatch(choice)]
