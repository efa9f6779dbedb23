"""A clock on which waiting takes no time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from packgen.deliver.mail.post import Clock, Step


class Quick:
    """The clock, and the steps of a run on it.

    Attributes:
        waited: seconds, all in all.
        steps: what people were told.
    """

    def __init__(self) -> None:
        self.waited = 0.0
        self.steps: list[Step] = []
        self.clock = Clock(self._now, self.seconds, self.sleep)

    def seconds(self) -> float:
        return self.waited

    def sleep(self, seconds: float) -> None:
        self.waited += seconds

    def told(self, step: Step) -> None:
        self.steps.append(step)

    def _now(self) -> datetime:
        return datetime(2026, 11, 30, 9, tzinfo=UTC) + timedelta(seconds=self.waited)
