"""Finds topic files, reads them into topics, and reports all their problems at once."""

from packgen.load.library import Library, LoadedTopic, find_content, open_library

__all__ = ["Library", "LoadedTopic", "find_content", "open_library"]
