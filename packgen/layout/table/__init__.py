"""Tables and the widths of their columns."""
