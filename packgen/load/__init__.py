"""Topic files to topics: finds them, reads them, and says everything that is wrong with them at once."""

from packgen.load.library import Library, LoadedTopic, find_content, open_library

__all__ = ["Library", "LoadedTopic", "find_content", "open_library"]
