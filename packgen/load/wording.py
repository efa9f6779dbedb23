"""The messages and remedies for errors that pydantic finds.

Placeholders: ``{name}`` is the key or numbered item, ``{found}`` the value found, ``{example}`` a value to write,
``{one}`` the name of an item, ``{choices}`` the allowed values, ``{hint}`` the most similar of them, ``{key}`` another
key, ``{wanted}`` missing keys, ``{count}`` how many more there are, ``{place}`` the right place, or the text before,
and ``{rest}`` the text after it. "Shown" refers to the lines to write instead, below the problem.
"""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """A message and its remedy."""

    message: str
    remedy: str


EMPTY = Wording("{name} is empty.", "Write something after it, or delete it.")
EMPTY_NEEDED = Wording("{name} is empty.", 'Write it like "{name}: {example}".')
EMPTY_TYPE = Wording("type is empty.", 'Write one such as "type: prose"; the types are {choices}.')
EMPTY_LIST = Wording("{name} is empty.", "Write its items beneath it, as shown.")

MISSING = Wording("{name} is missing.", 'Add a line "{name}: {example}".')
MISSING_LIST = Wording("{name} is missing.", "Add it, as shown.")
MISSING_TYPE = Wording("type is missing.", 'Add a line such as "type: prose"; the types are {choices}.')
TYPE_TO_ADD = Wording("type is missing.", 'Add the line "type: {key}".')

MISSPELT_KEY = Wording("there is no key {found} here.{hint}", "Correct it, or delete it.")
DOUBLED_KEY = Wording('there is no key {found} here; "{key}" is here already.', "Keep one of the two.")
UNKNOWN_KEY = Wording("there is no key {found} here.", "The keys here are {choices}.")
KEY_OF_ANOTHER = Wording("there is no key {found} here.", "It belongs to the {place}: write it there.")
KEY_OF_KINDS = Wording("there is no key {found} here.", "It belongs in a block of type {place}.")
KEY_IS_KIND = Wording("there is no key {found} here.", 'Write it as a block beneath "blocks:", as shown.')
UNKNOWN_TYPE = Wording("there is no block type {found}.{hint}", "The types are {choices}.")
MISSPELT_TYPE = Wording("there is no block type {found}.{hint}", 'Write "type: {key}".')
NOT_A_BLOCK = Wording("there is no block type {found}.", "{place}")
NOT_A_CHOICE = Wording("{name} cannot be {found}.{hint}", "Write {choices}.")

NOT_TEXT: dict[type, Wording] = {
    dict: Wording(
        "{name} should be text, but is read as a key and a value.",
        "If the text holds a colon and a space, put the whole of it in quotes.",
    ),
    list: Wording(
        "{name} should be text, but is read as a list.",
        "Write it without dashes; if it starts with a bracket, put it in quotes.",
    ),
}
CELL_NOT_TEXT: dict[type, Wording] = {
    dict: Wording(
        "{name} should be text, but is read as a key and a value.",
        "Put a cell with a colon and a space in quotes.",
    ),
    list: Wording("{name} should be text, but is read as a list.", "Put a cell with a bracket in quotes."),
}
NOT_A_LIST = Wording("{name} should be a list.", "Write it as shown.")
NO_DASH = Wording("{name} should be a list.", "Start each {one} with a dash, as shown.")
NOT_A_ROW = Wording("{name} should be a list of cells.", "Write it in brackets, with commas between the cells.")
NOT_AN_ITEM: dict[type, Wording] = {
    str: Wording("{name} is only text.", "Write it as shown."),
    list: Wording("{name} is a list.", "Write it as shown."),
}
NO_KEYS = Wording("{name} has {wanted}, only {found}.", "Write it as shown.")
ALIKE = "; likewise {count} more in this list."
"""The end of a remedy if several items of a list have the same wrong shape."""
WRAPPED = Wording("{name} has nothing but {key}.", "Delete that line, and move what stands beneath it to the left.")
TOO_FEW = Wording("{name} has too few items.", "")
TOO_MANY = Wording("{name} has too many items.", "")
NOT_A_NUMBER = Wording("{name} has to be a whole number.", "Write it in figures, such as 6.")

OTHER = Wording("{name} cannot be used.", "Write it like the examples in the guide.")
"""For errors of pydantic that no model raises so far."""
