"""Pictures, charts, timelines and numerals."""
