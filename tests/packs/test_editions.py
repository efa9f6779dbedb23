"""One source, three papers: the student's copy, the teacher's and the key agree, page for page and gap for gap."""

from __future__ import annotations

import io
from functools import cache
from typing import cast

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from packgen.build import build
from packgen.load.library import Library
from packgen.load.loaded import LoadedTopic
from packgen.options import PackOptions
from packgen.plan.tasks import SectionTask, recall_tasks
from packgen.resources import content_folder
from packgen.text.inline import plain
from packgen.variables import cache_folder
from tests.support.content import instructions
from tests.support.leaks import folded
from tests.support.library import read_topics

SEEDS = (1, 7)
PROFILES = ("standard", "large-print")
BOTH = [(seed, profile) for seed in SEEDS for profile in PROFILES]
FOOT = 25  # mm from the foot of the page: the footer names the edition
SCALE = 1.5  # pixels a point
PATHS = frozenset({"m", "l", "c", "h", "re", "S", "f", "B", "w", "d"})


Shown = tuple[str, str, float, float, bytes]
"""Face, size and place of a text in points, and its glyphs."""


@cache
def khrushchev() -> LoadedTopic:
    [topic] = read_topics(Library(content_folder()), ["khrushchev"])
    return topic


@cache
def pack(seed: int, profile: str, edition: str, sheets: tuple[str, ...], answers: str) -> bytes:
    options = PackOptions(
        content=content_folder(),
        topics=("khrushchev",),
        cache=cache_folder(),
        profile=profile,
        seed=seed,
        edition=edition,
        sheets=sheets,
        answers=answers,
    )
    return build(options).pdf


def both(seed: int, profile: str) -> tuple[bytes, bytes]:
    sheets = ("recall", "write")
    return pack(seed, profile, "student", sheets, "none"), pack(seed, profile, "teacher", sheets, "none")


def tasks(seed: int) -> list[tuple[str, SectionTask]]:
    topic = khrushchev().topic
    return [(section.id, task) for section in topic.sections for task in recall_tasks(topic, section, seed)]


def page_words(pdf: bytes) -> list[list[str]]:
    """The words of each page between running head and footer."""
    document = pypdfium2.PdfDocument(pdf)
    out = []
    for page in document:
        width, height = page.get_size()
        inner = page.get_textpage().get_text_bounded(0, FOOT / 25.4 * 72, width, height)
        out.append(inner.split())
    return out


def drawn(pdf: bytes) -> list[list[tuple[str, ...]]]:
    """The paths of each page: lines to write on, boxes, rules."""
    out = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            out.append([(o, *map(str, values)) for values, o in instructions(page) if o in PATHS])
    return out


def shown(pdf: bytes) -> list[list[Shown]]:
    """Return all text between running heads and footers, page by page: its face, size and place, and its glyphs."""
    out: list[list[Shown]] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            found: list[Shown] = []
            for values, operator in instructions(page):
                if operator == "Tf":
                    face, size = map(str, values)
                elif operator == "Td":
                    x, y = map(float, values)
                elif operator == "TJ" and y > FOOT / 25.4 * 72:
                    codes = b"".join(bytes(part) for part in values[0] if isinstance(part, pikepdf.String))
                    found.append((face, size, x, y, codes))
            out.append(found)
    return out


def ink(pdf: bytes) -> list[Image.Image]:
    """Return the pages without their feet, in grey."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=SCALE, grayscale=True).to_pil()
        pages.append(image.crop((0, 0, image.width, int(image.height - FOOT / 25.4 * 72 * SCALE))))
    return pages


def lacking(student: list[Image.Image], teacher: list[Image.Image]) -> list[int]:
    """Return the numbers of the pages on which the student has ink more than a pixel away from any of the teacher's.

    The pixel is PDFium's: where text is small it puts each letter on whole pixels, and where it puts the last one
    depends on what follows, be it a space.
    """
    found = []
    for number, (one, other) in enumerate(zip(student, teacher, strict=True), 1):
        _, most = cast(tuple[int, int], ImageChops.subtract(spread(other), one).getextrema())  # grey has one channel
        if most > 2:
            found.append(number)
    return found


def spread(page: Image.Image) -> Image.Image:
    """Return a page whose ink covers a pixel more on all sides; Pillow's own filter takes five times as long."""
    near = ImageOps.expand(page, 1, fill=255)
    for x, y in ((1, 0), (0, 1)):
        near = ImageChops.darker(
            near, ImageChops.darker(ImageChops.offset(near, x, y), ImageChops.offset(near, -x, -y))
        )
    return near.crop((1, 1, page.width + 1, page.height + 1))


