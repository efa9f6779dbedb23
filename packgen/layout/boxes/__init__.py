"""Boxes around flowables: panels, quotations, the title band and the fold line."""
