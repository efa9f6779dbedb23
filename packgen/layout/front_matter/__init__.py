"""Cover, contents, tracker and ticket."""
