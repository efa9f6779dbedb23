"""`packgen mail` as people call it, with real packs and an SMTP server of this process."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiosmtpd.controller import Controller

from packgen.batch import manifest
from tests.cli.conftest import Packgen, packgen
from tests.support.mails import ROSTER, read

__all__ = ["packgen"]

MAIL = ("mail", "packs", "--roster", "12b.csv")
FROM = ("--from", "Ms Okafor <okafor@school.example>", "--rate", "6000")


class Taken(NamedTuple):
    """A message as the server took it."""

    sender: str
    recipients: list[str]
    data: bytes


class Office:
    """A mail server.

    Attributes:
        taken: messages that it took.
        refused: addresses that it does not know.
        url: for --smtp.
    """

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.refused: set[str] = set()
        self.url = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return "250 OK"


class AnyPort(Controller):
    """Serves at whatever port is free, which it has to know before it looks whether it serves."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def office(desk: Path) -> Iterator[Office]:
    office = Office()
    controller = AnyPort(office, hostname="127.0.0.1", port=0)
    controller.start()
    office.url = f"smtp://127.0.0.1:{controller.port}"
    yield office
    controller.stop()


def packs() -> dict[int | None, str]:
    return {entry.row: entry.sha256 or "" for entry in manifest.read(Path("packs")).values()}


def attached(data: bytes) -> str:
    [pack] = read(data).iter_attachments()
    return hashlib.sha256(pack.get_content()).hexdigest()


def addresses() -> list[str]:
    found = [row.split(",")[-2] for row in ROSTER.splitlines()[1:]]
    return [address.partition("@")[0] + "@school.example" for address in found]


def test_a_dry_run_says_who_gets_what_and_sends_nothing(packgen: Packgen, office: Office) -> None:
    done = packgen(*MAIL, "--smtp", office.url)
    assert done.code == 0
    assert len(done.out.splitlines()) == 6
    assert done.out.splitlines()[0].split()[:4] == ["row", "2", "anna@school.example", "One"]
    assert done.err.splitlines()[-1] == (
        "Nothing was sent. 6 messages would be, in about 15 seconds at 20 a minute: add --send."
    )
    assert not office.taken
    assert not Path("packs/mail.sqlite").exists()


def test_the_dry_run_for_programs(packgen: Packgen, desk: Path) -> None:
    told = json.loads(packgen(*MAIL, "--json").out)
    assert told["refused"] == []
    assert told["messages"][3] | {"pages": 0, "bytes": 0} == {
        "row": 5, "address": "ivan@school.example", "title": "One", "subject": "Your revision pack: One",
        "attachment": "one.pdf", "pages": 0, "bytes": 0, "state": "to send",
    }  # fmt: skip


def test_each_student_gets_their_own_pack_once(packgen: Packgen, office: Office) -> None:
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--send", "--report", "report.csv")
    assert (done.code, done.out) == (0, "6 messages were sent.\n")
    assert f"6 messages to send through {office.url} (--smtp) from okafor@school.example" in done.err
    assert [one.recipients for one in office.taken] == [[address] for address in addresses()]
    for row, one in enumerate(office.taken, 2):
        assert one.sender == "okafor@school.example"
        assert read(one.data)["To"] == one.recipients[0]
        assert attached(one.data) == packs()[row]
    assert len({read(one.data)["Message-ID"] for one in office.taken}) == 6
    with Path("report.csv").open(encoding="utf-8", newline="") as file:
        assert [row[:2] for row in csv.reader(file)][1:] == [[str(row), "accepted"] for row in range(2, 8)]
    again = packgen(*MAIL, "--smtp", office.url, *FROM, "--send")
    assert (again.code, len(office.taken)) == (0, 6)
    assert "6 had been sent before" in again.out
    dry = packgen(*MAIL)
    assert dry.err.splitlines()[-1] == "Nothing was sent, and nothing would be with --send."
    assert dry.out.count("accepted") == 6


def test_what_the_server_refuses_costs_no_other_and_ends_with_11(packgen: Packgen, office: Office) -> None:
    office.refused.add("ivan@school.example")
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--send")
    assert done.code == 11
    assert "Refused by the server: row 5." in done.err
    assert len(office.taken) == 5
    status = packgen("mail", "--status", "packs")
    assert status.code == 0
    assert status.out.splitlines()[3].split()[:2] == ["5", "refused"]
    assert status.err == "5 accepted, 1 refused.\n"
    told = json.loads(packgen("mail", "packs", "--status", "--json").out)
    assert [one["state"] for one in told["messages"]].count("accepted") == 5
    assert "@" not in json.dumps(told)


