"""Cover, contents and tracker of packs that are made up of entries alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from packgen.errors import LayoutError
from packgen.layout.core.setting import Setting
from packgen.plan.front_matter import FrontMatter
from packgen.plan.listing import Listed, ListedSheet, ListedTopic
from packgen.plan.timetable import Revision
from packgen.plan.title import Title
from packgen.sheets.front_matter import typeset_front_matter
from packgen.units import MM
from tests.support.collisions import outside, overlaps
from tests.support.fronts import DATED, EVERYTHING, TITLE, VISITS, Shown, topic
from tests.support.pages import design, faces
from tests.support.pdf import tag_tree

LOOKS = [(profile, paper) for profile in ("standard", "large-print") for paper in ("a4", "letter")]


def front(
    *topics: ListedTopic,
    profile: str = "standard",
    paper: str = "a4",
    visits: Revision | None = VISITS,
    exam: date | None = None,
    title: Title = TITLE,
    single_sided: bool = False,
) -> Shown:
    setting = Setting(design(profile, paper, single_sided), faces(profile))
    revision = visits if visits is None or exam is None else visits._replace(exam=exam)
    return Shown(typeset_front_matter(FrontMatter(title, topics, revision), setting), profile)


# -- the pages


@pytest.mark.parametrize("visits", [VISITS, DATED], ids=["undated", "dated"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_seven_sections_and_all_else_fit_the_back_of_the_cover(paper: str, visits: Revision) -> None:
    shown = front(topic(7, others=EVERYTHING), paper=paper, visits=visits, exam=date(2027, 6, 7))
    assert shown.pages == 2
    # the last of the sections has a visit less before the exam
    assert len(shown.drawing.curves(1)) == (7 * 12 if visits.start is None else 7 * 15 - 3)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_an_overview_has_one_line_above_the_sections(paper: str) -> None:
    shown = front(topic(7, others=EVERYTHING, overview=True), paper=paper)
    assert shown.pages == 2
    head, row, first = (shown.called(words, 1) for words in ("Section and pages", "Overview", "Section 1"))
    [page] = [text for text in shown.drawing.texts(1) if text.text.startswith("Page") and text.y == row.y]
    assert head.y < row.y < first.y
    assert page.x > row.x
    assert [link.description for link in shown.sheet.links if "Overview" in link.description][-2:] == [
        "Overview, page 3", "Overview, Page 3",
    ]  # fmt: skip


def test_an_overview_stays_on_the_page_of_its_first_section() -> None:
    for sections in range(5, 9):
        topics = (topic(sections), topic(2, overview=True, first=4 * sections + 1, name="Part", title="Another"))
        shown = front(*topics)
        [at] = [text.page for text in shown.drawing.texts() if text.page and text.text.strip() == "Overview"]
        assert shown.called("Part 1", at)


def test_rows_are_as_tall_as_designed_where_there_is_room() -> None:
    rules = [line.y0 for line in front(topic(7)).drawing.lines(1) if line.x1 - line.x0 > 170]
    assert [below - above for above, below in pairwise(rules)] == pytest.approx([27.5] * 7, abs=0.01)


def test_more_sections_go_on_under_a_repeated_head() -> None:
    shown = front(topic(16))
    assert shown.pages == 4
    assert [shown.called("Day 7", page).mcid for page in (1, 2)] == [None, None]
    assert shown.drawing.words(3) == "Notes"


def test_low_rows_bring_eleven_sections_on_the_back_of_the_cover() -> None:
    usual, low, dated = front(topic(7)), front(topic(11)), front(topic(9), visits=DATED)
    assert [shown.pages for shown in (usual, low, dated)] == [2, 2, 4]
    assert "Date" in usual.drawing.words(1)
    assert "Date" not in low.drawing.words(1).split("Write the date", 1)[1]
    for head in ("Same day", "Day 21"):  # stands above the circles of its visits
        left = low.called(head, 1).x
        assert min(abs(circle.x - left) for circle in low.drawing.curves(1)) < 1


@pytest.mark.parametrize(("profile", "paper"), LOOKS)
def test_contents_do_not_end_with_a_strip_of_a_page(profile: str, paper: str) -> None:
    used = design(profile, paper)
    for several in range(2, 12):
        shown = front(*(topic(6, first=25 * n, overview=True) for n in range(several)), profile=profile, paper=paper)
        last = max(page for page in range(shown.pages) if shown.drawing.words(page) != "Notes")
        foot = max(line.y0 for line in shown.drawing.lines(last))
        assert last == 1 or foot > used.page_height / MM / 3, several


@pytest.mark.parametrize(("profile", "paper"), LOOKS)
@pytest.mark.parametrize(
    "visits", [VISITS, DATED, Revision(tuple(range(8))), Revision((7,))], ids=["four", "dated", "8", "1"]
)
def test_nothing_is_outside_the_frame_or_on_something_else(profile: str, paper: str, visits: Revision) -> None:
    many = topic(7, others=EVERYTHING, name="A section whose title takes two lines of its column and is number")
    shown = front(many, profile=profile, paper=paper, visits=visits, exam=date(2027, 12, 30))
    used = design(profile, paper)
    assert outside(shown.drawing, used, used.spans.full) == []
    assert overlaps(shown.drawing) == []


def test_page_numbers_are_those_of_the_pack() -> None:
    shown = front(topic(2, others=EVERYTHING))
    found = [(link.target[0], link.description) for link in shown.sheet.links if link.page == 1]
    assert found[:5] == [
        (0, "1 Section 1, page 3"),
        (0, "1 Section 1, Learn 3"),
        (1, "1 Section 1, Recall 5"),
        (2, "1 Section 1, Write 7"),
        (3, "1 Section 1, Check 8"),
    ]
    assert found[10:] == [
        (8, "Sources, page 15"),
        (8, "Sources, Page 15"),
        (9, "Flashcards, page 17"),
        (9, "Flashcards, Page 17"),
        (10, "Quiz, page 25"),
        (10, "Quiz, Page 25"),
        (11, "Quiz, Answers 27"),
        (12, "Answers, page 29"),
        (12, "Answers, Page 29"),
    ]


def test_page_numbers_count_the_pages_of_a_longer_front() -> None:
    shown = front(topic(16))
    assert shown.sheet.links[0].description == "1 Section 1, page 5"


def test_a_single_sided_front_has_no_empty_page() -> None:
    shown = front(topic(16), single_sided=True)
    assert shown.pages == 3
    assert "answers on the back" not in shown.drawing.words(0)
    assert shown.sheet.links[0].description == "1 Section 1, page 4"


# -- contents and tracker


def test_the_tracker_says_what_to_write() -> None:
    scored, unscored = front(topic(2)), front(topic(2, ("Learn",)))
    assert "Write the date and your score." in scored.tags.text
    assert "Write the date. A wrong answer" in unscored.tags.text
    assert scored.drawing.words(1).count("/ 32") == 8
    assert "/" not in unscored.drawing.words(1)
    assert len(unscored.drawing.curves(1)) == 2 * 12


def test_marks_without_a_recall_sheet_are_not_scored() -> None:
    entry = Listed("1", "The fall", (ListedSheet("Learn", 0, 2), ListedSheet("Check", 1, 2)), 32)
    shown = front(ListedTopic("K", (entry,)))
    assert "/" not in shown.drawing.words(1)
    assert "score" not in shown.tags.text


def test_each_section_has_days_of_its_own_until_the_exam() -> None:
    shown = front(topic(2), visits=DATED, exam=date(2027, 6, 7))
    first = [shown.called(words, 1).y for words in ("Mon 23 Nov", "Wed 25 Nov", "Mon 30 Nov", "Sun 6 Jun")]
    assert len(set(first)) == 1
    assert [shown.called(f"Visit {number}", 1).mcid for number in range(1, 6)] == [None] * 5
    assert shown.drawing.words(1).count("Date") == 0
    assert "on each of the days" in shown.tags.text


def test_without_visits_there_are_contents_and_nothing_to_fill_in() -> None:
    shown = front(topic(3, ("Check",), ()), visits=None)
    assert shown.called("Contents", 1)
    assert shown.drawing.curves() == []
    for word in ("Ring R", "Date", "Name", "ladder"):
        assert word not in shown.drawing.words()
    assert "All answers, with the pages where they stand." in shown.tags.text


def test_a_pack_of_cards_has_no_tracker() -> None:
    shown = front(topic(0, others=("Flashcards",)))
    assert shown.called("Contents", 1)
    assert shown.drawing.curves() == []
    assert "Each section has" not in shown.drawing.words()


def test_several_topics_have_their_titles_but_not_over_themselves() -> None:
    one = topic(1, ("Learn",), ())
    other = topic(1, ("Learn",), (), first=1, title="Stalin")
    quiz = ListedTopic("Quiz", (Listed("", "Quiz", (ListedSheet("Quiz", 2, 2),)),))
    shown = front(one, other, quiz)
    assert shown.called("Khrushchev in power", 1)
    assert shown.called("Stalin", 1)
    assert shown.called("Quiz", 1)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_follows_the_sections_is_not_alone_on_a_page(paper: str) -> None:
    for sections in range(13, 18):
        shown = front(topic(sections, others=EVERYTHING), paper=paper)
        assert shown.drawing.curves(shown.called("Flashcards").page) != []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_what_belongs_to_hundreds_of_topics_goes_on_over_the_page(profile: str, paper: str) -> None:
    answers = tuple(Listed("", f"Topic {n}", (ListedSheet("Check", n, 2),)) for n in range(300))
    shown = front(topic(3), ListedTopic("Answers", answers), profile=profile, paper=paper)
    used = design(profile, paper)
    assert outside(shown.drawing, used, used.spans.full) == []
    assert overlaps(shown.drawing) == []
    assert [shown.called(f"Topic {n}").text for n in range(300)] == [f"Topic {n}" for n in range(300)]


# -- the cover


def test_the_cover_says_what_each_section_has() -> None:
    tags = tag_tree(front(topic(2)).tags)
    part = tags.split("H2: Each section has\n")[1].split("H2:")[0]
    assert [line.strip() for line in part.splitlines() if "P: " in line] == [
        "P: Learn", "P: One sheet, two sides: all there is to know.",
        "P: Recall", "P: One sheet, two sides: fill it from memory.",
        "P: Write / Check", "P: Exam questions; answers on the back.",
    ]  # fmt: skip


def test_the_cover_promises_no_sides_that_are_not_there() -> None:
    words = front(topic(2, Learn=4, Recall=6, Write=2, Check=2)).tags.text
    assert "One sheet" not in words
    assert "Exam questions; then the answers." in words
    alone = front(topic(2, ("Write",))).tags.text
    assert "Exam questions, with room to answer." in alone


def test_the_cover_lists_the_pack_or_else_its_sections() -> None:
    assert front(topic(7)).called("Sources", 0)
    shown = front(topic(7, others=EVERYTHING))
    assert "Sources" not in shown.drawing.words(0)
    assert shown.called("Section 7", 0)
    assert "In this pack" not in front(topic(13)).drawing.words(0)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_parts_of_the_cover_stand_equally_far_apart(paper: str) -> None:
    shown = front(topic(7), paper=paper)
    used = design("standard", paper)
    frame = used.frame(True)
    last = max(text.y for text in shown.drawing.texts(0))
    assert last < (used.page_height - frame.y) * 25.4 / 72
    fields = max(line.y0 for line in shown.drawing.lines(0) if line.weight == 0.6)
    listed, ladder = sorted({line.y0 for line in shown.drawing.lines(0) if line.weight == 1})
    end = max(line.y0 for line in shown.drawing.lines(0) if line.weight == 0.5 and line.y0 < ladder)
    assert listed - fields == pytest.approx(ladder - end - 7.5, abs=0.05)


def test_the_ladder_goes_from_help_to_none() -> None:
    shown = front(topic(2))
    tags = tag_tree(shown.tags)
    rungs = [line.strip() for line in tags.split("The recall ladder")[1].splitlines() if "Span" in line]
    assert rungs[0::4] == ["Span: Read", "Span: Fill gaps", "Span: Rebuild", "Span: Blurt", "Span: Write"]
    assert rungs[2::4] == [f"Span [actual='Help {given} of 4. ']" for given in (4, 3, 2, 1, 0)]
    assert rungs[3::4] == ["Span: Same day", "Span: Same day", "Span: Day 2", "Span: Day 7", "Span: Day 21"]
    squares = [box for box in shown.drawing.boxes(0) if box.width < 3]
    assert len(squares) == 20
    by_rung = [squares[start : start + 4] for start in range(0, 20, 4)]
    assert [[box.filled for box in row] for row in by_rung] == [
        [n < given for n in range(4)] for given in (4, 3, 2, 1, 0)
    ]


@pytest.mark.parametrize(
    ("stages", "days", "wanted"),
    [
        (("Recall",), (0, 2, 7, 21), ["Fill gaps Same day", "Rebuild Day 2", "Blurt Day 7"]),
        (("Recall", "Write"), (3,), ["Fill gaps Day 3", "Rebuild Day 3", "Blurt Day 3", "Write Day 3"]),
        (("Recall", "Write"), (0, 5), ["Fill gaps Same day", "Rebuild Same day", "Blurt Day 5", "Write Day 5"]),
        (("Learn",), (0, 2), []),
    ],
)
def test_the_ladder_has_the_rungs_of_the_pack_and_its_days(
    stages: tuple[str, ...], days: tuple[int, ...], wanted: list[str]
) -> None:
    shown = front(topic(2, stages), visits=Revision(days))
    items = shown.tags.find("LBody")
    assert [f"{item.find('Span')[0].text.strip()} {item.find('Span')[-1].text}" for item in items] == wanted


def test_the_date_of_the_exam_is_filled_in_when_known() -> None:
    shown = front(topic(2), exam=date(2027, 6, 7))
    label, day = shown.drawing.find("Exam date", 0), shown.called("Mon 7 Jun 2027", 0)
    assert (day.y, day.x > label.right) == (label.y, True)
    assert "Jun" not in front(topic(2)).drawing.words()


def test_large_print_has_a_line_for_the_name_alone() -> None:
    shown = front(topic(2), profile="large-print", exam=date(2027, 6, 7))
    name, form, exam = (shown.drawing.find(word, 0) for word in ("Name", "Class", "Exam date"))
    assert name.y < form.y == exam.y


@pytest.mark.parametrize(("profile", "paper"), LOOKS)
def test_two_fronts_of_the_same_pack_are_the_same(profile: str, paper: str) -> None:
    made = [front(topic(7), profile=profile, paper=paper, visits=DATED).sheet for _ in range(2)]
    assert made[0] == made[1]


# -- what nobody would write

LONG = "A title far longer than anybody would write " * 2
WORD = "x" * 60


@pytest.mark.parametrize(("profile", "paper"), LOOKS)
@pytest.mark.parametrize("text", [LONG, WORD], ids=["long", "word"])
def test_hostile_words_stay_inside_the_frame(text: str, profile: str, paper: str) -> None:
    title = TITLE._replace(title=text, dates=text, kicker=text, note=text, credit=text)
    entries = tuple(entry._replace(title=text) for entry in topic(4, others=EVERYTHING, marks=12345).entries)
    both = ListedTopic(text, entries), topic(20, ("Learn",), (), first=21)
    shown = front(*both, profile=profile, paper=paper, title=title, visits=DATED, exam=date(2027, 6, 7))
    used = design(profile, paper)
    assert outside(shown.drawing, used, used.spans.full) == []
    assert overlaps(shown.drawing) == []


def test_a_title_too_tall_for_the_cover_is_named() -> None:
    with pytest.raises(LayoutError, match=r"^The title on the cover is \d+ mm tall and cannot be divided"):
        front(topic(2), title=TITLE._replace(title=LONG * 20))


@pytest.mark.parametrize("place", ["section", "topic", "other"])
def test_an_entry_too_tall_for_the_contents_is_named(place: str) -> None:
    title = "Why? " * 4000
    listed = topic(2, others=("Sources",))
    number, kind = {"section": (0, "1 Why?"), "topic": (-1, "Why?"), "other": (2, "Why?")}[place]
    if number < 0:
        topics = [listed._replace(title=title), topic(1, first=20)]
    else:
        entries = list(listed.entries)
        entries[number] = entries[number]._replace(title=title)
        topics = [listed._replace(entries=tuple(entries))]
    message = rf"^The entry “{kind} [^”]{{20,40}}…” in the contents is \d+ mm tall and cannot be divided"
    with pytest.raises(LayoutError, match=message.replace("?", r"\?")):
        front(*topics)
