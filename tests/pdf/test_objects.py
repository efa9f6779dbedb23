from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.pdf import objects


def parsed(value: str) -> pikepdf.Object:
    return pikepdf.Object.parse(value.encode("latin-1"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_as_it_was(value: str) -> None:
    assert str(parsed(objects.text(value))) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Learn", "(Learn)"),
        (r"a (b) \ c", r"(a \(b\) \\ c)"),
        ("1953–1964 “café” €", "(1953\x851964 \x8dcaf\xe9\x8e \xa0)"),
        ("Ф", "(\xfe\xff\x04$)"),
        ("a\rb", "(a\\rb)"),
        ("þÿHello", "(\xfe\xff\0\xfe\0\xff\0H\0e\0l\0l\0o)"),
        ("þ", "(\xfe)"),
        ("Hello þÿ", "(Hello \xfe\xff)"),
        ("soft\xadhyphen", "(\xfe\xff\0s\0o\0f\0t\0\xad\0h\0y\0p\0h\0e\0n)"),
    ],
)
def test_text_is_pdf_doc_encoded_where_it_can_be(value: str, written: str) -> None:
    assert objects.text(value) == written


@pytest.mark.parametrize("mark", ["þÿ", "ÿþ", "ï»¿"])
def test_a_text_that_begins_like_an_order_mark_stays_itself(mark: str) -> None:
    for value in (mark, f"{mark}Hello world", f"{mark}é (1)"):
        assert objects.text(value).startswith("(\xfe\xff\0")
        assert str(parsed(objects.text(value))) == value


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20))
def test_any_name_comes_back_as_it_was(value: str) -> None:
    assert str(parsed(objects.name(value)))[1:] == value


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=1#c", "(https://example.org/a?b=1#c)"),
        ("https://example.org/a (b)", r"(https://example.org/a%20\(b\))"),
        ("https://example.org/%20ф", "(https://example.org/%20%D1%84)"),
        ("https://пример.рф/ф", "(https://xn--e1afmkfd.xn--p1ai/%D1%84)"),
        ("https://фф..рф/", "(https://%D1%84%D1%84..%D1%80%D1%84/)"),
        ("mailto:a@example.org", "(mailto:a@example.org)"),
    ],
)
def test_uri_is_ascii(address: str, written: str) -> None:
    assert objects.uri(address) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-0.001, "0"), (12, "12"), (1.5, "1.5"), (1.239, "1.24"), (841.889763, "841.89"), (-3.0, "-3")],
)
def test_number_has_at_most_two_decimals(value: float, written: str) -> None:
    assert objects.number(value) == written