def edited(pdf: bytes, before: str, page: int, after: str = "") -> bytes:
    """Return a copy with operators before and after what a page shows."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[page].contents_add(before.encode(), prepend=True)
        opened.pages[page].contents_add(after.encode())
        opened.save(out)
    return out.getvalue()


def one_section(edition: str) -> bytes:
    options = PackOptions(
        content=content_folder(),
        topics=("khrushchev/fall",),
        cache=cache_folder(),
        edition=edition,
        sheets=("recall",),
        answers="none",
    )
    return build(options).pdf


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_both_editions_have_the_same_pages(seed: int, profile: str) -> None:
    student, teacher = (page_words(pdf) for pdf in both(seed, profile))
    assert len(student) == len(teacher)
    for number, (one, other) in enumerate(zip(student, teacher, strict=True), 1):
        if not one:
            assert not other, f"page {number}"
            continue
        assert one[0] == other[0], f"page {number}"
        missing = [word for word in one if word.strip(",.;:") and word not in other]  # signs follow gaps and answers
        assert missing == [], f"page {number} of the teacher's copy lacks words of the student's"


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_every_line_and_box_is_at_the_same_place(seed: int, profile: str) -> None:
    student, teacher = (drawn(pdf) for pdf in both(seed, profile))
    assert student == teacher
    assert any(student)


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_every_word_and_number_is_at_the_same_place(seed: int, profile: str) -> None:
    """To a hundredth of a point; a number has a space after it where an answer follows."""
    student, teacher = (shown(pdf) for pdf in both(seed, profile))
    for number, (one, other) in enumerate(zip(student, teacher, strict=True), 1):
        places: dict[tuple[object, ...], list[bytes]] = {}
        for *place, glyphs in other:
            places.setdefault(tuple(place), []).append(glyphs)
        moved = [text for text in one if not any(at.startswith(text[-1]) for at in places.get(text[:-1], ()))]
        assert moved == [], f"page {number}"
    assert sum(map(len, teacher)) > sum(map(len, student)) + 150, "the teacher's copy shows the answers"


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_the_students_ink_is_a_part_of_the_teachers(seed: int, profile: str) -> None:
    student, teacher = (ink(pdf) for pdf in both(seed, profile))
    assert lacking(student, teacher) == []
    assert len(lacking(teacher, student)) > len(student) / 3, "the teacher's copy shows the answers"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("q 1 0 0 1 1 0 cm", "Q"),
        ("q 1 0 0 1 0 -1 cm", "Q"),
        ("/Artifact BMC 200 400 3 3 re f EMC", ""),
    ],
    ids=["a point to the right", "a point down", "a stain"],
)
def test_ink_that_the_teacher_has_not_is_seen(before: str, after: str) -> None:
    student, teacher = one_section("student"), ink(one_section("teacher"))
    assert lacking(ink(student), teacher) == []
    assert lacking(ink(edited(student, before, 1, after)), teacher) == [2]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_key_has_an_entry_for_every_gap(seed: int) -> None:
    pdf = pack(seed, "standard", "student", ("check",), "overleaf")
    said = folded(" ".join(word for words in page_words(pdf) for word in words))
    wanted = [gap.answer for _, task in tasks(seed) for gap in task.form.gaps]
    assert len(wanted) > 150
    assert [answer for answer in wanted if folded(plain(answer)) not in said] == []


def test_a_seed_hides_other_things() -> None:
    first, second = ([gap.answer for _, task in tasks(seed) for gap in task.form.gaps] for seed in (1, 7))
    assert first != second


def test_letters_and_numbers_do_not_depend_on_the_profile() -> None:
    """The numbers printed at gaps, in order, are those of the tasks, whatever the profile."""
    told = []
    for profile in PROFILES:
        with pikepdf.open(io.BytesIO(both(1, profile)[0])) as opened:
            told.append([str(one.ActualText) for one in opened.objects if _is_blank(one)])
    assert sorted(told[0]) == sorted(told[1])
    assert len(told[0]) == sum(len(task.form.gaps) for _, task in tasks(1))


def _is_blank(value: object) -> bool:
    return (
        isinstance(value, pikepdf.Dictionary) and "/ActualText" in value and str(value.ActualText).startswith("blank ")
    )