def test_where_no_row_can_be_sent_nothing_is(packgen: Packgen, office: Office) -> None:
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--send", "--domain", "elsewhere.example")
    assert done.code == 10
    assert "rows 2 to 7, email: the address is not at elsewhere.example." in done.err
    assert done.err.splitlines()[-1].startswith("Nothing was sent")
    assert not office.taken


def test_a_row_that_cannot_be_sent_ends_with_11_though_all_others_went(packgen: Packgen, office: Office) -> None:
    path = Path("packs/manifest.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace(packs()[4], "", 1).replace('"sha256":""', '"sha256":null'))
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--send")
    assert (done.code, len(office.taken)) == (11, 5)
    assert "row 4: its pack is not made yet." in done.err
    assert done.err.splitlines()[-1] == "For 1 row no message can be sent; see above. Put it right, and run it again."


def test_a_doubt_stops_everything_before_anything_is_sent(packgen: Packgen, office: Office) -> None:
    Path("packs/lukasz-zolc.pdf").unlink()
    for mode in (["--send"], ["--test-to", "okafor@school.example"], ["--drafts", "out"], []):
        done = packgen(*MAIL, "--smtp", office.url, *FROM, *mode)
        assert (done.code, done.out) == (10, "")
        assert done.err.splitlines()[-2:] == [
            "12b.csv, row 3: the pack is missing, or is not the file that the batch made. "
            "Run packgen batch again with this roster.",
            "Nothing was sent: for 1 row it is not certain who gets what. Put that right first.",
        ]
    assert not office.taken
    assert not Path("out").exists()
    assert not Path("packs/mail.sqlite").exists()


def test_trial_messages_go_to_the_teacher_alone(packgen: Packgen, office: Office) -> None:
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--test-to", "me@school.example", "--domain", "school.example")
    assert done.code == 0
    assert [line.split()[:3] for line in done.out.splitlines()] == [["row", str(row), "accepted"] for row in (2, 5, 7)]
    assert [one.recipients for one in office.taken] == [["me@school.example"]] * 3
    assert [read(one.data)["Subject"] for one in office.taken] == [
        f"[Test, row {row}] Your revision pack: One" for row in (2, 5, 7)
    ]
    assert [attached(one.data) for one in office.taken] == [packs()[row] for row in (2, 5, 7)]
    assert not Path("packs/mail.sqlite").exists()
    outside = packgen(*MAIL, "--smtp", office.url, *FROM, "--test-to", "me@home.example", "--domain", "school.example")
    assert (outside.code, len(office.taken)) == (2, 3)
    assert outside.err.splitlines()[-1].startswith("--test-to: the address is not at school.example.")


def test_drafts_need_no_server(packgen: Packgen, desk: Path) -> None:
    Path("text.txt").write_text("Subject: {title} for {first}\n\nDear {first}", encoding="utf-8")
    done = packgen(*MAIL, "--drafts", "outbox", "--template", "text.txt")
    assert (done.code, done.out) == (0, "outbox  6 drafts and index.csv written\n")
    assert read(Path("outbox/row-4.eml").read_bytes())["Subject"] == "One for Zoë-Mae"
    assert packgen(*MAIL, "--drafts", "outbox", "--template", "none.txt").code == 7
    Path("text.txt").write_text("Subject: x\n\n{exam-date}", encoding="utf-8")
    without = packgen(*MAIL, "--drafts", "outbox", "--template", "text.txt")
    assert without.code == 10
    assert "rows 2 to 7: the template has {exam-date}, and there is none for this pack." in without.err


def test_settings_are_used_and_options_win(packgen: Packgen, office: Office) -> None:
    Path("packgen.toml").write_text(
        f'[mail]\nserver = "{office.url}"\nfrom = "okafor@school.example"\ndomain = "school.example"\nrate = 6000\n'
    )
    done = packgen(*MAIL, "--send", "--quiet")
    assert (done.code, f"through {office.url} (packgen.toml) from" in done.err) == (0, True)
    assert len(office.taken) == 6
    assert packgen(*MAIL, "--domain", "elsewhere.example").code == 10
    wrong = packgen(*MAIL, "--domain", "elsewhere")
    assert (wrong.code, wrong.err) == (2, "--domain is no domain. Write one such as school.example.\n")
    Path("packgen.toml").write_text('[mail]\nfrom = "okafor"\nserver = "smtp://127.0.0.1:1"\n')
    wrong = packgen(*MAIL, "--send")
    assert wrong.code == 13
    assert "mail.from is no address" in wrong.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mail"], "Name the folder of a batch: packgen mail packs/class-12b."),
        (["mail", "packs"], "Name the roster that the batch was made from: --roster class-12b.csv."),
        ([*MAIL, "--send", "--drafts", "x"], "--send and --drafts do not go together. Use one of them."),
        ([*MAIL, "--send", "--from", "o@school.example"], "No mail server is named."),
        ([*MAIL, "--send", "--smtp", "smtp://127.0.0.1:1"], "It is not said who the messages come from."),
        (["mail", "login", "--send"], "--send does not go with login. A folder of this name is ./login."),
        (["mail", "login"], "No mail server is named."),
        (["mail", "packs", "--resolve", "7", "perhaps"], '--resolve cannot be "perhaps". Write --resolve 7 sent, or'),
    ],
)
def test_what_makes_no_sense_ends_with_2(packgen: Packgen, desk: Path, arguments: list[str], message: str) -> None:
    done = packgen(*arguments)
    assert done.code == 2
    assert done.err.splitlines()[-1].startswith(message)


