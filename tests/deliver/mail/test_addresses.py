from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.deliver.mail.addresses import (
    AddressProblem,
    Mailbox,
    allowed_domains,
    checked_address,
    read_sender,
    require_allowed,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna@school.example", "anna@school.example"),
        ("Anna.O'Neil+x@School.EXAMPLE", "Anna.O'Neil+x@school.example"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("a@b.co", "a@b.co"),
        (f"{'a' * 64}@school.example", f"{'a' * 64}@school.example"),
    ],
)
def test_an_address_is_taken_in_ascii(text: str, expected: str) -> None:
    assert checked_address(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "@", "zorro", "zorro@", "@zorro.example", "a@b,c@d.example", "a@b.example,c@d.example", '"x y"@z.example',
        "Anna <anna@school.example>", "class: a@b.example;", "a@b@c.example", "a@[127.0.0.1]", "a@localhost",
        "a@127.0.0.1", "a@-b.example", "a@b-.example", "a@b..example", ".a@b.example", "a.@b.example", "a..b@c.example",
        "a@b.example.", "a b@c.example", "a\r\nBcc: x@y.example", "a@b.example\n",
        "a@b.example\r\nBcc:x", "a\0@b.example",
        "анна@school.example", "=cmd()@school.example", "+a@school.example", "-oQ@school.example", "a@b_c.example",
        f"{'a' * 65}@school.example", f"a@{'b' * 64}.example", "a@" + ".".join(["b" * 60] * 5), "a(b)@c.example",
        "=?utf-8?q?a?=@school.example", "a@sch\u202eool.example", "a@b\u3002\u3002c",
    ],
)  # fmt: skip
def test_whatever_is_not_plainly_an_address_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(AddressProblem) as problem:
        checked_address(text)
    told = problem.value.message + problem.value.remedy
    assert len(text) < 3 or text not in told


@given(st.text())
def test_what_is_taken_has_no_character_that_means_something_in_a_header_or_a_command(text: str) -> None:
    try:
        address = checked_address(text)
    except AddressProblem:
        return
    assert address.isascii()
    assert address.count("@") == 1
    assert not set(address) & set(' \r\n\t<>()[],;:\\"\0')


def test_only_the_domain_itself_is_allowed() -> None:
    domains = allowed_domains("School.example, students.school.example")
    assert domains == ("school.example", "students.school.example")
    for good in ("a@school.example", "a@students.school.example"):
        require_allowed(good, domains)
    for bad in ("a@xschool.example", "a@x.school.example", "a@school.example.evil.example", "a@elsewhere.example"):
        with pytest.raises(AddressProblem, match=r"not at school\.example or students\.school\.example"):
            require_allowed(bad, domains)
    require_allowed("a@anywhere.example", ())


def test_a_domain_in_its_own_letters_is_the_one_in_ascii() -> None:
    require_allowed(checked_address("a@BÜCHER.example"), allowed_domains("@bücher.example"))
    with pytest.raises(AddressProblem):
        allowed_domains("school")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o@school.example", Mailbox("", "o@school.example")),
        ("Ms Okafor <o@school.example>", Mailbox("Ms Okafor", "o@school.example")),
        ('"Okafor, Ms" <o@School.example>', Mailbox("Okafor, Ms", "o@school.example")),
        ("<o@school.example>", Mailbox("", "o@school.example")),
    ],
)
def test_a_sender_has_a_name_and_an_address(text: str, expected: Mailbox) -> None:
    assert read_sender(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "Ms Okafor", "A <a@b.example>, B <b@c.example>", "A\nB <a@b.example>", "<a>", "=?utf-8?q?a?= <a@b.example>"],
)
def test_what_is_no_sender_is_refused(text: str) -> None:
    with pytest.raises(AddressProblem, match="is no address"):
        read_sender(text)
