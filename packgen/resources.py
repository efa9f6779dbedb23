"""Where the shipped files are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "library" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def fonts_folder() -> Path:
    """Return the folder that holds fonts.yaml and the font files."""
    return _shipped("fonts")


def content_folder() -> Path:
    """Return the folder of the topics that come with packgen."""
    return _shipped("content")
