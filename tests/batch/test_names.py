from __future__ import annotations

import unicodedata

import pytest

from packgen.batch.names import damage_in, forename_first

GENUINE = [
    "João", "Conceição", "SÃO", "JOÃO", "IRMÃ", "LUÃ", "Åsa", "ÅSA", "Ærø", "Łódź", "ŁUKASZ", "Žižek", "TOMÁŠ",
    "BALÁŽ", "KRÍŽ", "KÜÇÜK", "Çağlar", "ÖZTÜRK", "Þórður", "ÐÓRA", "Ñíguez", "NÚÑEZ", "Zoë", "O’Brien", "D’Àngelo",
    "NICCOLÒ", "Đặng", "Nguyễn", "Ơn", "Ângela", "MARÂ", "Ștefan", "ȚĂRAN", "Đorđe", "Иван", "Ђорђе", "Παπαδόπουλος",
    "Ü", "Œdème", "Dvořák", "Škoda", "Jean–Émile", "Anne-Marie", "Mary-Ann(e)", "Ó", "Néill", "ŽŠČ", "Hà", "Trà",
    "ÅÄÖ", "ÃÕ", "ÂÊÎ", "Größe", "GRÖẞE", "Ķīlis", "Māris", "Jürgen", "Müller",
]  # fmt: skip


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_name_is_not_spoilt(name: str) -> None:
    assert damage_in(name) is None
    assert damage_in(unicodedata.normalize("NFD", name)) is None


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "name",
    ["Zoë", "Müller", "João", "SÃO", "Größe", "Łukasz", "Żółć", "Şahin", "Ağa", "Čapek", "Nguyễn", "Иван", "Παύλος",
     "O’Brien", "Éva", "Ørsted", "Åsa", "Ștefan", "Đặng", "Ñuñez", "محمد", "王芳", "Hà"],
)  # fmt: skip
def test_utf_8_that_was_read_as_something_else_is_told(name: str, encoding: str) -> None:
    read = "".join(_read(byte, encoding) for byte in name.encode())
    assert damage_in(read) is not None
    assert "garbled" in str(damage_in(f"Anna {read} Berg"))


def _read(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:  # Windows reads the five bytes that mean nothing in cp1252 as control characters
        return chr(byte)


@pytest.mark.parametrize("name", ["Zoë", "Müller", "Łukasz", "Şahin"])
def test_other_ways_to_garble_are_told(name: str) -> None:
    assert damage_in(name.encode().decode("mac-roman")) is not None
    assert damage_in(name.encode().decode("cp437")) is not None


def test_it_says_which_letter_was_meant() -> None:
    assert damage_in("MÃ¼ller") == 'letters were garbled when the file was saved: "Ã¼" stands for "ü".'
    assert damage_in("Zo\ufffd") == 'letters were lost when the file was saved: "\ufffd" stands in their place.'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Berg, Anna", "Anna Berg"),
        ("van der Berg ,Anna Maria", "Anna Maria van der Berg"),
        ("Anna Berg", "Anna Berg"),
        ("King, Jr.", "King, Jr."),
        ("King, Martin, Jr", "King, Martin, Jr"),
        (", Anna", ", Anna"),
        ("Berg,", "Berg,"),
    ],
)
def test_a_name_is_printed_as_it_is_said(written: str, said: str) -> None:
    assert forename_first(written) == said
