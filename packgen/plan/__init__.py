"""Compose: which sections go into a pack, and which blocks stand where on which sheet. Plans are data."""
