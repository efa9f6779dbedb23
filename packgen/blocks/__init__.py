"""The kinds of content, one a file. A new one goes into ``KINDS``, and nowhere else."""

from packgen.blocks.base import Block, ContentModel, Item
from packgen.blocks.kinds import KINDS, TEXT_KIND, AnyBlock, block_class, block_classes

__all__ = ["KINDS", "TEXT_KIND", "AnyBlock", "Block", "ContentModel", "Item", "block_class", "block_classes"]
