from __future__ import annotations

import pikepdf

from packgen.bind.document import bind
from packgen.sheet.sheet import Chapter, Pack, PackPart
from tests.support.pages import design, faces, pack, plain_sheet
from tests.support.pdf import Entry, open_pdf, outline
from tests.support.sample import sample_pack


def bound(made: Pack) -> bytes:
    return bind(made, faces(), design())


def test_topics_chapters_sheets_headings() -> None:
    assert outline(bound(sample_pack())) == [
        Entry(0, "Contents", 0, False),
        Entry(1, "Contents", 1, False),
        Entry(0, "Khrushchev", 2, True),
        Entry(1, "The Anti-Party Group", 2, False),
        Entry(2, "Learn", 2, False),
        Entry(3, "The Anti-Party Group", 2, False),
        Entry(2, "Recall", 4, False),
        Entry(3, "Recall: the heading", 4, False),
        Entry(0, "Stalin", 5, True),
        Entry(1, "Rise", 5, False),
        Entry(2, "Rise", 5, False),
        Entry(1, "Sources", 7, False),
        Entry(2, "Sources: the heading", 7, False),
    ]


def test_the_chapters_of_one_topic_stand_at_the_top() -> None:
    chapters = (
        Chapter("Rise", (plain_sheet("Learn", 2), plain_sheet("Recall", 2))),
        Chapter("Fall", (plain_sheet("Learn", 2),)),
    )
    entries = outline(bound(pack(parts=[PackPart("Khrushchev", chapters)])))
    assert [(entry.level, entry.title, entry.page) for entry in entries] == [
        (0, "Contents", 0),
        (0, "Rise", 1),
        (1, "Learn", 1),
        (2, "Learn: the heading", 1),
        (1, "Recall", 3),
        (2, "Recall: the heading", 3),
        (0, "Fall", 5),
        (1, "Learn: the heading", 5),
    ]


def test_counts_say_what_shows() -> None:
    pdf = open_pdf(bound(sample_pack()))
    top = pdf.Root.Outlines
    assert top.Count == 6  # Contents, two topics, three chapters
    contents = top.First
    khrushchev = contents.Next
    assert (contents.Count, khrushchev.Count, khrushchev.First.Count) == (-1, 1, -2)
    assert khrushchev.First.First.Count == -1
    assert khrushchev.Next.Count == 2


def test_every_entry_has_its_neighbours_and_its_parent() -> None:
    def level(item: pikepdf.Object) -> int:
        found = 0
        before = None
        kid = item.get("/First")
        while kid is not None:
            found += 1 + level(kid)
            assert kid.Parent.objgen == item.objgen
            assert (kid.Prev.objgen if "/Prev" in kid else None) == before
            before, kid = kid.objgen, kid.get("/Next")
        assert (item.Last.objgen if "/Last" in item else None) == before
        return found

    data = bound(sample_pack())
    pdf = open_pdf(data)
    assert level(pdf.Root.Outlines) == len(outline(data))


def test_a_heading_leads_to_its_height() -> None:
    pdf = open_pdf(bound(pack(plain_sheet())))
    entry = pdf.Root.Outlines.Last.First
    assert [str(entry.Dest[1]), int(entry.Dest[3])] == ["/XYZ", 780]
