"""Paragraphs, headings, lists, gaps in lines, running heads."""