def test_before_anything_was_sent_there_is_no_status(packgen: Packgen, desk: Path) -> None:
    for asked in (["--status"], ["--resolve", "7", "sent"], ["--forget"]):
        done = packgen("mail", "packs", *asked)
        assert (done.code, done.out) == (10, "")
        assert done.err.startswith("Nothing has been sent from packs yet")


def test_forget_leaves_no_row_and_sends_nothing_twice(packgen: Packgen, office: Office) -> None:
    packgen(*MAIL, "--smtp", office.url, *FROM, "--send")
    assert "6 digests are left" in packgen("mail", "packs", "--forget").out
    assert packgen("mail", "packs", "--status").err == "6 accepted and forgotten.\n"
    assert packgen(*MAIL, "--smtp", office.url, *FROM, "--send").code == 0
    assert len(office.taken) == 6


class Keyboard:
    """Somebody at a terminal."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._answer


@pytest.mark.parametrize(("answer", "code", "sent"), [("n\n", 10, 0), ("", 10, 0), ("y\n", 0, 6)])
def test_on_a_terminal_it_asks(
    packgen: Packgen, office: Office, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, sent: int
) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(answer))
    done = packgen(*MAIL, "--smtp", office.url, *FROM, "--send")
    assert (done.code, len(office.taken)) == (code, sent)
    assert "Send 6 messages? [y/N]" in done.err
    monkeypatch.setattr("sys.stdin", Keyboard("n\n"))
    assert packgen(*MAIL, "--smtp", office.url, *FROM, "--send", "--yes").code == 0


def test_a_password_is_kept_for_the_server_and_the_user(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, str], str] = {}

    def keep(server: object, user: str, word: str) -> None:
        kept[str(server), user] = word

    def drop(server: object, user: str) -> bool:
        return kept.pop((str(server), user), None) is not None

    monkeypatch.setattr("packgen.deliver.mail.passwords.keep_password", keep)
    monkeypatch.setattr("packgen.deliver.mail.passwords.drop_password", drop)
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"secret of {prompt}")
    monkeypatch.setattr("sys.stdin", Keyboard(""))
    account = ("--smtp", "smtp://mail.school.example:587", "--from", "okafor@school.example")
    done = packgen("mail", "login", *account)
    assert done.out == (
        "The password of okafor@school.example at mail.school.example:587 is kept in the system's own store.\n"
    )
    assert "secret" not in done.out + done.err
    assert list(kept) == [("mail.school.example:587", "okafor@school.example")]
    assert packgen("mail", "logout", *account).out == "The password is deleted.\n"
    assert packgen("mail", "logout", *account).out == "No password was kept.\n"


def test_a_pack_that_graph_cannot_take_is_refused_before_anything_is_sent(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("packgen.deliver.mail.graph.LARGEST_PACK", 1000)
    found = packgen(*MAIL, "--smtp", "graph")
    assert "its pack has more than 0.001 MB" in found.err
    assert found.code == 10
    assert packgen(*MAIL, "--smtp", "graph", "--drafts", "outbox").code == 0
