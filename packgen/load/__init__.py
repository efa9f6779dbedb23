"""Topic files to topics: finds them, reads them, and says everything that is wrong with them at once."""

from packgen.load.library import Library, find_content
from packgen.load.loaded import LoadedTopic

__all__ = ["Library", "LoadedTopic", "find_content"]
