"""The canvas, the protocol of flowables, and how they fill columns and pages."""
