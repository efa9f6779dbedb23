r"""Unintended escapes in double quotes: YAML reads ``"\times"`` as a tab and the text "imes"."""

from __future__ import annotations

import re

from packgen.source.document import YamlMark
from packgen.source.excerpt import quote
from packgen.source.finding import Finding
from packgen.source.limits import TOO_MANY_MARKS, marks, uncommon

_CONTROL = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:[0abefrvNLP_]|[tn](?=[a-zA-Z]))[A-Za-z]*)")
_LINE_FEED = re.compile(
    r"\\n(?!(?:abla|atural|cong|e|earrow|eg|eq|exists|geq?|i|leq?|mid|ot|otin|parallel|prec|rightarrow|subseteq|succ|u"
    r"|warrow)(?![A-Za-z]))"
)
"""A line feed that is none of TeX's commands that begin with n."""

_SINGLE = "Put the text in single quotes instead of double ones."


def find(source: str, text: str, start: YamlMark) -> Finding | None:
    """Return the finding for a text in double quotes with an escape that its author did not mean as one.

    Args:
        source: the text as it is written, with its quotation marks.
        text: what YAML makes of it.
        start: where it begins.
    """
    if "\\" not in source:
        return None
    for match in _CONTROL.finditer(source):
        if _LINE_FEED.match(match[1]) is None:
            message = f"{quote(match[1])} does not stay what it is in double quotes: they give backslashes a meaning."
            return Finding(start.line, start.column, message, _SINGLE)
    if marks(text, uncommon(text.encode())) is not None:
        return Finding(start.line, start.column, TOO_MANY_MARKS, "Delete those that are not needed.")
    return None
