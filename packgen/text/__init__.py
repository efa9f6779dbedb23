"""From marked-up text to glyphs: faces, fallback, shaping, inline Markdown, spaces that must not break."""
