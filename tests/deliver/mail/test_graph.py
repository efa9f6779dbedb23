"""Microsoft Graph, as its documentation describes it, on this machine: the real one has not been tried."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from packgen.batch import manifest
from packgen.deliver.mail.graph import LARGEST, LARGEST_PACK, GraphSender
from packgen.deliver.mail.ledger import open_ledger
from packgen.deliver.mail.letter import Outcome, State
from packgen.deliver.mail.post import send_all
from packgen.errors import DeliveryError, UncertainError
from tests.deliver.mail.certificate import certificate
from tests.deliver.mail.classes import box, letters_of, make_class
from tests.deliver.mail.graph_server import Fault, GraphServer, graph_server
from tests.deliver.mail.proxy import proxy
from tests.deliver.mail.quick import Quick
from tests.deliver.mail.servers import FAST

ADA = "ada@school.example"
PACK = b"%PDF-1.7 for Ada"
FITTING = b"x" * 2_190_000


def message(to: str = ADA, pack: bytes = PACK) -> bytes:
    made = EmailMessage(SMTP)
    made["From"] = "Ms Okafor <okafor@school.example>"
    made["To"] = to
    made["Subject"] = "Your pack: Хрущёв"
    made["Date"] = "Mon, 30 Nov 2026 09:00:00 +0000"
    made["Message-ID"] = "<one@school.example>"
    made.set_content("Dear Ada")
    made.add_alternative("<p>Dear Ada</p>", subtype="html")
    made.add_attachment(pack, maintype="application", subtype="pdf", filename="khrushchev.pdf")
    return made.as_bytes()


class Token:
    """Gives the same token until a new one is asked for."""

    def __init__(self, *tokens: str) -> None:
        self.left = list(tokens)
        self.asked: list[bool] = []

    def token(self, *, anew: bool = False) -> str:
        self.asked.append(anew)
        if anew:
            self.left.pop(0)
        return self.left[0]


class Desk:
    """A sender at a server, and what came of it.

    Attributes:
        begun: how often the sender said that it begins.
        slept: pauses in seconds.
    """

    def __init__(self, server: GraphServer) -> None:
        self.server = server
        self.begun = 0
        self.slept: list[float] = []
        self.now = 0.0
        self.tokens = Token("good")
        self.sender = GraphSender(self.tokens, server.base, timeout=5, sleep=self._sleep, clock=lambda: self.now)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def send(self, *faults: Fault) -> Outcome:
        self.server.faults = list(faults)
        return self.sender.send(ADA, message(), self.begin)

    def begin(self) -> None:
        self.begun += 1


@pytest.fixture
def desk() -> Iterator[Desk]:
    with graph_server() as server:
        yield Desk(server)


def test_a_message_arrives_as_it_was_composed(desk: Desk) -> None:
    with desk.sender:
        sent = message()
        assert desk.sender.send(ADA, sent, desk.begin) == Outcome(State.ACCEPTED, 202, "accepted")
    [taken] = desk.server.taken
    assert taken.as_bytes() == sent
    [attachment] = taken.iter_attachments()
    assert attachment.get_content() == PACK
    assert (desk.begun, desk.server.requests) == (1, 1)


LOST = "the connection was lost before the answer"


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (Fault(400, "ErrorInvalidRecipients"), State.REFUSED, "Microsoft Graph answered 400, ErrorInvalidRecipients"),
        (Fault(400), State.REFUSED, "Microsoft Graph answered 400"),
        (Fault(413, "TooLarge"), State.REFUSED, "Microsoft Graph answered 413, TooLarge: the message is too large"),
        (Fault(429, "Throttled", "7"), State.DEFERRED, "Microsoft Graph answered 429, Throttled: not now"),
        (Fault(503, "", "7"), State.DEFERRED, "Microsoft Graph answered 503: not now"),
        (Fault(drop="after"), State.UNKNOWN, LOST),
        (Fault(drop="after", taken=True), State.UNKNOWN, LOST),
        (Fault(200), State.UNKNOWN, "Microsoft Graph answered 200, which does not say whether it was sent"),
        (Fault(500, "InternalServerError"), State.UNKNOWN, "Microsoft Graph answered 500, InternalServerError"),
        (Fault(504, taken=True), State.UNKNOWN, "Microsoft Graph answered 504"),
    ],
)
def test_what_a_failure_means(desk: Desk, fault: Fault, state: State, reason: str) -> None:
    found = desk.send(fault)
    assert (found.state, found.code) == (state, fault.status)
    assert found.reason.startswith(reason)
    assert "ada" not in found.reason.casefold()
    assert desk.begun == 1


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (Fault(drop="before"), State.DEFERRED, "the connection was lost while sending"),
        (Fault(413), State.REFUSED, "Microsoft Graph answered 413: the message is too large"),
    ],
)
def test_what_happens_before_the_end_of_the_message_is_certain(fault: Fault, state: State, reason: str) -> None:
    with graph_server(narrow=True) as server:
        server.faults = [fault]
        found = GraphSender(Token("good"), server.base, timeout=5).send(ADA, message(pack=FITTING), lambda: None)
    assert (found.state, found.code) == (state, fault.status)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("status", "code", "advice"),
    [
        (403, "ErrorAccessDenied", "Mail.Send"),
        (403, "ErrorSendAsDenied", "mail.from"),
        (404, "MailboxNotEnabledForRESTAPI", "no mailbox in Exchange Online"),
        (429, "ErrorExceededMessageLimit", "tomorrow"),
        (507, "ErrorQuotaExceeded", "full"),
        (403, "", "Ask IT"),
        (404, "ResourceNotFound", "Ask IT"),
        (302, "", "proxy"),
    ],
)
def test_what_stops_all_messages_says_what_to_do(desk: Desk, status: int, code: str, advice: str) -> None:
    with pytest.raises(DeliveryError, match=advice) as caught:
        desk.send(Fault(status, code))
    assert str(status) in str(caught.value)
    assert "ada" not in str(caught.value)


def test_a_token_that_is_refused_is_renewed_once_and_the_messagebegins_once(desk: Desk) -> None:
    desk.tokens.left = ["old", "good"]
    assert desk.send().state is State.ACCEPTED
    assert desk.tokens.asked == [False, True]
    assert (desk.begun, desk.server.requests, len(desk.server.taken)) == (1, 2, 1)


def test_a_login_that_is_refused_twice_stops_all(desk: Desk) -> None:
    desk.tokens.left = ["old", "older"]
    with pytest.raises(DeliveryError, match="Run packgen mail login"):
        desk.send()
    assert (desk.server.requests, desk.server.taken) == (2, [])


def test_the_pause_that_is_asked_for_is_kept_before_the_next_message(desk: Desk) -> None:
    assert desk.send(Fault(429, "", "7")).state is State.DEFERRED
    assert desk.slept == []
    desk.now += 2
    assert desk.send().state is State.ACCEPTED
    assert desk.slept == [5]
    assert desk.send().state is State.ACCEPTED
    assert desk.slept == [5]


@pytest.mark.parametrize("pause", ["soon", "-1", "1e9", "Fri, 31 Dec 1999 23:59:59 GMT"])
def test_a_pause_that_is_no_number_is_left_to_the_rate(desk: Desk, pause: str) -> None:
    desk.send(Fault(429, "", pause))
    assert desk.send().state is State.ACCEPTED
    assert desk.slept == []


def test_nobody_is_kept_waiting_for_long(desk: Desk) -> None:
    desk.send(Fault(503, "", "7200"))
    with pytest.raises(DeliveryError, match="a pause of 120 minutes"):
        desk.send()
    assert (desk.slept, desk.server.requests) == ([], 1)


def test_a_pack_of_the_limit_leaves_room_for_the_text(desk: Desk) -> None:
    spare = LARGEST - len(message(pack=b"x" * LARGEST_PACK))
    assert 100_000 < spare < 150_000


def test_a_message_that_is_too_large_is_refused_unsent(desk: Desk) -> None:
    large = message(pack=b"x" * 2_200_000)
    assert len(large) > LARGEST
    found = desk.sender.send(ADA, large, pytest.fail)
    assert found == Outcome(State.REFUSED, 413, "the message has 3.0 MB, and Microsoft Graph takes 3 MB")
    assert desk.server.requests == 0


def test_the_largest_message_is_within_the_limit_of_a_request(desk: Desk) -> None:
    fitting = message(pack=FITTING)
    assert LARGEST - 4_000 < len(fitting) <= LARGEST
    assert desk.sender.send(ADA, fitting, lambda: None).state is State.ACCEPTED


@pytest.mark.parametrize("to", ["bob@school.example", f"{ADA}, bob@school.example"])
def test_a_message_names_its_recipient_and_no_other(desk: Desk, to: str) -> None:
    with pytest.raises(ValueError, match="one recipient"):
        desk.sender.send(ADA, message(to), pytest.fail)
    with pytest.raises(ValueError, match="one recipient"):
        desk.sender.send(ADA, b"Bcc: bob@school.example\r\n" + message(), pytest.fail)
    assert desk.server.requests == 0


def test_whatbegin_raises_goes_through_with_nothing_sent(desk: Desk) -> None:
    def full() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        desk.sender.send(ADA, message(), full)
    assert (desk.server.requests, desk.server.taken) == (0, [])


def test_a_server_that_is_gone_is_told_before_anything_is_sent_and_defers_later() -> None:
    server = GraphServer()
    server.server_close()
    desk = Desk(server)
    with pytest.raises(DeliveryError, match=r"cannot be reached \(connection refused\)"), desk.sender:
        pytest.fail("nobody is there")
    assert desk.send() == Outcome(State.DEFERRED, 0, "Microsoft Graph could not be reached (connection refused)")
    assert desk.begun == 0


def test_an_answer_that_never_comes_is_unknown(desk: Desk) -> None:
    desk.sender = GraphSender(desk.tokens, desk.server.base, timeout=0.05)
    reason = "the connection was lost before the answer (no answer in time)"
    assert desk.send(Fault(drop="never")) == Outcome(State.UNKNOWN, 0, reason)


def test_the_certificate_is_checked() -> None:
    made = certificate()
    with graph_server(made.server) as server:
        base = server.base.replace("http:", "https:")
        with (
            pytest.raises(DeliveryError, match=r"certificate of 127\.0\.0\.1 is not valid"),
            GraphSender(Token("good"), base),
        ):
            pytest.fail("anybody could have made it")
        with GraphSender(Token("good"), base, context=made.client) as sender:
            assert sender.send(ADA, message(), lambda: None).state is State.ACCEPTED


def test_a_proxy_is_used_and_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificate()
    with graph_server(made.server) as server, proxy() as (port, seen):
        monkeypatch.setenv("https_proxy", f"http://school:pa%3Ass@127.0.0.1:{port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        base = server.base.replace("http:", "https:")
        sender = GraphSender(Token("good"), base, context=made.client)
        assert sender.send(ADA, message(), lambda: None).state is State.ACCEPTED
        assert seen == [f"CONNECT 127.0.0.1:{server.server_address[1]}", "Basic c2Nob29sOnBhOnNz"]
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert sender.send(ADA, message(), lambda: None).state is State.ACCEPTED
    assert (len(seen), len(server.taken)) == (2, 2)


def test_a_class_goes_through_with_trouble_on_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    make_class(folder, 8)
    letters = letters_of(folder)
    quick = Quick()
    with graph_server() as server, open_ledger(folder) as ledger:
        server.faults = [
            Fault(400, "ErrorInvalidRecipients"),  # row 2
            Fault(429, "ApplicationThrottled", "90"),  # row 3
            Fault(drop="after", taken=True),  # row 4, which it has
            Fault(drop="after"),  # row 5, which it has not
            Fault(401, "InvalidAuthenticationToken"),  # row 6, at once once more
        ]
        sender = GraphSender(Token("good", "good"), server.base, timeout=5, sleep=quick.sleep, clock=quick.seconds)
        with pytest.raises(UncertainError, match="rows 4 and 5"):
            send_all(ledger, letters, sender, domain="school.example", rate=FAST, tell=quick.told, clock=quick.clock)
        found = {one.row: (one.state, one.code) for one in ledger.standings()}
        assert found[2] == (State.REFUSED, 400)
        assert found[4] == found[5] == (State.UNKNOWN, 0)
        assert {found[row] for row in (3, 6, 7, 8, 9)} == {(State.ACCEPTED, 202)}
        assert quick.waited >= 90
        for letter in letters:
            if letter.row in (4, 5):
                ledger.resolve(letter.key, sent=letter.row == 4)
        send_all(ledger, letters, sender, domain="school.example", rate=FAST, tell=quick.told, clock=quick.clock)
        assert {one.state for one in ledger.standings()} == {State.ACCEPTED}
    made = {f"{box(entry.row or 0)}@school.example": entry.sha256 for entry in manifest.read(folder).values()}
    assert sorted(taken["To"] for taken in server.taken) == sorted(made)
    for taken in server.taken:
        [attachment] = taken.iter_attachments()
        assert hashlib.sha256(attachment.get_content()).hexdigest() == made[taken["To"]]
        assert taken["From"] == "Ms Okafor <okafor@school.example>"


@pytest.mark.parametrize("base", ["http://graph.microsoft.com/v1.0", "ftp://127.0.0.1/", "//127.0.0.1/"])
def test_messages_and_tokens_never_go_out_in_the_clear(base: str) -> None:
    with pytest.raises(ValueError, match="neither HTTPS nor on this machine"):
        GraphSender(Token("good"), base)
