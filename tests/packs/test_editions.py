"""One source, three papers: the student's copy, the teacher's and the key agree, page for page and gap for gap."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2
import pytest

from packgen.build import STDOUT, BuildOptions, build
from packgen.compose.tasks import Task, recall_tasks
from packgen.load.library import Library
from packgen.load.loaded import LoadedTopic
from packgen.resources import content_folder
from packgen.text.inline import plain
from tests.support.leaks import folded

SEEDS = (1, 2, 7)
PROFILES = ("standard", "large-print")
BOTH = [(seed, profile) for seed in SEEDS for profile in PROFILES]
FOOT = 25  # mm from the foot of the page: the footer names the edition
PATHS = frozenset({"m", "l", "c", "h", "re", "S", "f", "B", "w", "d"})


@cache
def khrushchev() -> LoadedTopic:
    [topic] = Library(content_folder()).load_topics(["khrushchev"])
    return topic


@cache
def pack(seed: int, profile: str, edition: str, sheets: tuple[str, ...], answers: str) -> bytes:
    options = BuildOptions(
        content_folder(),
        topics=("khrushchev",),
        output=STDOUT,
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


def tasks(seed: int) -> list[tuple[str, Task]]:
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
            steps = pikepdf.parse_content_stream(page)
            out.append([(str(o), *(str(x) for x in values)) for values, o in steps if str(o) in PATHS])
    return out


def darkness(pdf: bytes) -> list[tuple[int, int, bytes]]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        bitmap = page.render(scale=0.7, grayscale=True)
        pages.append((bitmap.width, bitmap.height, bytes(bitmap.buffer)))
    return pages


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_both_editions_have_the_same_pages(seed: int, profile: str) -> None:
    student, teacher = (page_words(pdf) for pdf in both(seed, profile))
    assert len(student) == len(teacher)
    for number, (one, other) in enumerate(zip(student, teacher, strict=True), 1):
        if not one:
            assert not other, f"page {number}"
            continue
        assert one[0] == other[0], f"page {number}"
        missing = [word for word in one if word not in other]
        assert missing == [], f"page {number} of the teacher's copy lacks words of the student's"


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_every_line_and_box_is_at_the_same_place(seed: int, profile: str) -> None:
    student, teacher = (drawn(pdf) for pdf in both(seed, profile))
    assert student == teacher
    assert any(student)


@pytest.mark.parametrize(("seed", "profile"), BOTH)
def test_the_students_ink_is_a_part_of_the_teachers(seed: int, profile: str) -> None:
    student, teacher = (darkness(pdf) for pdf in both(seed, profile))
    more = 0
    for number, ((width, height, one), (_, _, other)) in enumerate(zip(student, teacher, strict=True), 1):
        stride = len(one) // height
        last = int(height - FOOT / 25.4 * 72 * 0.7) * stride
        lacking = [at for at in range(last) if one[at] + 24 < other[at]]
        assert lacking == [], f"page {number}: ink at {lacking[0] % stride}, {lacking[0] // stride} of {width}"
        more += one[:last] != other[:last]
    assert more > len(student) / 3, "the teacher's copy shows the answers"


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
        with pikepdf.open(io.BytesIO(pack(1, profile, "student", ("recall",), "none"))) as opened:
            told.append([str(one.ActualText) for one in opened.objects if _is_blank(one)])
    assert sorted(told[0]) == sorted(told[1])
    assert len(told[0]) == sum(len(task.form.gaps) for _, task in tasks(1))


def _is_blank(value: object) -> bool:
    return (
        isinstance(value, pikepdf.Dictionary) and "/ActualText" in value and str(value.ActualText).startswith("blank ")
    )
