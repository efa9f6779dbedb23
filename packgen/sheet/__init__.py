"""Finished pages as plain data: what typesetting makes and binding takes."""
