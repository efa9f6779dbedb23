"""The kinds of content, one a file. A new one goes into the union `AnyBlock`, and nowhere else."""

from __future__ import annotations

from typing import Annotated, TypeAlias, get_args

from pydantic import Field

from packgen.blocks.base import Block, Item, Part
from packgen.blocks.blurt import Blurt
from packgen.blocks.cloze import Cloze
from packgen.blocks.extract import Extract
from packgen.blocks.glossary import Glossary
from packgen.blocks.interpretations import Interpretations
from packgen.blocks.key_figures import KeyFigures
from packgen.blocks.match_up import MatchUp
from packgen.blocks.misconceptions import Misconceptions
from packgen.blocks.picture import Picture
from packgen.blocks.prose import Prose
from packgen.blocks.put_in_order import PutInOrder
from packgen.blocks.question import Question
from packgen.blocks.rebuild import Rebuild
from packgen.blocks.recall import Recall
from packgen.blocks.statistics import Statistics
from packgen.blocks.summary import Summary
from packgen.blocks.table import Table
from packgen.blocks.timeline import Timeline

AnyBlock: TypeAlias = Annotated[
    Prose
    | Summary
    | KeyFigures
    | Statistics
    | Timeline
    | Glossary
    | Interpretations
    | Misconceptions
    | Extract
    | Table
    | Picture
    | Cloze
    | Rebuild
    | MatchUp
    | PutInOrder
    | Blurt
    | Recall
    | Question,
    Field(discriminator="type"),
]
"""Any block, told apart by its `type`. Written out by hand, because a type checker cannot read a computed union."""

BLOCKS: tuple[type[Block], ...] = get_args(get_args(AnyBlock)[0])
"""The classes of the union, in its order."""

__all__ = ["BLOCKS", "AnyBlock", "Block", "Item", "Part"]
