"""Stand-in until the SMTP sender lands."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Self

from packgen.deliver.mail.letter import Outcome, Sender, State

FAST = 1e9
"""Messages a minute, so that nothing waits."""


class _Plain:
    def __init__(self, port: int) -> None:
        self.port = port

    def __enter__(self) -> Self:
        self.smtp = smtplib.SMTP("127.0.0.1", self.port, local_hostname="[127.0.0.1]")
        self.smtp.ehlo()
        return self

    def __exit__(self, *_: object) -> None:
        self.smtp.close()

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        s = self.smtp
        for code, text in (lambda: s.mail("okafor@school.example", [f"size={len(message)}"]), lambda: s.rcpt(address)):
            pass
        raise NotImplementedError


class _Smtp(_Plain):
    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        s = self.smtp
        for step in (lambda: s.mail("okafor@school.example", [f"size={len(message)}"]), lambda: s.rcpt(address)):
            code, text = step()
            if code >= 400:
                s.rset()
                return Outcome(State.DEFERRED if code < 500 else State.REFUSED, code, "x")
        begin()
        code, text = s.data(message)
        return Outcome(State.ACCEPTED if code == 250 else State.REFUSED, code, "x")


def sender_at(port: int) -> Sender:
    return _Smtp(port)
