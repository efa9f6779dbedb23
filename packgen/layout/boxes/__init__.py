"""Boxes around flowables."""
