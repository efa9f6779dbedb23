"""Entries with good digests and other content, as a newer packgen or somebody with a grudge may leave them."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packgen.build import SPOILT, build
from packgen.built import BuiltPack
from packgen.cache import store as module
from packgen.cache.codec import encode
from packgen.cache.store import Store
from packgen.errors import PackgenError
from tests.cache.desk import lay
from tests.cache.test_units import options

CHANGES: tuple[Any, ...] = (
    None,
    -1,
    0,
    1,
    7,
    2**31,
    2**70,
    1.5,
    1e300,
    True,
    "",
    "x",
    "0",
    "\ue000",
    "\udcff",
    "Ж",
    [],
    [0],
    {},
    {"x": 0},
)


def leaves(plain: Any) -> Iterator[tuple[Any, Any]]:
    """Yield all places in plain values: what they are in, and their index or key."""
    for place in list(plain) if isinstance(plain, dict) else range(len(plain)):
        yield plain, place
        if isinstance(plain[place], (list, dict)):
            yield from leaves(plain[place])


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return an entry with one value changed, added, doubled, left out, or moved, or with one blob cut."""
    size, _ = struct.unpack_from(">II", data)
    plain, sizes = json.loads(data[8 : 8 + size])
    blobs, start = [], 8 + size
    for length in sizes:
        blobs.append(data[start : start + length])
        start += length
    if blobs and chance.random() < 0.1:
        place = chance.randrange(len(blobs))
        blobs[place] = chance.choice([b"", blobs[place][:-1], blobs[place] + b"x", b"\xff" * 9, blobs[0]])
        return encode(plain, blobs)
    holder, place = chance.choice([*leaves([plain])])
    value = holder[place]
    ways = [*([("less", None)] * 3), *[("other", one) for one in CHANGES]]
    if isinstance(value, int):
        ways += [("other", value + step) for step in (-2, -1, 1, 2, 10_000)]
    if isinstance(value, str):
        ways += [("other", value[:-1]), ("other", value + "x"), ("other", value * 2)]
    if isinstance(value, list):
        ways += [("other", value * 2), ("other", value[::-1]), ("other", value[1:])]
    way, other = chance.choice(ways)
    if way == "less" and isinstance(holder, list) and holder[0] is not plain:
        del holder[place]
    else:
        holder[place] = other
    return encode(plain, blobs)


class Spoilt(Store):
    """A store of which one answer is another one."""

    chance = random.Random()
    among = 0
    asked = 0
    spoilt: str | None = None

    def get(self, *inputs: object) -> bytes | None:
        """Return what was put, or not."""
        found = super().get(*inputs)
        Spoilt.asked += 1
        if found and Spoilt.asked == Spoilt.among:
            Spoilt.spoilt = str(inputs[0])
            return changed(found, Spoilt.chance)
        return found


def built(content: Path, monkeypatch: pytest.MonkeyPatch, seed: int, **look: object) -> BuiltPack | PackgenError:
    """Build with a spoilt store; nothing but a message may come out, or a report."""
    Spoilt.chance, Spoilt.asked, Spoilt.spoilt = random.Random(seed), 0, None
    Spoilt.among = 1 + seed % 24
    with monkeypatch.context() as patch:
        patch.setattr(module, "Store", Spoilt)
        patch.setattr(Store, "flush", Store.close)
        patch.setattr(Store, "clear", lambda _: None)
        try:
            return build(options(content, **look))
        except PackgenError as error:
            return error


@pytest.mark.parametrize("batch", range(8))
def test_no_change_of_an_entry_ends_in_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    content = lay(tmp_path)
    look: dict[str, object] = {"fillable": True, "answers": "back"}
    good = build(options(content, **look))
    assert build(options(content, **look)) == good
    kinds = {"same": 0, "spoilt": 0, "refused": 0, "another": 0}
    for seed in range(40 * batch, 40 * batch + 40):
        found = built(content, monkeypatch, seed, **look)
        if isinstance(found, PackgenError):
            kinds["refused"] += 1
        elif replace(found, warnings=good.warnings) == good:
            kinds["spoilt" if SPOILT in found.warnings else "same"] += 1
        else:
            kinds["another"] += 1
    assert kinds["same"] > 25, kinds
