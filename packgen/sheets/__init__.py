"""Makes the sheets of unit requests: from memory, from the cache, or by typesetting.

assembly      executes the plan of a pack: its units in order, then the front matter
parts         the parts of a pack while its sheets come together
factory       a request to its unit, from memory, from the cache, or typeset
units         units and their facts, and both as bytes for the cache
kinds         the module that typesets a kind, or a stage of a section, by its name

section       the unit of a section, stage by stage: learn, recall, write, check
context       what the sheets of a section are typeset from, as one value
sources       the unit of a pack's sources; source_note, those at the foot of Learn
cards         the unit of a topic's flashcards
quiz          the unit of a quiz and its answers
grid          the unit of a retrieval grid and its answers
front_matter  the unit of the front matter: cover, then contents; cover_tracker, a cover that has the contents too
overview      the unit of a topic's overview, on a leaf or on the back of that cover

surface       the page loop of a sheet, with its furniture; rows, and the back of a last page
fitting       how much a sheet gives way so that it fits whole leaves
rows, pairs   planned rows as columns; the blocks that the side column stands beside
key_rows, marking  the key of a section in rows; the rule for marking by its title
trial         sets every unit of a topic to find what no page can hold, for ``packgen check``
advice        sets Recall sheets to find what is weak in them
overlong      names the text that makes a block too tall for its page
ticket        the job ticket for the print room
"""
