"""Check the merged token files: every role has a usable value, every section is in the right file.

All problems are collected before an error is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeVar

from packgen.errors import ContentError, Problem, nearest
from packgen.source import Path
from packgen.theme import roles, scalars
from packgen.theme.fonts import own_families
from packgen.theme.geometry import font_families, misfits
from packgen.theme.layers import Layer, Layers, chain, refusal
from packgen.theme.registry import TokenFileKind
from packgen.theme.tokens import FACE, GRID, PAPER, RULE, SIZE, GridTokens, TokenReader, TokenSet

_SECTIONS = {
    TokenFileKind.THEME: ("fonts", "families", "colours", "rules", "faces"),
    TokenFileKind.PROFILE: ("papers", "grid", "options", "sizes", "lengths", "numbers"),
}
_T = TypeVar("_T")


def read_tokens(theme: str, profile: str) -> TokenSet:
    """Read and check a theme and a profile, each a name or a path.

    Raises:
        UnknownNameError: there is no such theme or profile.
        ThemeError: they cannot be used; all problems of both.
    """
    files: list[Layer] = []
    problems: list[Problem] = []
    for kind, name in ((TokenFileKind.THEME, theme), (TokenFileKind.PROFILE, profile)):
        try:
            files += chain(kind, name)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise refusal(problems)
    layers = Layers(files)
    reading = _Reading(layers)
    found = reading.tokens()
    try:
        problems = [*reading.problems, *misfits(layers, found)]
    except ContentError as error:
        raise refusal([*reading.problems, *error.problems]) from None
    if problems:
        raise refusal(problems)
    return found


class _Reading:
    """Reads merged layers section by section and collects the problems."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.problems: list[Problem] = []

    def tokens(self) -> TokenSet:
        """Return every token that can be used."""
        self._section_names()
        by_name = {kind: layer.file.name for layer in self.layers.layers for kind in [layer.file.kind]}
        return TokenSet(
            fonts=own_families(self.layers, font_families(), self._note),
            names=(by_name[TokenFileKind.THEME], by_name[TokenFileKind.PROFILE]),
            families=self._entries("families", roles.FAMILIES, lambda _, value: scalars.a_family_chain(value)),
            colours=self._entries("colours", roles.COLOURS, lambda _, value: scalars.a_colour(value)),
            rules=self._entries("rules", roles.RULES, partial(self._together, "rules", RULE)),
            faces=self._entries("faces", roles.STYLES, partial(self._together, "faces", FACE)),
            papers=self._entries("papers", None, partial(self._together, "papers", PAPER)),
            grid=self._grid(),
            options=self._entries("options", roles.OPTIONS, scalars.an_option),
            sizes=self._entries("sizes", roles.STYLES, partial(self._together, "sizes", SIZE)),
            lengths=self._entries("lengths", roles.LENGTHS, lambda _, value: scalars.a_length(value)),
            numbers=self._entries("numbers", roles.NUMBERS, scalars.a_number),
        )

    def _section_names(self) -> None:
        """Note unknown sections, and sections of a profile in a theme."""
        known = [*_SECTIONS[TokenFileKind.THEME], *_SECTIONS[TokenFileKind.PROFILE]]
        for layer in self.layers.layers:
            kind = layer.file.kind
            allowed = ["extends", *(_SECTIONS[TokenFileKind.THEME] if kind is TokenFileKind.THEME else known)]
            for name in layer.value:
                if name in allowed:
                    continue
                if name in known:
                    message = "a theme cannot say this."
                    remedy = "Put it into a profile: sizes, lengths, paper and options belong there."
                else:
                    message = f"there is no such section.{nearest(name, allowed)}"
                    remedy = f"A {kind.word} has {', '.join(allowed)}."
                origin = layer.document.key_origin((name,), name)
                self.problems.append(layer.document.problem(origin, message, remedy))

    def _entries(
        self, section: str, wanted: Collection[str] | None, read: Callable[[str, object], _T | None]
    ) -> dict[str, _T]:
        """Read each role of a section; with ``wanted`` None any names may stand there, but at least one."""
        values = self.layers.value.get(section)
        if values is None:
            values = {}
        if not isinstance(values, dict):
            self._note((section,), "this should be a mapping.", "Write one line for each role.")
            return {}
        lacking = [role for role in wanted or () if role not in values]
        if lacking:
            self._gap(section, f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing.")
        elif not values:
            self._gap(section, "there is none.")
        found: dict[str, _T] = {}
        for role, value in values.items():
            if wanted is not None and role not in wanted:
                hint = nearest(role, wanted)
                remedy = "" if hint else f"The roles are {', '.join(wanted)}."
                self._note((section, role), f"there is no such role.{hint}", remedy, at_key=True)
                continue
            try:
                token = read(role, value)
            except scalars.RefusedValue as refused:
                self._note((section, role), refused.message, refused.remedy)
                continue
            if token is not None:
                found[role] = token
        return found

    def _grid(self) -> GridTokens | None:
        if "grid" in self.layers.value:
            return self._together("", GRID, "grid", self.layers.value["grid"])
        self._gap("grid", "it is missing.")
        return None

    def _together(self, section: str, reader: TokenReader[_T], role: str, value: object) -> _T | None:
        found, wrong = reader.read(value)
        at = (section, role) if section else (role,)
        for path, message, remedy, at_key in wrong:
            self._note((*at, *path), message, remedy, at_key=at_key)
        return found

    def _gap(self, section: str, message: str) -> None:
        kind = TokenFileKind.THEME if section in _SECTIONS[TokenFileKind.THEME] else TokenFileKind.PROFILE
        remedy = f'Add what is missing, or let the {kind.word} begin with "extends: {kind.base}".'
        self.problems.append(self.layers.gap(kind, section, message, remedy))

    def _note(self, path: Path, message: str, remedy: str, *, at_key: bool = False) -> None:
        self.problems.append(self.layers.problem(path, ", ".join(map(str, path)), message, remedy, at_key=at_key))
