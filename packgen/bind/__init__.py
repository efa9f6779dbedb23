"""Binding: sheets in, the bytes of one tagged PDF out (PDF/UA-1 and PDF/A-2a).

- `serialise`: a sheet to a `SheetChunk`, its objects serialised under numbers of its own
- `sheet_chunk`: what binding needs of a sheet
- `codec`, `chunk_codec`: sheet chunks and chunks as plain values for the cache, and back
- `binder`: packs of sheet chunks to files
- `document`: one pack of sheets to a file
- `object_ids`: object numbers of a file, and of a sheet in its chunk
- `pages`: page tree, pages, resources, content, link annotations
- `structure`: structure elements and the parent tree
- `outline`: the outline
- `overlays`, `furniture`: what is drawn on each page: running heads, footers, folios
- `references`: words with page numbers, which depend on the pack
- `fields`: form fields
- `form_fonts`: the fonts that form fields are filled in with
- `font_metrics`: widths, glyphs and embedded fonts, remembered between builds
- `metadata`: XMP, information dictionary and output intent
- `rules`, `grid`: the rules of PDF/UA-1 that a sheet or pack can break; those for tables
"""
