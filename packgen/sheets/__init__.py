"""Typeset: one stage of a section, the sources of a topic, or the front of a pack becomes a Sheet."""
