"""A topic as one frozen value."""

from packgen.model.topic import Section, Source, SpecPoint, Topic

__all__ = ["Section", "Source", "SpecPoint", "Topic"]
