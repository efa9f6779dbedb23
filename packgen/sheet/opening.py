"""The opening of a file without front matter: what its first sheet says above its content."""

from __future__ import annotations

from typing import NamedTuple


class Opening(NamedTuple):
    """A title and fields for the owner at the head of the first page of a sheet.

    Attributes:
        title: inline Markdown; empty if the sheet's own title says it.
        named: whether the binder fills in the student's name.
        fields: whether there are fields for name, class and date.
    """

    title: str
    named: bool = False
    fields: bool = True
