"""A sink that prints finished packs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from packgen.deliver.print.choices import PrintChoices, lp_options
from packgen.deliver.print.documents import PrintDocument, document_of
from packgen.deliver.print.send import SentDocument, send_documents
from packgen.errors import PartDeliveredError

if TYPE_CHECKING:
    from types import TracebackType

    from packgen.built import FinishedPack
    from packgen.deliver.print.queues import Queue


class PrintSink:
    """Hands packs to a print queue when it is closed, each as a job that has the pack's title.

    Every pack is checked against what the queue can do when it is taken, so that nothing is printed where one of them
    cannot be. What is handed over already cannot be taken back where the queue refuses a later job.

    Args:
        queue: where to print.
        choices: how; None for one copy on both sides.
        tell: is told of each job as soon as there is one.

    Attributes:
        sent: the jobs, once the sink is closed.
    """

    def __init__(
        self,
        queue: Queue,
        choices: PrintChoices | None = None,
        tell: Callable[[SentDocument], None] = lambda sent: None,
    ) -> None:
        self._queue, self._choices, self._tell = queue, choices or PrintChoices(), tell
        self._documents: list[tuple[PrintDocument, list[str]]] = []
        self.sent: list[SentDocument] = []

    def __enter__(self) -> PrintSink:
        return self

    def take(self, pack: FinishedPack) -> None:
        """Check a pack, and keep it to be printed.

        Raises:
            DeliveryError: the queue cannot print it as asked for.
            UsageProblem: it has a file of answers, too.
        """
        rows = () if pack.row is None else (pack.row,)
        document = document_of(pack.only_file(), "The pack", pack.title, rows)
        self._documents.append((document, lp_options(self._queue, self._choices, document.size)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hand the packs over in order, unless there was an error.

        Raises:
            DeliveryError: the queue does not take the first of them.
            PartDeliveredError: it does not take a later one.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        if kind is not None:
            return
        for document, options in self._documents:
            run = send_documents([document], options, self._tell)
            self.sent += run.sent
            if run.interrupted:
                raise KeyboardInterrupt
            if run.problem is not None and self.sent:
                of = f"{len(self.sent)} of {len(self._documents)} packs are with the printer"
                raise PartDeliveredError(f"{of}: {run.problem}") from run.problem
            if run.problem is not None:
                raise run.problem
