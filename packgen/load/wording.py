"""What pydantic finds wrong, in the words of a colleague: the table of every message and remedy.

In the texts, ``{name}`` is the key or numbered item, ``{found}`` what stands there instead, ``{example}`` a value to
write, ``{line}`` how an item begins, ``{one}`` the name of an item, ``{choices}`` what is allowed, and ``{hint}`` the
nearest of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """A message and its remedy."""

    message: str
    remedy: str


EMPTY = Wording("{name} is empty.", "Write something after it, or delete it.")
EMPTY_NEEDED = Wording("{name} is empty.", 'Write it like "{name}: {example}".')
EMPTY_LIST = Wording("{name} is empty.", 'Write beneath it lines that start like "- {line}".')

MISSING = Wording("{name} is missing.", 'Add a line "{name}: {example}".')
MISSING_LIST = Wording("{name} is missing.", 'Add a line "{name}:" and beneath it lines that start like "- {line}".')
MISSING_TYPE = Wording("type is missing.", 'Add a line such as "type: prose"; the types are {choices}.')

MISSPELT_KEY = Wording("there is no key {found} here.{hint}", "Correct it, or delete it.")
UNKNOWN_KEY = Wording("there is no key {found} here.", "The keys here are {choices}.")
UNKNOWN_TYPE = Wording("there is no block type {found}.{hint}", "The types are {choices}.")
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
NOT_A_LIST = Wording("{name} should be a list.", 'Write it like "{name}: {example}".')
NOT_A_LIST_OF_ITEMS = Wording("{name} should be a list.", 'Write beneath it lines that start like "- {line}".')
NOT_A_ROW = Wording("{name} should be a list of cells.", 'Write it like "- [Alexander II, Emancipation]".')
NOT_AN_ITEM: dict[type, Wording] = {
    str: Wording("{name} is only text.", 'Write it as keys and values, starting like "{line}".'),
    list: Wording("{name} is a list.", 'Write it as keys and values, starting like "{line}".'),
}
TOO_FEW = Wording("{name} has too few items.", "")
TOO_MANY = Wording("{name} has too many items.", "")
NOT_A_NUMBER = Wording("{name} has to be a whole number.", "Write it in figures, such as 6.")

OTHER = Wording("{name} cannot be used.", "Write it like the examples in the guide.")
"""For errors that no model makes so far."""
