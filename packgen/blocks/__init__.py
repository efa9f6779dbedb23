"""The kinds of block, one module each; ``KINDS`` lists them."""

from packgen.blocks.base import Block, ContentModel, Item
from packgen.blocks.kinds import KINDS, TEXT_KIND, AnyBlock, block_class, block_classes

__all__ = ["KINDS", "TEXT_KIND", "AnyBlock", "Block", "ContentModel", "Item", "block_class", "block_classes"]
