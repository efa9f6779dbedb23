"""packgen builds printable revision packs from structured topic files."""

__version__ = "0.1.0"
