"""Submit documents to a queue, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from packgen.deliver.print.documents import PrintDocument
from packgen.deliver.print.jobs import send_job
from packgen.errors import PackgenError


class SentDocument(NamedTuple):
    """A submitted document and its job."""

    document: PrintDocument
    job: str


class PrintRun(NamedTuple):
    """The result of submitting documents.

    Attributes:
        sent: submitted documents, in order.
        left: documents that were not submitted.
        problem: why the first of ``left`` was not; None if ``left`` is empty, or Ctrl-C was pressed.
        interrupted: whether Ctrl-C was pressed.
    """

    sent: tuple[SentDocument, ...]
    left: tuple[PrintDocument, ...]
    problem: PackgenError | None = None
    interrupted: bool = False


def send_documents(
    documents: Sequence[PrintDocument], options: Sequence[str], tell: Callable[[SentDocument], None]
) -> PrintRun:
    """Submit documents to a queue in order, each as a job; stop at the first that is rejected.

    Args:
        documents: documents to print.
        options: arguments of lp.
        tell: called with each document as soon as it has a job.
    """
    sent: list[SentDocument] = []
    try:
        for document in documents:
            sent.append(SentDocument(document, send_job(options, document.title, document.read())))
            tell(sent[-1])
    except PackgenError as problem:
        return PrintRun(tuple(sent), tuple(documents[len(sent) :]), problem)
    except KeyboardInterrupt as stop:
        if stop.args and len(sent) < len(documents):
            sent.append(SentDocument(documents[len(sent)], str(stop.args[0])))
        return PrintRun(tuple(sent), tuple(documents[len(sent) :]), interrupted=True)
    return PrintRun(tuple(sent), ())
