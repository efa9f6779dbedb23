"""Finds words in source code that look as if they were printed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

_SAID = re.compile(r"[A-Za-z]{2,} [A-Za-z]|\b[A-Z][a-z]+|[a-z]{2,}[ ,.:;!?]$|^[ ,.:;·(][ ]?[a-z]{2,}")
"""Several words, a word with a capital, or one that something follows or stands before."""

_PDF = re.compile(r"/[A-Z]|<<|>>|\b(BT|ET|EMC|BDC|BMC|Tf|Td|TJ|Tj|Do|re|cm|obj|Ts)\b|^[^a-z]*$")
"""Names, dictionaries and operators of PDF."""

_TAGS = frozenset(
    [
        "Art",
        "Artifact",
        "BlockQuote",
        "Both",
        "Caption",
        "Column",
        "Decimal",
        "Disc",
        "Div",
        "Document",
        "Figure",
        "Footer",
        "Form",
        "H1",
        "Header",
        "LBody",
        "LI",
        "Layout",
        "Lbl",
        "Link",
        "None",
        "P",
        "Pagination",
        "Part",
        "Quote",
        "Reference",
        "Row",
        "Sect",
        "Span",
        "TBody",
        "TD",
        "TFoot",
        "TH",
        "THead",
        "TOC",
        "TOCI",
        "TR",
        "Table",
    ]
)
"""Structure types and values of their attributes (ISO 32000-1, 14.8)."""

_MESSAGES = frozenset(
    [
        "ConformanceError",
        "ContentError",
        "Damaged",
        "Fault",
        "Field",
        "LayoutError",
        "Literal",
        "NamedTuple",
        "OutputError",
        "Problem",
        "TaskProblem",
        "ThemeError",
        "TypeVar",
        "UnknownNameError",
        "UsageProblem",
        "ValueError",
        "_refused",
        "cast",
        "compile",
        "fault",
        "look_alikes",
        "refusal",
        "refuse",
    ]
)
"""What is called with words for authors and programmers."""

_NAMES = re.compile(r"_?(message|remedy|problem|hint|origin|many|kind|found|where)s?")
"""Variables that hold parts of messages."""

_FUNCTIONS = frozenset({"weaknesses", "too_wide", "_faults", "entry_subject", "_nothing"})
"""Functions that make messages."""


class Literal(NamedTuple):
    """A text in the source, and its line."""

    line: int
    text: str


def literals(source: str) -> Iterator[Literal]:
    """Yield the texts of a module that look as if they were printed, but for docstrings and messages to authors."""
    tree = ast.parse(source)
    left_out = {id(inner) for node in ast.walk(tree) for part in _unprinted(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            text = node.value
            if _SAID.search(text) and not _PDF.search(text) and text not in _TAGS:
                yield Literal(node.lineno, text)


def _unprinted(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that hold no printed words."""
    match node:
        case ast.Expr(value=ast.Constant()):
            yield node
        case ast.Raise() | ast.Assert() | ast.FunctionDef(name="__repr__"):
            yield node
        case ast.FunctionDef(name=name) if name in _FUNCTIONS:
            yield node
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _MESSAGES:
            yield node
        case ast.Subscript(value=ast.Name(id="Literal")):
            yield node
        case ast.Call(keywords=keywords) if any(one.arg in {"message", "remedy"} for one in keywords):
            yield from (one.value for one in keywords if one.arg in {"message", "remedy"})
        case ast.AnnAssign(target=ast.Name(id="synonyms")):  # what authors may call a block by mistake
            yield node
        case ast.AnnAssign(annotation=annotation):
            yield annotation
        case ast.arg(annotation=ast.expr() as annotation) | ast.FunctionDef(returns=ast.expr() as annotation):
            yield annotation
        case ast.Assign(targets=[ast.Name(id=name)]) if _NAMES.fullmatch(name):
            yield node
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            yield node
        case ast.keyword(arg="what" | "context"):
            yield node
