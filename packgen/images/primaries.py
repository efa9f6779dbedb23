"""Colour profiles (ICC.1:2004-10) made from the gamma and primaries that PNG files may give instead."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
"""Chromaticities x and y of white, red, green and blue."""

_SRGB_GAMMA = 1 / 2.2
"""The gamma that programs write for sRGB, whose curve is not a power function."""

_NEAR = 0.03
_NEAR_PLACE = 0.004
_GAMMAS = (0.1, 10.0)
"""The least and the greatest gamma that is accepted."""

_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))

_Matrix = Sequence[Sequence[float]]
_Vector = Sequence[float]


def profile_of(gamma: float | None, places: Sequence[float] | None, grey: bool) -> bytes:
    """Return the profile of a picture, or nothing if its colours are sRGB or the values are invalid.

    Args:
        gamma: exponent that encodes light, such as 0.45455; None where it is not given.
        places: x and y of white, red, green and blue; None where they are not given.
        grey: whether it is greyscale.
    """
    gamma = _SRGB_GAMMA if gamma is None else gamma
    places = _SRGB if places is None or grey else places
    if not _GAMMAS[0] <= gamma <= _GAMMAS[1]:
        return b""
    as_srgb = all(abs(one - other) <= _NEAR_PLACE for one, other in zip(places, _SRGB, strict=True))
    if as_srgb and abs(gamma / _SRGB_GAMMA - 1) <= _NEAR:
        return b""
    curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(256 / gamma))
    tags = {b"wtpt": _xyz(_D50)}
    if grey:
        return _profile(b"GRAY", {**tags, b"kTRC": curve})
    try:
        columns = _columns(places)
    except ZeroDivisionError:
        return b""
    if any(abs(value) > 4 for column in columns for value in column):
        return b""
    tags |= {name + b"XYZ": _xyz(column) for name, column in zip((b"r", b"g", b"b"), columns, strict=True)}
    tags |= {name + b"TRC": curve for name in (b"r", b"g", b"b")}
    return _profile(b"RGB ", tags)


def _columns(places: Sequence[float]) -> list[_Vector]:
    """Return red, green and blue as XYZ under illuminant D50; their sum is its white."""
    white, *lights = [(x / y, 1.0, (1 - x - y) / y) for x, y in zip(places[::2], places[1::2], strict=True)]
    amounts = _times(_inverse(_transposed(lights)), white)
    colours = [[value * amount for value in light] for light, amount in zip(lights, amounts, strict=True)]
    ratios = [to / of for to, of in zip(_times(_BRADFORD, _D50), _times(_BRADFORD, white), strict=True)]
    back = _inverse(_BRADFORD)
    adapted = [[ratio * cone for ratio, cone in zip(ratios, _times(_BRADFORD, one), strict=True)] for one in colours]
    return [_times(back, cones) for cones in adapted]


def _times(matrix: _Matrix, vector: _Vector) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _transposed(matrix: _Matrix) -> _Matrix:
    return list(zip(*matrix, strict=True))


def _inverse(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return [
        [(e * i - f * h) / whole, (c * h - b * i) / whole, (b * f - c * e) / whole],
        [(f * g - d * i) / whole, (a * i - c * g) / whole, (c * d - a * f) / whole],
        [(d * h - e * g) / whole, (b * g - a * h) / whole, (a * e - b * d) / whole],
    ]


def _xyz(values: _Vector) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Return a profile of an input device with these tags, each padded to a multiple of four bytes (7.2 and 7.3)."""
    table, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(body), len(value))
        body += value
    size = at + len(body)
    head = struct.pack(">I4xI4s4s4s12x4s", size, 0x02400000, b"mntr", space, b"XYZ ", b"acsp")
    head += bytes(28) + _xyz(_D50)[8:]
    return head.ljust(128, b"\0") + table + body
