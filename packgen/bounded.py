"""A mapping of bounded size, for whatever is kept in memory because it may be needed again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, ItemsView
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """A mapping that discards the entries set longest ago once there is too much in it.

    Reading an entry does not change the order, so that a lookup costs no more than in a dict; set an entry again to
    count it among the latest. All operations take constant time.

    Args:
        most: the greatest number of entries, or the greatest sum of their sizes.
        size: size of a value, by default 1 for each. A value larger than `most` is not kept.

    Attributes:
        get: returns the value of a key, or None; the dict's own method.
    """

    __slots__ = ("_entries", "_most", "_size", "_total", "get")

    def __init__(self, most: int, size: Callable[[V], int] | None = None) -> None:
        self._entries: OrderedDict[K, V] = OrderedDict()
        self._most = most
        self._size = size
        self._total = 0
        self.get: Callable[[K], V | None] = self._entries.get

    def __setitem__(self, key: K, value: V) -> None:
        size, entries = self._size, self._entries
        if size is None:
            before = len(entries)
            entries[key] = value
            if len(entries) == before:
                entries.move_to_end(key)
            elif before >= self._most:
                entries.popitem(last=False)
            return
        if key in self._entries:
            self._total -= size(self._entries.pop(key))
        self._entries[key] = value
        self._total += size(value)
        while self._total > self._most:
            self._total -= size(self._entries.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> ItemsView[K, V]:
        """Return the entries, those set longest ago first."""
        return self._entries.items()

    def clear(self) -> None:
        """Discard all entries."""
        self._entries.clear()
        self._total = 0
