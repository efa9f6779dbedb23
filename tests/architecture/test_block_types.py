"""Only the modules of blocks name block types: a new block is its own file and a row in `packgen.blocks.kinds`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from packgen.blocks import KINDS
from tests.architecture.source import ROOT, modules

OTHER_MEANINGS = {
    ("packgen.options", "recall"),  # a kind of sheet
    ("packgen.filenames", "recall"),
    ("packgen.plan.stages", "recall"),  # a stage of a section
    ("packgen.layout.tasks.card_faces", "question"),  # a side of a card
    ("packgen.load.meant", "question"),  # a key of a task
    ("packgen.images.limits", "picture"),  # what is wrong with a picture file: itself or its file
    ("packgen.cache.database", "table"),  # a table of SQLite
    ("packgen.deliver.mail.database", "table"),
}
"""Modules and words that are names of block types as well, but mean something else."""

STYLES = {"table", "timeline"}
"""Names of text styles and rules, for the tables and timelines that several blocks and tasks draw."""


def named(trees: Mapping[str, ast.AST]) -> set[tuple[str, str]]:
    """Return the modules outside of blocks that have the name of a block type as a text, and the name."""
    outside = {name: tree for name, tree in trees.items() if not f"{name}.".startswith("packgen.blocks.")}
    return {(name, text) for name, tree in outside.items() for text in _texts(tree) if text in KINDS}


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_module_outside_of_blocks_names_a_block_type() -> None:
    found = named({name: module.tree for name, module in modules(ROOT / "packgen").items()})
    styles = {(name, text) for name, text in found if text in STYLES and _draws(name)}
    assert found - styles == OTHER_MEANINGS


def _draws(name: str) -> bool:
    return name.startswith(("packgen.layout.", "packgen.tasks.", "packgen.sheets.", "packgen.theme."))


def test_a_name_of_a_block_type_is_found() -> None:
    trees = {
        "packgen.plan.some": ast.parse('if block.type == "prose":\n    pass\n"the prose of a topic"'),
        "packgen.blocks.other": ast.parse('KIND = "cloze"'),
    }
    assert named(trees) == {("packgen.plan.some", "prose")}
