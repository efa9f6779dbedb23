"""Questions that stand alone, and what each type of block asks."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from packgen.locale.registry import words_for
from packgen.tasks.asking import NEVER, asked, gives_away, lacks_year, leaning, names, written
from packgen.tasks.base import Card
from packgen.tasks.cloze import sentences
from packgen.tasks.passage import read
from tests.support.paper import parse
from tests.support.words import WORDS

Said = tuple[str, str, str]


def said(kind: str, **fields: Any) -> list[Said]:
    """Return the cue, question and answer of each card without a fault."""
    cards = parse(kind, **fields).cards(WORDS)
    return [(card.cue, card.question, card.answer) for card in cards if not card.fault]


def faults(kind: str, **fields: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(card.path, card.fault) for card in parse(kind, **fields).cards(WORDS) if card.fault]


# -- standing alone


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Presidium votes him out, 7–4", "him"),
        ("that Malenkov held both top posts", "that"),
        ("His speech", "His"),
        ("In his absence", "his"),
        ("in camps, 1960", "in"),
        ("And so to war", "And"),
        ("Stalin and his cult", ""),
        ("On the Origin of Species is published", ""),
        ("Who held what in March 1953?", ""),
        ("*Ivan Denisovich* published", ""),
        ("theory of heredity", ""),
    ],
)
def test_a_word_leans_on_what_stands_around_a_text(text: str, word: str) -> None:
    assert leaning(text, WORDS) == word


@pytest.mark.parametrize(
    ("text", "answer", "lacks"),
    [
        ("By August only ____ were still in kolkhozy", "22%", True),
        ("In ____ Bukharin lost his place", "November", True),
        ("By August 1930 only ____ were still in kolkhozy", "22%", False),
        ("On 25 October ____ the palace fell", "1917", False),
        ("The law may ____ in a year", "fail", False),
        ("Some ____ were held", "30,000", False),
        ("In October a ____ met for 200,000 workers", "soviet", True),
        ("In October a ____ met for 1,905 workers", "soviet", True),
        ("En October a ____ met for 200\u202f000 workers", "soviet", True),
        ("In October 1905, a ____ met for 200,000 workers", "soviet", False),
    ],
)
def test_a_month_without_its_year_says_no_date(text: str, answer: str, lacks: bool) -> None:
    assert lacks_year(text, answer, WORDS) == lacks


def test_a_passage_asks_for_no_sentence_with_a_month_alone_and_order_no_1_is_one_sentence() -> None:
    text = "Order No. 1 set up soldiers’ {{committees}}. In March {{Lvov}} led. In May 1917 {{Milyukov}} fell."
    assert [question for _, question, _ in said("cloze", text=text)] == [
        "Order No. 1 set up soldiers’ \\_\\_\\_\\_\\_\\_\\_\\_.",
        "In May 1917 \\_\\_\\_\\_\\_\\_\\_\\_ fell.",
    ]


def test_a_gap_asked_for_by_itself_accepts_what_the_passage_accepts() -> None:
    text = "Officials gathered {{data|facts}} before 1855. The plan of 1928 was a {{plan|scheme}}."
    assert said("cloze", text=text) == [
        ("Fill the gap", "Officials gathered \\_\\_\\_\\_\\_\\_\\_\\_ before 1855.", "data\u00a0/ facts")
    ]


def test_french_has_words_of_its_own() -> None:
    french = words_for("fr")
    assert [leaning(text, french) for text in ("dans les camps", "Son absence", "Un vote contre eux", "Le vote")] == [
        "dans", "Son", "eux", "",
    ]  # fmt: skip


def test_a_name_is_a_figure_or_a_capital_that_does_not_begin_the_text() -> None:
    assert [names(text) for text in ("Why so much reform?", "Why speak out in 1956?", "Why did Beria fall?")] == [
        False, True, True,
    ]  # fmt: skip


def test_an_author_words_a_question_and_keeps_its_answer() -> None:
    card = Card("Votes him out", "1957", note="More", cue="When?")
    [own] = asked(card, "When was Khrushchev voted out?", WORDS)
    assert (own.cue, own.question, own.answer, own.note, own.fault) == (
        "", "When was Khrushchev voted out?", "1957", "More", "",
    )  # fmt: skip
    assert asked(card, NEVER, WORDS) == written(card, NEVER, WORDS) == written(card, None, WORDS) == []
    assert asked(card, None, WORDS)[0].fault == 'nothing in it says what "him" means'
    assert asked(card, "What came in 1957?", WORDS)[0].fault == "it contains its answer"


def test_a_question_gives_its_answer_away() -> None:
    assert gives_away(Card("The plan of **1957**", "1957"))
    assert not gives_away(Card("The plan", "1957"))


def test_an_author_writes_a_question_or_no() -> None:
    event = {"date": "1957", "event": "Votes him out"}
    assert parse("timeline", events=[{**event, "ask": "no"}]).cards(WORDS) == []
    with pytest.raises(ValidationError, match="Write the question"):
        parse("timeline", events=[{**event, "ask": "yes"}])


# -- what each type of block asks


def test_a_timeline_asks_for_years_days_and_dates() -> None:
    events = [
        {"date": "1953", "event": "Stalin dies"},
        {"date": "14 Mar 1953", "event": "Malenkov leaves"},
        {"date": "18–21 June 1957", "event": "The Presidium meets"},
        {"date": "1964", "event": "Removed for good", "ask": "When was Khrushchev removed?"},
    ]
    assert said("timeline", events=events) == [
        ("In which year?", "Stalin dies", "1953"),
        ("On which day?", "Malenkov leaves", "14 Mar 1953"),
        ("When was this?", "The Presidium meets", "18–21 June 1957"),
        ("", "When was Khrushchev removed?", "1964"),
    ]
    assert faults("timeline", events=[events[0], {"date": "1957", "event": "It fails"}]) == [
        (("events", 1), 'nothing in it says what "It" means')
    ]


def test_people_are_asked_for_their_role_or_for_what_tells_them_apart() -> None:
    led = {"name": "Malenkov", "native": "Маленков", "dates": "1902–88", "role": "Premier", "why": "Led it"}
    assert parse("key-figures", people=[led]).cards(WORDS) == [
        Card("Who was Malenkov?", "Premier", "Led it", "", "Маленков", "Malenkov", ("people", 0))
    ]
    alike = [
        {"name": name, "role": "Secretary", "why": why} for name, why in (("Suslov", "Spoke"), ("Ilyichev", "Hid"))
    ]
    assert said("key-figures", people=[*alike, {"name": "Serov", "role": "Chairman", "why": "Flew them in"}]) == [
        ("", "Why does Suslov matter?", "Spoke"),
        ("", "Why does Ilyichev matter?", "Hid"),
        ("Who?", "Serov", "Chairman"),
    ]


def test_terms_are_asked_for_by_their_meanings_too_where_these_are_short() -> None:
    long = [{"term": "Presidium", "native": "Президиум", "meaning": "The highest committee of the Party, 1952–66"}]
    assert said("glossary", terms=long) == [("What does it mean?", "Presidium", long[0]["meaning"])]
    short = [{"term": "la gare", "meaning": "station"}, {"term": "la station", "meaning": "station"}]
    assert said("glossary", terms=short) == [
        ("What does it mean?", "la gare", "station"),
        ("What does it mean?", "la station", "station"),
        ("Which term is this?", "station", "la gare\xa0/ la station"),
        ("Which term is this?", "station", "la gare\xa0/ la station"),
    ]
    assert {cue for cue, _, _ in said("glossary", terms=short, direction="meanings")} == {"What does it mean?"}
    assert {cue for cue, _, _ in said("glossary", terms=long, direction="terms")} == {"Which term is this?"}
    assert said("glossary", terms=[{**short[0], "ask": "no"}]) == []


def test_figures_are_asked_for_with_their_unit() -> None:
    rows = [{"label": "1953", "value": "82.5"}, {"label": "1956", "value": "125", "unit": "% of the plan"}]
    fields = {"title": "Grain", "note": "official", "unit": "million tonnes", "rows": rows}
    assert said("statistics", display="bars", **fields) == [
        ("How many million tonnes?", "Grain (official): 1953", "82.5\u00a0million tonnes"),
        ("What percentage of the plan?", "Grain (official): 1956", "125% of the plan"),
    ]
    rows[0]["highlight"] = "yes"
    assert len(said("statistics", display="bars", **fields)) == 1
    assert len(said("statistics", display="table", **fields)) == 2
    rows = [{"label": "prisoners freed", "value": "1.2m"}, {"label": "vote", "value": "7–4"}]
    assert said("statistics", display="numbers", rows=rows) == [
        ("How many?", "Prisoners freed", "1.2m"),
        ("What is the figure?", "Vote", "7–4"),
    ]


def test_a_value_on_an_axis_is_no_question() -> None:
    rows = [{"label": label, "value": "5"} for label in ("0", "10", "1953")]
    assert [question for _, question, _ in said("statistics", title="A count", display="line", rows=rows)] == [
        "A count: 1953"
    ]


def test_a_table_asks_by_title_row_and_column_or_as_its_author_asks() -> None:
    rows = [["Beria", "Police", ""], ["Malenkov", "State", "Resigned"]]
    columns = ["Man", "Power base", {"title": "End", "ask": "What became of {row}?"}]
    assert said("table", title="March 1953", columns=columns, rows=rows) == [
        ("March 1953", "Beria: Power base", "Police"),
        ("March 1953", "Malenkov: Power base", "State"),
        ("", "What became of Malenkov?", "Resigned"),
    ]
    assert said("table", columns=columns, rows=rows) == [("", "What became of Malenkov?", "Resigned")]
    assert said("table", title="March 1953", columns=columns[:2], rows=[["A", "B"]], row_heads="no") == []
    alike = [["Beria", "Police"], ["Beria", "Army"]]
    assert said("table", title="March 1953", columns=columns[:2], rows=alike) == []
    with pytest.raises(ValidationError, match=r"\{row\}"):
        parse("table", columns=["Man", {"title": "End", "ask": "What became of him?"}], rows=[["a", "b"]])


def test_a_summary_asks_for_dates_with_a_year_and_for_cue_questions_that_name_something() -> None:
    items = [
        {"handle": "14 March 1953.", "text": "Malenkov leaves."},
        {"handle": "18 June.", "text": "They meet."},
        {"handle": "1955.", "text": "Much happens."},
        {"handle": "Party machine.", "text": "It chose.", "ask": "What chose the delegates?"},
    ]
    boxes = [{"label": "Why?", "cue": "Why did Beria fall?", "items": items}, {"label": "What?", "items": items[:1]}]
    assert said("summary", boxes=boxes)[:3] == [
        ("Four points", "Why did Beria fall?", "14 March 1953: Malenkov leaves; 18 June: they meet; "
         "1955: Much happens; Party machine"),
        ("What happened?", "14 March 1953", "Malenkov leaves."),
        ("", "What chose the delegates?", "It chose."),
    ]  # fmt: skip
    assert len(said("summary", boxes=boxes)) == 4
    for cue in ("Why did he fall?", "What changed?"):
        assert said("summary", boxes=[{"label": "Why?", "cue": cue, "items": items[1:2]}]) == []


def test_a_passage_asks_for_the_longest_gap_of_each_sentence_that_stands_alone() -> None:
    text = "In {{May}} 1957 a law set up {{sovnarkhozy}}. He had {{gone}}. D. {{Trofimovich}} won 5. Then {{all}} left."
    blank = "\\_" * 8
    assert [(sentence, mark.answer) for sentence, mark in sentences(read(text))] == [
        (f"In May 1957 a law set up {blank}.", "sovnarkhozy"),
        (f"He had {blank}.", "gone"),
        (f"D. {blank} won 5.", "Trofimovich"),
        (f"Then {blank} left.", "all"),
    ]
    assert [answer for _, _, answer in said("cloze", text=text)] == ["sovnarkhozy", "Trofimovich"]
    assert said("cloze", text="Nothing is marked in 1957.") == []


def test_views_are_asked_for_by_their_work_or_by_their_claim() -> None:
    views = [
        {"historian": "Taubman", "work": "Khrushchev", "year": "2003", "claim": "His impulse undid him."},
        {"historian": "McCauley", "claim": "The Virgin Lands bought time."},
        {"historian": "Tompson", "claim": "He lost the elite.", "ask": "Why did Khrushchev fall, says Tompson?"},
    ]
    assert said("interpretations", views=views) == [
        ("What is the argument?", "Taubman, *Khrushchev* (2003)", "His impulse undid him."),
        ("Who argues this?", "The Virgin Lands bought time.", "McCauley"),
        ("", "Why did Khrushchev fall, says Tompson?", "He lost the elite."),
    ]
    del views[2]["ask"]
    assert faults("interpretations", views=views) == [(("views", 2), 'nothing in it says what "He" means')]


def test_mistakes_are_to_be_put_right() -> None:
    items = [{"wrong": "Suslov led the plot", "right": "Brezhnev led."}, {"wrong": "He was away", "right": "No."}]
    assert said("misconceptions", items=items) == [("What is wrong here?", "“Suslov led the plot”", "Brezhnev led.")]
    assert faults("misconceptions", items=items)[0][0] == ("items", 1)


def test_a_short_quotation_asks_who_said_it() -> None:
    fields = {"text": "We will bury you.", "provenance": "Khrushchev, 1956"}
    assert said("extract", **fields) == [("Who said or wrote this?", "“We will bury you.”", "Khrushchev, 1956")]
    assert said("extract", **fields, ask="no") == []
    long = {**fields, "text": "word " * 50}
    assert said("extract", **long) == []
    assert said("extract", **long, ask="Who boasted?") == [("", "Who boasted?", "Khrushchev, 1956")]


def test_a_quotation_with_marks_of_its_own_gets_no_others() -> None:
    for text in ("“We will” bury you.", "*“We will bury you.”*", "«Nous» vous enterrerons."):
        [(_, question, _)] = said("extract", text=text, provenance="Khrushchev, 1956")
        assert question == text


def test_labels_and_pairs_are_asked_for_where_the_author_asks() -> None:
    places = [{"text": "Stroma", "x": "1%", "y": "1%"}, {"text": "Thylakoid", "x": "2%", "y": "2%", "ask": "Where?"}]
    assert said("picture", file="a.png", alt="A chloroplast.", labels=places) == [("", "Where?", "Thylakoid")]
    pairs = [{"left": "a", "right": "b", "ask": "What goes with a?"}, {"left": "c", "right": "d"}]
    assert said("match-up", pairs=pairs) == [("", "What goes with a?", "b")]
