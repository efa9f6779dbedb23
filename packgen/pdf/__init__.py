"""PDF itself: objects, streams, cross-reference, runs of objects that can be renumbered."""
