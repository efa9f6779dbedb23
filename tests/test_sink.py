"""Sinks: what takes finished packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pytest

from packgen.build import Builder
from packgen.built import BuiltPack, FinishedPack
from packgen.deliver.print import send
from packgen.deliver.print.abilities import parsed_abilities
from packgen.deliver.print.choices import PrintChoices
from packgen.deliver.print.queues import Queue
from packgen.deliver.print.sink import PrintSink
from packgen.errors import ContentError, DeliveryError, OutputError, PartDeliveredError, UsageProblem
from packgen.load.topic_text import TopicText
from packgen.options import PackOptions
from packgen.sink import FileSink, PackFiles, Sink
from tests.cache.desk import TOPIC

QUEUE = Queue(
    "tray", parsed_abilities("PageSize/Media Size: A3 *A4\nDuplex/2-Sided: *None DuplexNoTumble DuplexTumble\n")
)


@pytest.fixture(scope="module")
def packs() -> list[BuiltPack]:
    builder = Builder()
    texts = [TopicText(name, TOPIC.format(id=name, title=name.title())) for name in ("malenkov", "beria")]
    return [builder.build_topics([text], PackOptions(sheets=("learn",))) for text in texts]


class Download:
    """What a web preview does: hand out packs as downloads once all are finished."""

    def __init__(self) -> None:
        self.offered: dict[str, bytes] = {}
        self._taken: list[FinishedPack] = []

    def __enter__(self) -> Download:
        return self

    def take(self, pack: FinishedPack) -> None:
        self._taken.append(pack)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.offered = {f"{pack.name}.pdf": pack.pdf for pack in self._taken}


def deliver(packs: Iterable[FinishedPack], sink: Sink) -> None:
    with sink:
        for pack in packs:
            sink.take(pack)


def test_a_sink_of_somebody_elses_takes_packs(packs: list[BuiltPack]) -> None:
    sink = Download()
    deliver(packs, sink)
    assert sink.offered == {"malenkov-learn.pdf": packs[0].pdf, "beria-learn.pdf": packs[1].pdf}


def test_a_sink_is_told_of_an_error(packs: list[BuiltPack]) -> None:
    def failing() -> Iterator[FinishedPack]:
        yield packs[0]
        raise ContentError([])

    sink = Download()
    with pytest.raises(ContentError):
        deliver(failing(), sink)
    assert sink.offered == {}


def test_files_are_written_when_the_sink_is_closed(
    packs: list[BuiltPack], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with FileSink() as sink:
        for pack in packs:
            sink.take(pack)
        assert not list(tmp_path.glob("packs/*.pdf"))
    paths = [Path("packs", f"{pack.name}.pdf") for pack in packs]
    assert sink.written == [PackFiles(path, None) for path in paths]
    assert [path.read_bytes() for path in paths] == [pack.pdf for pack in packs]


def test_no_file_is_written_where_one_cannot_be(packs: list[BuiltPack], tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "beria-learn.pdf").write_text("somebody else's", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        with pytest.raises(OutputError):
            deliver(packs, FileSink())
    assert [path.name for path in (tmp_path / "packs").iterdir()] == ["beria-learn.pdf"]
    assert (tmp_path / "packs" / "beria-learn.pdf").read_text(encoding="utf-8") == "somebody else's"


def test_two_packs_cannot_have_one_file(packs: list[BuiltPack], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two packs"):
        deliver(packs, FileSink(tmp_path / "pack.pdf"))
    assert list(tmp_path.iterdir()) == []


class Jobs:
    """A printing system that takes some jobs."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken: list[tuple[str, bytes]] = []
        self.options: Sequence[str] = ()

    def send(self, options: Sequence[str], title: str, data: bytes) -> str:
        if len(self.taken) == self.most:
            raise DeliveryError("The queue takes no more.")
        self.taken.append((title, data))
        self.options = options
        return f"tray-{len(self.taken)}"


def test_packs_are_printed_when_the_sink_is_closed(packs: list[BuiltPack], monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs(2)
    monkeypatch.setattr(send, "send_job", jobs.send)
    with PrintSink(QUEUE, PrintChoices(copies=3)) as sink:
        for pack in packs:
            sink.take(pack)
        assert jobs.taken == []
    assert jobs.taken == [(pack.title, pack.pdf) for pack in packs]
    assert {"-dtray", "-n3", "-oDuplex=DuplexNoTumble"} <= set(jobs.options)
    assert [one.job for one in sink.sent] == ["tray-1", "tray-2"]


def test_nothing_is_printed_where_a_pack_cannot_be(packs: list[BuiltPack], monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs(2)
    monkeypatch.setattr(send, "send_job", jobs.send)
    letter = Builder().build_topics(
        [TopicText("beria", TOPIC.format(id="beria", title="Beria"))], PackOptions(paper="letter", sheets=("learn",))
    )
    with pytest.raises(DeliveryError, match="Letter"):
        deliver([packs[0], letter], PrintSink(QUEUE))
    assert jobs.taken == []


@pytest.mark.parametrize(("most", "kind"), [(0, DeliveryError), (1, PartDeliveredError)])
def test_a_queue_that_takes_no_more_is_told(
    packs: list[BuiltPack], monkeypatch: pytest.MonkeyPatch, most: int, kind: type[Exception]
) -> None:
    monkeypatch.setattr(send, "send_job", Jobs(most).send)
    sink = PrintSink(QUEUE)
    with pytest.raises(kind, match="takes no more"):
        deliver(packs, sink)
    assert len(sink.sent) == most


def test_a_pack_of_two_files_is_not_printed(tmp_path: Path) -> None:
    text = TopicText("beria", TOPIC.format(id="beria", title="Beria"))
    pack = Builder().build_topics([text], PackOptions(answers="separate"))
    with pytest.raises(UsageProblem):
        deliver([pack], PrintSink(QUEUE))
    files = FileSink(tmp_path / "pack.pdf")
    deliver([pack], files)
    assert files.written == [PackFiles(tmp_path / "pack.pdf", tmp_path / "pack.answers.pdf")]
    assert (tmp_path / "pack.answers.pdf").read_bytes() == pack.answers
