"""Imposition: lay out the pages of finished PDFs on larger sheets to fold or cut, or merge files, for a printer.

source    opens a PDF: packgen's own with reader, others rewritten by foreign (pikepdf)
reader    objects of a file, parsed with syntax, decompressed with inflate; strings decodes text strings
pages     the pages of a file with their boxes, contents and resources; layers, its optional content
impose    draws pages on sheets: order from folding, position from geometry, marks from marks
typesize  the size of most of the text in a file
merge     several files as one
printed   writes the new file; stock copies objects into it, equal ones once
"""
