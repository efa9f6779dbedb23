"""PDF itself, with no knowledge of packs: values, streams, fonts, and files put together from chunks of objects.

- `objects`: values as they are serialised
- `flate`: compression (FlateDecode)
- `streams`: stream objects and object streams
- `xobjects`: form XObjects and images
- `crossref`: the cross-reference stream
- `fragment`: finished objects of one run of numbers, ready to be copied into a file
- `writer`: a file under construction
- `chunk`: objects that can be renumbered
- `fonts`: embedded subsets for page content
- `simple_fonts`: embedded fonts with one byte a character, for form fields
"""
