"""The typefaces that text can be set in: those that fonts/fonts.yaml lists, and those that a theme brings."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL
from functools import cache
from pathlib import Path
from typing import NamedTuple

from packgen.errors import ThemeError, nearest
from packgen.resources import fonts_folder

STYLES = ("regular", "bold", "italic", "bold-italic")
"""The four styles of a family; bit 0 of a style's number is bold, bit 1 italic."""

NEAREST = ((0, 1, 2, 3), (1, 0, 3, 2), (2, 0, 3, 1), (3, 1, 2, 0))
"""For each style, the styles that can replace it, best first."""


class Family(NamedTuple):
    """A family of up to four faces.

    Attributes:
        name: of its folder in fonts/; themes use this name.
        title: name shown to people.
        licence: path of the licence text.
        files: paths of the fonts of the four styles, None for a style that the family lacks.
    """

    name: str
    title: str
    licence: Path
    files: tuple[Path | None, ...]


class ThemeFont(NamedTuple):
    """A font file of a theme: its name in messages, and its bytes."""

    name: str
    data: bytes


class ThemeFamily(NamedTuple):
    """A font family that a theme brings, with the bytes of its files, so that workers do not need the files.

    Attributes:
        name: its name in the theme's families.
        licence: of the fonts, such as "SIL OFL 1.1".
        fonts: of the four styles, None for a style that the family lacks.
    """

    name: str
    licence: str
    fonts: tuple[ThemeFont | None, ...]

    @property
    def digest(self) -> str:
        """A digest of everything that pages depend on: the name and the bytes of the fonts."""
        digests = [font and blake2b(font.data, digest_size=32).hexdigest() for font in self.fonts]
        return blake2b(repr((self.name, digests)).encode(), digest_size=32).hexdigest()


class Catalogue(NamedTuple):
    """All families; their order numbers the faces: a face's index is 4 × the index of its family + its style.

    Attributes:
        families: families that come with packgen.
        own: families of the theme; they follow the others.
    """

    families: tuple[Family, ...]
    own: tuple[ThemeFamily, ...] = ()

    def names(self) -> list[str]:
        """Return the families' names in catalogue order."""
        return [*(family.name for family in self.families), *(family.name for family in self.own)]

    def find(self, family: str, bold: bool, italic: bool) -> int:
        """Return the index of the family's face nearest to a style.

        Raises:
            ThemeError: there is no family of that name.
        """
        names = self.names()
        if family not in names:
            hint = nearest(family, names) or f" Choose one of {', '.join(names)}."
            raise ThemeError(f'There is no font family "{family}".{hint}')
        return self.resolve(4 * names.index(family) + bold + 2 * italic)

    def resolve(self, index: int) -> int:
        """Return the index of the face used for a face: itself if its family has the style, else the nearest."""
        place, style = divmod(index, 4)
        files = self._files(place)
        return next(4 * place + s for s in NEAREST[style] if files[s] is not None)

    def file(self, index: int) -> Path | ThemeFont:
        """Return the file of a face, or of the face used for it."""
        place, style = divmod(self.resolve(index), 4)
        file = self._files(place)[style]
        assert file is not None, "resolve() only names faces that have a file"
        return file

    def _files(self, place: int) -> tuple[Path | ThemeFont | None, ...]:
        shipped = len(self.families)
        return self.families[place].files if place < shipped else self.own[place - shipped].fonts


@cache
def catalogue(folder: Path | None = None) -> Catalogue:
    """Read fonts.yaml in a folder, by default the one that comes with packgen.

    Raises:
        ThemeError: the file is missing or is not a catalogue of fonts.
    """
    import yaml

    folder = folder or fonts_folder()
    path = folder / "fonts.yaml"
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        entries: object = yaml.load(path.read_bytes(), Loader=loader)
    except OSError as error:
        raise _broken(path, error.strerror or "it cannot be read") from error
    except yaml.YAMLError as error:
        raise _broken(path, "it is not YAML") from error
    if not isinstance(entries, list) or not entries:
        raise _broken(path, "it must be a list of families")
    families = tuple(_family(entry, folder, path) for entry in entries)
    if len({family.name for family in families}) < len(families):
        raise _broken(path, "it lists a family twice")
    return Catalogue(families)


def _family(entry: object, folder: Path, path: Path) -> Family:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise _broken(path, "each family must be keys with text values")
    unknown = entry.keys() - {"family", "title", "licence", *STYLES}
    if unknown:
        raise _broken(path, f'"{min(unknown, key=str)}" is not a key of a family')
    lacking = [key for key in ("family", "title", "licence", "regular") if key not in entry]
    if lacking:
        raise _broken(path, f'a family lacks "{lacking[0]}"')
    home = folder / entry["family"]
    files = tuple(home / entry[style] if style in entry else None for style in STYLES)
    return Family(entry["family"], entry["title"], home / entry["licence"], files)


def _broken(path: Path, reason: str) -> ThemeError:
    return ThemeError(f"The list of fonts {path} cannot be used: {reason}. Restore the file, or install packgen again.")
