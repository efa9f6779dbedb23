"""Shaped words: the contents of PDF strings in a TJ array, made once for each face and word.

A piece is the text between the parentheses of ``[(...)] TJ`` (ISO 32000-1, 9.4.3): two bytes a glyph (Identity-H, glyph
numbers of the whole font) with the characters of PDF strings escaped, kerns as ``)-12(``. Pieces concatenate. All
characters are latin-1, except for escapes between U+E000 and U+E001 that depend on the type size; expand() fills them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from packgen.text.coverage import PLAIN, describe
from packgen.text.hyphens import HYPHEN

if TYPE_CHECKING:
    from packgen.text.face import Face, Shaped
    from packgen.text.glyph import Glyph, Position

_ESCAPE = re.compile("\ue000([FT])(-?[0-9]+)\ue001")

_APART = ")]TJ["
"""The operators before the return from a mark.

Inside an array PDFium reads a wide step to the right as a space, and ignores one that only ``()`` follows.
"""


class MissingGlyph(ValueError):
    """A character that no face has, or that cannot be set at all.

    Attributes:
        character: the character.
    """

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"no font has {describe(character)}")


class Word(NamedTuple):
    """A shaped word.

    Attributes:
        width: in 1/1000 em: the widths of the W array plus the kerns, so that layout and viewer agree exactly.
        piece: the contents of a PDF string in a TJ array; begins and ends in the word's own face, on the baseline.
        glyphs: glyphs drawn by the piece, in order; see `packgen.sheet.glyphs` for their numbers.
    """

    width: int
    piece: str
    glyphs: tuple[int, ...]


_word: Callable[[tuple[int, str, tuple[int, ...]]], Word] = partial(tuple.__new__, Word)
"""Takes all values in one tuple, in a third of the time of calling the class."""


@lru_cache(maxsize=1024)
def font_operator(face: int, size: float) -> str:
    """Return the operator that selects a face, cached: to write a size takes Python three times as long."""
    return f"/F{face} {size:g} Tf"


def expand(piece: str, size: float, rise: float = 0.0) -> str:
    """Return a piece with its escapes replaced: pure latin-1, ready for ``[(`` and ``)] TJ``.

    Args:
        piece: one or several concatenated pieces.
        size: type size in points; formatted with ``:g``.
        rise: current text rise in points; raised marks are raised above it.
    """
    if "\ue000" not in piece:
        return piece

    def operator(match: re.Match[str]) -> str:
        number = int(match[2])
        if match[1] == "F":
            return f")]TJ {font_operator(number, size)}[("
        return f")]TJ {_decimal(rise + size * number / 1000)} Ts[("

    return _ESCAPE.sub(operator, piece)


def shape(faces: Sequence[Face], word: str) -> Word:
    """Shape a word in the first face, and characters that it lacks in later ones.

    Raises:
        MissingGlyph: a character is in none of the faces.
        ThemeError: a font file is missing or broken.
    """
    home = faces[0]
    known = _known(home, word)
    if known is not None:
        return known
    if word.endswith(HYPHEN):
        return _hyphened(shape(faces, word.removesuffix(HYPHEN)), shape(faces, "-"))
    text = word if word.isascii() else unicodedata.normalize("NFC", word)
    if text and home.known.issuperset(text):
        return _run(home, text)
    text = unicodedata.normalize("NFC", text.translate(PLAIN))
    if text and home.known.issuperset(text):  # as in nearly all words with a no-break space
        return _known(home, text) or _run(home, text)
    total, face = 0, home
    pieces: list[str] = []
    glyphs: list[int] = []
    for next_face, part in _divide(faces, text):
        if next_face is not face:
            face = next_face
            pieces.append(_escape("F", face.index))
        run = _known(face, part) or _run(face, part)
        total += run.width
        pieces.append(run.piece)
        glyphs += run.glyphs
    if face is not home:
        pieces.append(_escape("F", home.index))
    return Word(total, "".join(pieces), tuple(glyphs))


def _hyphened(part: Word, hyphen: Word) -> Word:
    """Return a part of a word with a hyphen that readers recognise as a soft one (ISO 32000-1, 14.8.2.2.3)."""
    piece = f"{part.piece})]TJ /Span<</ActualText<FEFF00AD>>>BDC[({hyphen.piece})]TJ EMC[("
    return Word(part.width + hyphen.width, piece, (*part.glyphs, *hyphen.glyphs))


def _divide(faces: Sequence[Face], text: str) -> list[tuple[Face, str]]:
    """Divide a word among faces; a letter and its marks stay together if any face has them all."""
    choices: list[tuple[Face, str]] = []
    for unit in _units(text):
        whole = next((face for face in faces if face.covers(unit)), None)
        if whole is not None:
            choices.append((whole, unit))
            continue
        for character in unit:
            for part in unicodedata.normalize("NFD", character):
                face = next((face for face in faces if part in face.known), None)
                if face is None:
                    raise MissingGlyph(character)
                choices.append((face, part))
    return [
        (face, "".join(part for _, part in group)) for face, group in groupby(choices, key=lambda choice: choice[0])
    ]


def _units(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text)):
        if not unicodedata.category(text[at]).startswith("M"):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _known(face: Face, text: str) -> Word | None:
    """Return a word put together from the known pairs of a face; None if they do not make it."""
    values = face.pairs.word(text) if face.pairs is not None else None
    return _word(values) if values is not None else None


def _run(face: Face, text: str) -> Word:
    """Shape a text in a face that has all of its characters."""
    shaped = face.shape(text)
    gids, positions, _ = shaped
    if 0 in gids:
        raise MissingGlyph(text[shaped.clusters[gids.index(0)]])
    numbered = face.glyphs
    glyphs = [numbered[gid] for gid in gids]
    plain = gids == list(map(face.plain.get, text))
    if plain and face.pairs is not None:
        face.pairs.learn(text, glyphs, positions, face.per_mille)
        learned = _known(face, text)
        if learned is not None:
            return learned
    keys = tuple([glyph.key for glyph in glyphs])
    if plain and positions == [glyph.position for glyph in glyphs]:  # true of most words
        return Word(sum([glyph.width for glyph in glyphs]), "".join([glyph.code for glyph in glyphs]), keys)
    opening: dict[int, str] = {}
    closing: frozenset[int] = frozenset()
    if not plain:
        opening, closing = _actual_texts(face, text, shaped)
    return Word(*_moved(face, glyphs, positions, opening, closing), keys)


def _moved(
    face: Face,
    glyphs: Sequence[Glyph],
    positions: Sequence[Position],
    opening: Mapping[int, str],
    closing: frozenset[int],
) -> tuple[int, str]:
    """Return the width and the piece of glyphs that are kerned, moved or have an ActualText.

    Args:
        face: face of the glyphs.
        glyphs: in order.
        positions: of each.
        opening: for each glyph that begins a stretch with an ActualText, that text.
        closing: glyphs that end such a stretch.
    """
    pieces: list[str] = []
    total = shift = height = 0  # shift: how far the next glyph must move to the left, not yet written
    apart = ")"
    for place, glyph in enumerate(glyphs):
        position = positions[place]
        if position == glyph.position and not (shift or height or opening):  # true of most glyphs
            pieces.append(glyph.code)
            total += glyph.width
            continue
        dx, dy, advance, _ = position
        if place in opening:
            pieces.append(f")]TJ /Span<</ActualText<FEFF{opening[place].encode('utf-16-be').hex().upper()}>>>BDC[(")
        right = up = 0
        if dx or dy:
            right, up = face.per_mille(dx), face.per_mille(dy)
        if up != height:
            pieces.append(_escape("T", up))
            height = up
        shift -= right
        if shift:
            pieces.append(f"{apart}{shift}(")
        pieces.append(glyph.code)
        own = glyph.position[2]
        kern = face.per_mille(advance - own) if advance != own else 0
        shift, apart = right - kern, _APART if right else ")"
        total += glyph.width + kern
        if place in closing:
            pieces.append(")]TJ EMC[(")
    if height:
        pieces.append(_escape("T", 0))
    if shift:
        pieces.append(f"{_APART}{shift}(")
    return total, "".join(pieces)


def _actual_texts(face: Face, text: str, shaped: Shaped) -> tuple[dict[int, str], frozenset[int]]:
    """Find the stretches of glyphs whose texts differ from what was written: first glyph to text, and last glyphs.

    Texts that are equal under NFKC are not counted: a reader's search does not distinguish µ from μ.
    """
    stretches: list[tuple[int, int, str]] = []
    placed = list(zip(shaped.gids, shaped.clusters, strict=True))
    clusters = sorted(set(shaped.clusters))
    ends = dict(zip(clusters, [*clusters[1:], len(text)], strict=True))
    at = 0
    for cluster, group in groupby(placed, key=lambda glyph: glyph[1]):
        drawn = [face.texts[gid] for gid, _ in group]
        first, at = at, at + len(drawn)
        written = text[cluster : ends[cluster]]
        if unicodedata.normalize("NFKC", "".join(drawn)) == unicodedata.normalize("NFKC", written):
            continue
        if stretches and stretches[-1][1] == first:
            first, written = stretches[-1][0], stretches.pop()[2] + written
        stretches.append((first, at, written))
    return {first: written for first, _, written in stretches}, frozenset(end - 1 for _, end, _ in stretches)


def _escape(kind: str, number: int) -> str:
    return f"\ue000{kind}{number}\ue001"


def _decimal(number: float) -> str:
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
