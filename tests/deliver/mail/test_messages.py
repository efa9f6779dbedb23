from __future__ import annotations

import email.policy
import email.utils
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packgen.deliver.mail.messages import Message, attachment_name, messages_for
from packgen.deliver.mail.template import parse_template
from packgen.errors import DeliveryError
from tests.support.mails import PDF, STAMP, TEACHER, one, read

NAMES = [
    "Zoë-Mae O’Brien", "Łukasz Żółć", "Иван Петров", "Αλέξανδρος", "x" * 200, "Berg, Anna", '"Anna" <a@b.example>',
    "Anna\r\nBcc: evil@example.com", "=?utf-8?q?=0D=0ABcc:_e@x.example?=", "A\u202enna", "a;b:c@d", "  ", "é" * 200,
    "a " * 100, "王芳", "😀" * 50, "\tAnna\x0bBerg\x85", "x" * 998, "?= =?",
]  # fmt: skip
TEMPLATE = parse_template("Subject: {name}: {title}\n\nDear {first} {name},\n\nhere is {title}.", "t.txt")


def composed(folder: Path, **told: str) -> tuple[Message, bytes]:
    [message], failures = messages_for([one(folder, **told)], TEMPLATE)
    assert not failures
    return message, message.composed(TEACHER, STAMP)


def check(data: bytes, message: Message) -> None:
    """Check all that holds for every message."""
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) < 998
    assert data.isascii()
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    found = read(data)
    assert [name for name, _ in found.items() if name in ("To", "From", "Date", "Message-ID", "Subject")] == [
        "From", "To", "Subject", "Date", "Message-ID",
    ]  # fmt: skip
    assert set(found.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    assert [one.addr_spec for one in found["To"].addresses] == [message.address]
    assert email.utils.getaddresses(found.get_all("To", [])) == [("", message.address)]
    assert not found.defects
    first, pack = found.iter_parts()
    assert pack.get_content() == PDF
    assert pack.get_content_type() == "application/pdf"
    assert pack.get_filename() == message.attachment
    text, html = first.iter_parts()
    assert [part.get_content_type() for part in (text, html)] == ["text/plain", "text/html"]
    assert all(part["Content-Transfer-Encoding"] == "quoted-printable" for part in (text, html))


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    message, data = composed(tmp_path, name=name)
    check(data, message)
    found = read(data)
    assert found["Subject"] == message.subject
    assert message.subject.replace("= ?", "=?") == " ".join(f"{name}: Khrushchev in power".split())[:200]
    assert "\n" not in message.subject
    plain, _ = next(found.iter_parts()).iter_parts()
    said = "".join(plain.get_content().split())
    assert "".join(message.text.split()) == said
    assert "".join(name.split()) in said


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), title=st.text("ab é\u202e\r\n:=?", min_size=1)
)
def test_any_name_and_title_give_a_message_to_one_recipient(tmp_path: Path, name: str, title: str) -> None:
    _, data = composed(tmp_path, name=name, title=title)
    found = read(data)
    assert [one.addr_spec for one in found["To"].addresses] == ["anna@school.example"]
    assert not found.get_all("Bcc")
    assert not found.get_all("Cc")
    assert len(list(found.walk())) == 5
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) < 998


def test_the_sender_date_and_id_are_those_given(tmp_path: Path) -> None:
    _, data = composed(tmp_path)
    found = read(data)
    [sender] = found["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Ms Óscar, head", "okafor@school.example")
    assert found["Date"].datetime == STAMP.date
    assert found["Message-ID"] == STAMP.message_id


def test_the_same_letter_and_stamp_give_the_same_bytes(tmp_path: Path) -> None:
    message, data = composed(tmp_path)
    letter = message.letter(TEACHER)
    assert (letter.row, letter.address) == (2, "anna@school.example")
    assert letter.key == f"{'0' * 64}:{message.pack.entry.sha256}"
    assert letter.compose(STAMP) == data == letter.compose(STAMP)


def test_a_pack_that_changed_since_is_not_sent(tmp_path: Path) -> None:
    message, _ = composed(tmp_path)
    message.pack.path.write_bytes(PDF + b"x")
    with pytest.raises(DeliveryError, match=r"The pack of row 2 in .* has changed since"):
        message.letter(TEACHER).compose(STAMP)


def test_a_draft_leaves_to_the_program_that_sends_it_what_is_its_own(tmp_path: Path) -> None:
    message, _ = composed(tmp_path)
    found = read(message.composed())
    assert set(found.keys()) == {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert found["X-Unsent"] == "1"
    assert message.composed() == message.composed()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Khrushchev in power", "khrushchev-in-power.pdf"),
        ("Россия, 1855–1964", "rossiya-1855-1964.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("Stalin (Large-Print)", "stalin.pdf"),
        ("large print", "revision-pack.pdf"),
        ("largelarge-print-print Stalin", "stalin.pdf"),
        ("???", "revision-pack.pdf"),
        ("CON", "revision-pack.pdf"),
        ("x" * 200, "x" * 60 + ".pdf"),
        ('a"b\r\nX: y', "a-b-x-y.pdf"),
    ],
)
def test_the_attachment_has_a_plain_name_that_tells_of_no_need(title: str, expected: str) -> None:
    assert attachment_name(title) == expected


def test_a_field_that_a_pack_has_nothing_for_costs_its_row(tmp_path: Path) -> None:
    template = parse_template("Subject: x\n\n{exam-date}", "t.txt")
    messages, [failure] = messages_for([one(tmp_path), one(tmp_path, exam="2027-06-07")], template)
    assert [read(message.composed()).get_body(("plain",)) is not None for message in messages] == [True]
    assert failure.row == 2
    assert failure.problem == (
        "the template has {exam-date}, and there is none for this pack. "
        "Run packgen batch again with --exam-date, or leave the field out."
    )
