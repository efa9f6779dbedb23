"""Render Markdown messages as plain text and as HTML: paragraphs, lists, emphasis and links to https and mailto.

Line breaks are kept, as people who do not know Markdown expect. No other Markdown is interpreted, and HTML is escaped.
Fields are private-use characters from U+E000 on; their values are inserted last, so that no name is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULES = ("list", "emphasis", "link", "autolink", "escape", "newline")
_LINK = re.compile(r"https://[^/?#]|mailto:[^?]", re.IGNORECASE)
_FIELD = re.compile("[\ue000-\uf8ff]")


class MessageText:
    """A text in Markdown.

    Args:
        source: the text, with fields as private-use characters.
    """

    def __init__(self, source: str) -> None:
        markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(list(_RULES))
        markdown.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]
        self._tokens = markdown.parse(source)
        self._markup = markdown.renderer.render(self._tokens, markdown.options, {})
        self._fields = len(_FIELD.findall(source))

    def is_whole(self) -> bool:
        """Tell whether every field is in the rendered text; a field in the address of a link is not."""
        return all(len(_FIELD.findall(text)) == self._fields for text in (self._markup, self._plain()))

    def html(self, values: Sequence[str]) -> str:
        """Return HTML paragraphs and lists, with the values of the fields."""
        return _filled(self._markup, [escape(value) for value in values])

    def text(self, values: Sequence[str]) -> str:
        """Return plain text, with the values of the fields."""
        return _filled(self._plain(), values)

    def _plain(self) -> str:
        lines: list[str] = []
        numbers: list[int | None] = []  # number of the next item in each open list; None in bullet lists
        hang = ""
        for token in self._tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                start = int(token.attrs.get("start", 1))
                numbers.append(None if token.type == "bullet_list_open" else start)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                numbers.pop()
                if not numbers:
                    hang = ""
                    lines.append("")
            elif token.type == "list_item_open":
                number = numbers[-1]
                hang = "- " if number is None else f"{number}. "
                numbers[-1] = None if number is None else number + 1
            elif token.type == "inline":
                indent = "  " * (len(numbers) - 1)
                told = "".join(_said(token.children or [])).split("\n")
                lines += [f"{indent}{hang if not at else ' ' * len(hang)}{line}" for at, line in enumerate(told)]
                hang = " " * len(hang) if numbers else ""
                if not numbers:
                    lines.append("")
        return "\n".join(lines).strip("\n") + "\n"


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the plain text of inline tokens; a link's address follows its text, unless they are the same."""
    href, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            href, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            if href.removeprefix("mailto:") != words and href != words:
                yield f" ({href.removeprefix('mailto:')})"
            href = ""
        else:
            text = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            words += text
            yield text


def _filled(text: str, values: Sequence[str]) -> str:
    def value(field: re.Match[str]) -> str:
        return values[ord(field[0]) - 0xE000]

    return _FIELD.sub(value, text)
