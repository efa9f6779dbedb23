"""From Markdown to glyphs: faces, font fallback, shaping, inline Markdown, no-break spaces and line breaking."""
