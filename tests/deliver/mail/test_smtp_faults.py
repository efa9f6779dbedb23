"""The fault table: what is known of a message after each fault, and how often the server has it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from packgen.deliver.mail.connection import Server, Timeouts
from packgen.deliver.mail.ledger import open_ledger
from packgen.deliver.mail.letter import Letter, MessageIdentity, State
from packgen.deliver.mail.post import send_all
from packgen.deliver.mail.smtp import SmtpSender
from packgen.errors import DeliveryError, PartDeliveredError, UncertainError
from tests.deliver.mail.quick import Quick
from tests.deliver.mail.rude import DROP, RESET, SILENT, Rude, rude

SHORT = Timeouts(connect=5, command=0.3, data=0.3, end=0.3)
LONG = Timeouts(connect=20, command=20, data=20, end=20)

ACCEPTED, REFUSED, DEFERRED, UNKNOWN = State.ACCEPTED, State.REFUSED, State.DEFERRED, State.UNKNOWN


def composed(number: int, size: int, stamp: MessageIdentity) -> bytes:
    line = b".line %d" % number + b"." * min(size, 900) + b"\r\n"
    return f"Message-ID: {stamp.message_id}\r\n\r\n".encode() + line * max(1, size // len(line))


def letters(count: int = 3, size: int = 1) -> list[Letter]:
    """Return letters, the first of them with a message of so many bytes."""
    return [
        Letter(
            f"{number:064}:{number:064}",
            number,
            f"student{number}@school.example",
            partial(composed, number, size if number == 2 else 1),
        )
        for number in range(2, 2 + count)
    ]


def sender(server: Rude, timeouts: Timeouts = LONG) -> SmtpSender:
    return SmtpSender(Server("127.0.0.1", server.port, plain=True), "teacher@school.example", timeouts=timeouts)


def counts(server: Rude) -> list[int]:
    return [sum(message.address == letter.address for message in server.taken) for letter in letters()]


# stage, what the server does there, state and code of the first attempt, the last state, messages that the server has
TABLE = [
    ("mail", b"421 4.3.2 closing\r\n" + DROP, DEFERRED, 421, ACCEPTED, 1),
    ("mail", b"451 4.3.0 later\r\n", DEFERRED, 451, ACCEPTED, 1),
    ("mail", b"552 5.3.4 too large\r\n", REFUSED, 552, REFUSED, 0),
    ("mail", DROP, DEFERRED, 0, ACCEPTED, 1),
    ("mail", SILENT, DEFERRED, 0, ACCEPTED, 1),
    ("rcpt", b"421 4.3.2 closing\r\n" + DROP, DEFERRED, 421, ACCEPTED, 1),
    ("rcpt", b"450 4.2.0 greylisted\r\n", DEFERRED, 450, ACCEPTED, 1),
    ("rcpt", b"550 5.1.1 no such user\r\n", REFUSED, 550, REFUSED, 0),
    ("rcpt", DROP, DEFERRED, 0, ACCEPTED, 1),
    ("rcpt", SILENT, DEFERRED, 0, ACCEPTED, 1),
    ("data", b"421 4.3.2 closing\r\n" + DROP, DEFERRED, 421, ACCEPTED, 1),
    ("data", b"451 4.3.0 later\r\n", DEFERRED, 451, ACCEPTED, 1),
    ("data", b"554 5.5.1 no valid recipients\r\n", REFUSED, 554, REFUSED, 0),
    ("data", b"250 what\r\n", DEFERRED, 250, ACCEPTED, 1),
    ("data", DROP, DEFERRED, 0, ACCEPTED, 1),
    ("data", SILENT, DEFERRED, 0, ACCEPTED, 1),
    ("body", DROP, DEFERRED, 0, ACCEPTED, 1),
    ("body", RESET, DEFERRED, 0, ACCEPTED, 1),
    ("body", b"421 4.3.2 closing\r\n", DEFERRED, 421, ACCEPTED, 1),
    ("body", b"552 5.3.4 too large\r\n", REFUSED, 552, REFUSED, 0),
    ("end", b"421 4.3.2 closing\r\n" + DROP, DEFERRED, 421, ACCEPTED, 1),
    ("end", b"452 4.3.1 disk full\r\n", DEFERRED, 452, ACCEPTED, 1),
    ("end", b"554 5.7.1 spam\r\n", REFUSED, 554, REFUSED, 0),
    ("end", DROP, UNKNOWN, 0, UNKNOWN, 0),
    ("end", SILENT, UNKNOWN, 0, UNKNOWN, 0),
    ("end", b"junk\r\n", UNKNOWN, 0, UNKNOWN, 0),
    ("end", b"354 go on\r\n", UNKNOWN, 354, UNKNOWN, 0),
    ("end", b"250" + DROP, UNKNOWN, 0, UNKNOWN, 0),
    ("taken", DROP, UNKNOWN, 0, UNKNOWN, 1),
    ("taken", RESET, UNKNOWN, 0, UNKNOWN, 1),
    ("taken", SILENT, UNKNOWN, 0, UNKNOWN, 1),
    ("taken", b"250-half an answer\r\n" + DROP, UNKNOWN, 0, UNKNOWN, 1),
    ("taken", b"250-several\r\n250 lines\r\n", ACCEPTED, 250, ACCEPTED, 1),
    ("taken", b"250 2.0.0 ok\r\n" + DROP, ACCEPTED, 250, ACCEPTED, 1),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "action", "first", "code", "last", "has"), TABLE)
def test_fault(tmp_path: Path, stage: str, action: bytes, first: State, code: int, last: State, has: int) -> None:
    timeouts = SHORT if action == SILENT else LONG
    all_letters = letters(size=3_000_000 if stage == "body" else 1)
    quick = Quick()
    with rude({stage: [action]}) as server, open_ledger(tmp_path) as ledger:
        with suppress(PartDeliveredError, UncertainError):
            send_all(
                ledger,
                all_letters,
                sender(server, timeouts),
                domain="school.example",
                rate=20,
                tell=quick.told,
                clock=quick.clock,
            )
        attempt = ledger.attempts(all_letters[0].key)[0]
        assert (attempt.state, attempt.code) == (first, code)
        assert [one.state for one in ledger.standings()] == [last, ACCEPTED, ACCEPTED]
        assert counts(server) == [has, 1, 1]


@pytest.mark.parametrize(
    ("faults", "error", "words"),
    [
        ({"connect": [b"554 5.3.2 go away\r\n"]}, DeliveryError, "is not ready.*No message was sent"),
        ({"connect": [DROP]}, DeliveryError, "cannot be used.*closed the connection"),
        ({"ehlo": [b"421 busy\r\n" + DROP]}, DeliveryError, "421 busy"),
        ({"mail": [b"550 5.7.60 not yours\r\n"]}, DeliveryError, "no message from this sender.*No message was sent"),
        ({"mail": [b"530 5.7.57 Client not authenticated\r\n"]}, DeliveryError, "packgen mail login"),
        ({"rcpt": [b"250 ok\r\n", b"530 5.7.0 log in\r\n"]}, PartDeliveredError, "1 message was sent.*rows 3 and 4"),
        ({"end": [b"550 5.7.1 relay\r\n"] * 5}, DeliveryError, "refused the first 5.*550 5.7.1 relay"),
        ({"mail": [DROP] * 7}, DeliveryError, "could not be reached 7 times"),
    ],
)
def test_what_stops_all_at_once(
    tmp_path: Path, faults: dict[str, list[bytes]], error: type[Exception], words: str
) -> None:
    several = letters(3 if error is PartDeliveredError else 7)
    quick = Quick()
    with rude(faults) as server, open_ledger(tmp_path) as ledger:
        with pytest.raises(error, match=words):
            send_all(ledger, several, sender(server), domain="x.example", rate=20, tell=quick.told, clock=quick.clock)
        assert all(one.state is not UNKNOWN for one in ledger.standings())
        assert len(server.taken) == (error is PartDeliveredError)
        # the same command again, when what was wrong is right
        tally = send_all(
            ledger, several, sender(server), domain="x.example", rate=20, tell=quick.told, clock=quick.clock
        )
        assert sorted(tally.accepted + tally.before) == [letter.row for letter in several]
        assert sorted(message.address for message in server.taken) == sorted(one.address for one in several)


def test_a_message_comes_as_it_was_composed_and_over_one_connection(tmp_path: Path) -> None:
    several = letters()
    quick = Quick()
    with rude({}, offers=("SIZE 1000000",)) as server, open_ledger(tmp_path) as ledger:
        send_all(ledger, several, sender(server), domain="x.example", rate=1000, tell=quick.told, clock=quick.clock)
        stamps = [ledger.stamp(letter.key, "") for letter in several]
    wanted = [letter.compose(stamp) for letter, stamp in zip(several, stamps, strict=True)]
    assert [message.text for message in server.taken] == wanted
    assert server.connections == 1
    assert server.heard[:3] == [
        b"EHLO [127.0.0.1]",
        b"MAIL FROM:<teacher@school.example> SIZE=%d" % len(wanted[0]),
        b"RCPT TO:<student2@school.example>",
    ]
    assert server.heard.count(b"RSET") == 2
    assert server.heard[-1] == b"QUIT"


def test_a_connection_that_was_idle_is_not_trusted(tmp_path: Path) -> None:
    now = [0.0]
    with rude({}) as server:
        one = SmtpSender(
            Server("127.0.0.1", server.port, plain=True), "t@x.example", timeouts=LONG, seconds=lambda: now[0]
        )
        with one:
            for _ in range(3):
                assert one.send("a@x.example", b"a: b\r\n\r\nc\r\n", lambda: None).state is ACCEPTED
                now[0] += 100
    assert server.connections == 3


def test_size_is_told_before_data() -> None:
    with rude({}, offers=("SIZE 100",)) as server, sender(server) as one:
        outcome = one.send("a@x.example", b"a: b\r\n\r\n" + b"c\r\n" * 100, lambda: pytest.fail("it began"))
    assert outcome == (REFUSED, 0, "the message has 308 bytes, and the server takes 100")
    assert b"DATA" not in server.heard


@pytest.mark.parametrize("address", ["é@x.example", "a b@x.example", "a@x.example>\r\nDATA", "a@x>", "", "@x", "a"])
def test_an_address_that_is_none_never_reaches_the_server(address: str) -> None:
    with rude({}) as server, sender(server) as one:
        assert one.send(address, b"a: b\r\n\r\nc\r\n", lambda: pytest.fail("it began")).state is REFUSED
        assert one.send("ok@bücher.example", b"a: b\r\n\r\nc\r\n", lambda: None).state is ACCEPTED
    assert [message.address for message in server.taken] == ["ok@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    "message", [b"caf\xc3\xa9\r\n", b"a\nb\r\n", b"a\rb\r\n", b"a\0\r\n", b"a", b"x" * 999 + b"\r\n"]
)
def test_a_message_that_some_server_would_change_is_a_bug(message: bytes) -> None:
    with pytest.raises(ValueError, match="message"):
        SmtpSender(Server("127.0.0.1", 1, plain=True), "t@x.example").send("a@x.example", message, lambda: None)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"550 5.1.1 <student.two@school.example>: User Two unknown\r\n", "5.1.1 [...]: User [...] unknown"),
        (b"550 5.1.1 student.two=40school.example\r\n", "5.1.1 [...]"),
        (b"550 \x1b[31mred\x07 \xd0\xb4\xd0\xb0 caf\xe9\r\n", "[31mred caf"),
        (b"550-first\r\n550-second\r\n550 third\r\n", "first second third"),
        (b"550 " + b"x" * 3000 + b"\r\n", "x" * 300 + "..."),
        (b"550\r\n", ""),
    ],
)
def test_hostile_answers_become_one_harmless_line(answer: bytes, reason: str) -> None:
    with rude({"rcpt": [answer]}) as server, sender(server) as one:
        outcome = one.send("student.two@school.example", b"a: b\r\n\r\nc\r\n", lambda: None)
    assert outcome == (REFUSED, 550, reason)


@pytest.mark.parametrize(
    "answer",
    [
        b"250 " + b"x" * 100_000,
        b"250-x\r\n" * 200,
        b"250-a\r\n550 b\r\n",
        b"999 a\r\n",
        b"\r\n",
        b"25O ok\r\n",
        b"HTTP/1.1 200 OK\r\n",
    ],
)
def test_answers_that_are_none_leave_a_message_in_doubt(answer: bytes) -> None:
    with rude({"taken": [answer]}) as server, sender(server) as one:
        outcome = one.send("a@x.example", b"a: b\r\n\r\nc\r\n", lambda: None)
        assert outcome.state is UNKNOWN
        assert one.send("b@x.example", b"a: b\r\n\r\nc\r\n", lambda: None).state is ACCEPTED
    assert [message.address for message in server.taken] == ["a@x.example", "b@x.example"]


def test_what_begin_raises_goes_through_and_nothing_is_sent() -> None:
    def full() -> None:
        raise OSError(28, "full")

    with rude({}) as server, sender(server) as one:
        with pytest.raises(OSError, match="full"):
            one.send("a@x.example", b"a: b\r\n\r\nc\r\n", full)
        assert one.send("b@x.example", b"a: b\r\n\r\nc\r\n", lambda: None).state is ACCEPTED
    assert [message.address for message in server.taken] == ["b@x.example"]
