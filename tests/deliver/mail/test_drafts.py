from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from packgen.deliver.mail.drafts import write_drafts
from packgen.deliver.mail.messages import Message, messages_for
from packgen.deliver.mail.template import parse_template
from packgen.errors import OutputError
from tests.support.mails import PDF, one, read

OUT = Path("outbox")


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    monkeypatch.chdir(tmp_path)
    found = one(tmp_path, title="=1+1 Über")
    template = parse_template("Subject: {title}\n\nDear {first}", "t.txt")
    students = [found._replace(student=found.student._replace(row=row)) for row in (2, 7, 120)]
    return messages_for(students, template)[0]


def names() -> list[str]:
    return sorted(path.name for path in OUT.iterdir())


def test_a_draft_for_each_and_a_table(messages: list[Message]) -> None:
    write_drafts(OUT, messages)
    assert names() == [".packgen-drafts", "index.csv", "row-002.eml", "row-007.eml", "row-120.eml"]
    data = (OUT / "index.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == 4
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["row", "address", "file", "subject", "attachment"]
    attachment = str(Path("anna.pdf").resolve())
    assert rows[2] == ["7", "anna@school.example", "row-007.eml", "'=1+1 Über", attachment]
    for row in rows[1:]:
        draft = read((OUT / row[2]).read_bytes())
        assert draft["To"] == row[1]
        assert draft["Subject"] == row[3].removeprefix("'")
        assert draft["X-Unsent"] == "1"
        assert [part.get_content() for part in draft.iter_attachments()] == [PDF]
        assert b"\n" not in (OUT / row[2]).read_bytes().replace(b"\r\n", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_may_read_them(messages: list[Message]) -> None:
    for _ in range(2):
        write_drafts(OUT, messages)
        assert stat.S_IMODE(OUT.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in OUT.iterdir()} == {0o600}


def test_a_second_run_takes_the_place_of_the_first(messages: list[Message]) -> None:
    write_drafts(OUT, messages)
    (OUT / "notes.txt").write_text("mine")
    write_drafts(OUT, messages[:1])
    assert names() == [".packgen-drafts", "index.csv", "notes.txt", "row-2.eml"]
    assert (OUT / "notes.txt").read_text() == "mine"


def test_a_strangers_folder_stays_as_it_is(messages: list[Message]) -> None:
    OUT.mkdir()
    (OUT / "row-2.eml").write_text("mine")
    with pytest.raises(OutputError, match=r"outbox holds files that are no drafts of packgen's\. Name an empty folder"):
        write_drafts(OUT, messages)
    assert names() == ["row-2.eml"]
    assert (OUT / "row-2.eml").read_text() == "mine"


def test_an_empty_folder_will_do_and_a_file_will_not(messages: list[Message]) -> None:
    OUT.mkdir()
    write_drafts(OUT, messages)
    Path("file").write_text("mine")
    with pytest.raises(OutputError, match="file cannot be written"):
        write_drafts(Path("file"), messages)
    assert Path("file").read_text() == "mine"


def test_a_run_that_stops_leaves_no_table(messages: list[Message]) -> None:
    write_drafts(OUT, messages)
    messages[1].pack.path.write_bytes(b"changed")
    with pytest.raises(Exception, match="has changed since"):
        write_drafts(OUT, messages)
    assert names() == [".packgen-drafts"]
