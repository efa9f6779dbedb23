import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packgen import build as press
from packgen.cli import terminal
from tests.cli.conftest import Packgen
from tests.support.pdf import open_pdf, outline

REFUSED = [
    (
        ["--sheets", "learn,recal"],
        '--sheets cannot be "recal". Did you mean "recall"? Choose one of overview, learn, recall, write, check, '
        "organiser, organiser-blank, cards, quiz, grid.\n",
    ),
    (["--sheets", "Learn"], '--sheets cannot be "Learn". Did you mean "learn"? Choose one of overview, learn,'),
    (
        ["--sheets", ","],
        "There are no sheets to make. Name some of overview, learn, recall, write, check, organiser, organiser-blank, "
        "cards, quiz, grid with --sheets.\n",
    ),
    (
        ["--sheets", "quiz"],
        "There is nothing to print: what was named has nothing for --sheets quiz. "
        "Name other sheets, or leave --sheets out.\n",
    ),
    (
        ["--sheets", "check", "--answers", "none"],
        "There is nothing to print: --sheets check and --answers none cannot go together. Leave one out.\n",
    ),
    (
        ["--sheets", "check", "--answers", "separate"],
        "There is nothing to print: --sheets check and --answers separate cannot go together. Leave one out.\n",
    ),
    (
        ["--sheets", "overview", "--topics", "khrushchev/fall"],
        "There is nothing to print: an overview is of a whole topic of at least three sections. Name such a topic.\n",
    ),
    (["--edition", "pupil"], '--edition cannot be "pupil". Choose one of student, teacher.\n'),
    (
        ["--edition", "techer"],
        '--edition cannot be "techer". Did you mean "teacher"? Choose one of student, teacher.\n',
    ),
    (
        ["--answers", "overlaef"],
        '--answers cannot be "overlaef". Did you mean "overleaf"? Choose one of overleaf, back, separate, none.\n',
    ),
    (
        ["--answers", "separate", "-o", "-"],
        "Two files cannot go to standard output. Write to a file, or leave --answers separate.\n",
    ),
    (["--seed", "-1"], "--seed cannot be -1. Choose a whole number from 0 to 999,999,999."),
    (["--seed", "seven"], "Invalid value for '--seed': 'seven' is not a valid int"),
    (["--questions", "0"], "Invalid value for '--questions': 0 is not in the range 1<=x<=200."),
    (["--grid", "17"], "Invalid value for '--grid': 17 is not in the range 4<=x<=16."),
    (["--questions", "201"], "Invalid value for '--questions': 201 is not in the range 1<=x<=200."),
    (
        ["--start", "tomorrow"],
        '--start "tomorrow" is no date. Write day, month and year as in 23/11/2026, or 23 November 2026.\n',
    ),
    (["--start", "2026-02-30"], '--start "2026-02-30" is not in the calendar. Check its day and month.\n'),
    (
        ["--exam-date", "06/25/2027"],
        '--exam-date "06/25/2027" has no month 25, since the day comes first. Write 25/6/2027.\n',
    ),
    (["--exam-date", "1927-06-07"], "--exam-date 1927-06-07 is not between 2000 and 2099. Check its year.\n"),
    (
        ["--start", "2027-06-07", "--exam-date", "2027-06-07"],
        "There is no day to review on: the exam (2027-06-07) is not after the start (2027-06-07). "
        "Put --start before --exam-date.\n",
    ),
    (
        ["--reviews", "0,soon"],
        '"soon" in --reviews is not a number of days. Write days with commas between, such as 0,2,7,21.\n',
    ),
    (
        ["--reviews", "7,2"],
        "The days of review, 7,2, do not go up. Put them in order, each once: --reviews 0,2,7,21.\n",
    ),
    (["--reviews", "0,400"], "The days of review, 0,400, go beyond 0 to 365. Choose days within a year.\n"),
    (["--reviews", "1,2,3,4,5,6,7,8,9"], "9 days of review are given. Give 1 to 8, such as --reviews 0,2,7,21.\n"),
    (
        ["--card-layout", "folded"],
        '--card-layout cannot be "folded". Did you mean "fold"? Choose one of duplex, fold.\n',
    ),
    *(
        (
            ["--back-offset", value],
            f'--back-offset cannot be "{value}". Write millimetres to the right and up, 20 at most, such as',
        )
        for value in ("3", "1,2,3", "20.1,0", "0,-21", "a,b", "1e1,0", "")
    ),
]
"""Values of options that cannot be, and what is said of them."""


def test_a_topic_becomes_a_pack(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev")
    assert outcome.code == 0
    assert outcome.out == "packs/khrushchev.pdf  4 pages, 2 sheets of paper; for 30 copies 60\n"
    assert outcome.err == ""
    assert (desk / "packs" / "khrushchev.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--topics", "cold-war,khrushchev"], ["cold-war/rise", "cold-war/fall", "khrushchev/rise", "khrushchev/fall"]),
        (
            ["--topics", "khrushchev", "--topics", "cold-war/fall"],
            ["khrushchev/rise", "khrushchev/fall", "cold-war/fall"],
        ),
        (["--topics", " khrushchev/fall , "], ["khrushchev/fall"]),
        (["khrushchev/fall", "cold-war/rise"], ["khrushchev/fall", "cold-war/rise"]),
        (["cold-war/fall,khrushchev/fall"], ["cold-war/fall", "khrushchev/fall"]),
        (["cold-war/fall", "--topics", "khrushchev/fall"], ["cold-war/fall", "khrushchev/fall"]),
        (["--course", "russia"], ["khrushchev/rise", "khrushchev/fall"]),
        (["--course", "Russia 1855–1964"], ["khrushchev/rise", "khrushchev/fall"]),
        (["--tag", "superpowers"], ["cold-war/rise", "cold-war/fall"]),
    ],
)
def test_topics_and_sections_are_chosen(packgen: Packgen, desk: Path, arguments: list[str], names: list[str]) -> None:
    outcome = packgen("build", *arguments, "--json", "-o", "pack.pdf")
    sections = json.loads(outcome.out)["sections"]
    assert [f"{section['topic']}/{section['section']}" for section in sections] == names


def test_topics_of_ones_own_stand_beside_those_that_come_with_packgen(packgen: Packgen, desk: Path) -> None:
    (desk / "content" / "russia" / "khrushchev.yaml").unlink()
    asked = ["build", "cold-war/fall", "khrushchev/rise", "--sheets", "learn"]
    outcome = packgen(*asked, "--json", "-o", "mixed.pdf")
    names = [f"{section['topic']}/{section['section']}" for section in json.loads(outcome.out)["sections"]]
    assert names == ["cold-war/fall", "khrushchev/rise"]
    assert packgen(*asked, "-o", "again.pdf").code == 0  # out of the cache
    assert packgen(*asked, "--no-cache", "--content", "content", "-o", "anew.pdf").code == 0
    bytes_ = {name: (desk / name).read_bytes() for name in ("mixed.pdf", "again.pdf", "anew.pdf")}
    assert len(set(bytes_.values())) == 1


@pytest.mark.parametrize("option", ["--exam-date", "--start"])
def test_dates_have_the_day_first(packgen: Packgen, desk: Path, option: str) -> None:
    other = ["--start", "2027-01-01"] if option == "--exam-date" else []
    for name, day in (("british.pdf", "07/06/2027"), ("iso.pdf", "2027-06-07"), ("words.pdf", "7 June 2027")):
        assert packgen("build", "cold-war", "--sheets", "learn", *other, option, day, "-o", name).code == 0
    assert (desk / "british.pdf").read_bytes() == (desk / "iso.pdf").read_bytes() == (desk / "words.pdf").read_bytes()


def test_the_report_says_what_is_where(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--json", "-o", "lesson.pdf")
    assert outcome.err == ""
    assert json.loads(outcome.out) == {
        "output": "lesson.pdf",
        "answers": None,
        "pages": 4,
        "paper": {"sheets": 2, "copies": 30, "sheets_for_copies": 60},
        "written": True,
        "bytes": (desk / "lesson.pdf").stat().st_size,
        "sections": [
            {
                "topic": "khrushchev",
                "section": "rise",
                "title": "The rise",
                "first_page": 1,
                "last_page": 2,
                "stages": {"learn": 1, "write": 1, "check": 1},
            },
            {
                "topic": "khrushchev",
                "section": "fall",
                "title": "The fall",
                "first_page": 3,
                "last_page": 4,
                "stages": {"learn": 1, "recall": 1, "check": 1},
            },
        ],
        "warnings": [],
    }


@pytest.mark.parametrize("file", ["lesson.pdf", "-"])
def test_a_dry_run_says_the_paper_and_writes_nothing(packgen: Packgen, desk: Path, file: str) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--single-sided", "--dry-run", "-o", file)
    name = "standard output" if file == "-" else file
    said = f"{name}  6 pages, 6 sheets of paper; for 30 copies 180; not written\n"
    assert (outcome.code, outcome.out + outcome.err) == (0, said)
    assert json.loads(packgen("build", "--topics", "khrushchev", "--dry-run", "--json").out)["written"] is False
    assert list(desk.iterdir()) == [desk / "content"]


def test_dates_for_a_tracker_that_is_left_out_are_refused(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--front", "none", "--exam-date", "2027-06-07")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--front none leaves out" in outcome.err


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_quiet_prints_nothing(packgen: Packgen, desk: Path, option: str) -> None:
    assert packgen("build", "--topics", "khrushchev", option) == (0, "", "")
    assert (desk / "packs" / "khrushchev.pdf").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--paper", "letter"],
        ["--profile", "large-print"],
        ["--single-sided"],
        ["--title", "Week 3"],
        ["--theme", "classic"],
        ["--edition", "teacher"],
        ["--edition", "student"],
        ["--answers", "back"],
        ["--answers", "none"],
        ["--answers", "overleaf"],
        ["--sheets", "recall"],
        ["--sheets", "check,write,recall,learn"],
        ["--seed", "7"],
        ["--fillable"],
        ["--start", "2026-11-23"],
        ["--exam-date", "2027-06-07"],
        ["--reviews", "0,1,7"],
        ["--reviews", "0,2,7,21"],
        ["--front", "auto"],
        ["--front", "none"],
        ["--front", "full"],
        ["--sources", "foot"],
    ],
    ids=" ".join,
)
def test_each_look_makes_another_file(packgen: Packgen, desk: Path, arguments: list[str]) -> None:
    packgen("build", "--topics", "khrushchev", "-o", "plain.pdf")
    assert packgen("build", "--topics", "khrushchev", "-o", "other.pdf", *arguments).code == 0
    same = (desk / "plain.pdf").read_bytes() == (desk / "other.pdf").read_bytes()
    assert same == (arguments in USUAL)


USUAL = [
    ["--theme", "classic"],
    ["--edition", "student"],
    ["--answers", "overleaf"],
    ["--sheets", "check,write,recall,learn"],
    ["--reviews", "0,2,7,21"],
    ["--front", "auto"],
    ["--front", "none"],
    ["--sources", "foot"],
]
"""What a pack has anyway; sheets come in the order of the stages, whatever the order of their names."""


@pytest.mark.parametrize(
    ("arguments", "stages"),
    [
        (["--sheets", "recall"], [{"recall": 1, "check": 1}]),
        (["--sheets", "learn,write"], [{"learn": 1, "write": 1, "check": 1}, {"learn": 2}]),
        (["--sheets", "recall", "--answers", "none"], [{"recall": 2}]),
        (["--sheets", " write ,, learn", "--answers", "none"], [{"learn": 1, "write": 1}, {"learn": 2}]),
        (["--sheets", "learn"], [{"learn": 2}, {"learn": 2}]),
        (["--sheets", "check"], [{"check": 2}, {"check": 2}]),
        (["--answers", "back"], [{"learn": 1, "write": 1}, {"learn": 1, "recall": 1, "check": 1}]),
        (["--sheets", "cards"], []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and value and isinstance(value[0], str) else "",
)
def test_the_sheets_asked_for_are_made(
    packgen: Packgen, desk: Path, arguments: list[str], stages: list[dict[str, int]]
) -> None:
    outcome = packgen("build", "--topics", "khrushchev", *arguments, "--json")
    assert [section["stages"] for section in json.loads(outcome.out)["sections"]] == stages


@pytest.mark.parametrize(
    "arguments",
    [["--card-layout", "fold"], ["--back-offset", "1.5,-0.5"], ["--back-offset", " +1 , 20 "]],
    ids=" ".join,
)
def test_cards_are_laid_out_as_asked(packgen: Packgen, desk: Path, arguments: list[str]) -> None:
    build = ("build", "--topics", "khrushchev", "--sheets", "cards", "-o")
    assert packgen(*build, "plain.pdf").out == "plain.pdf  2 pages, 1 sheet of paper; for 30 copies 30\n"
    assert packgen(*build, "usual.pdf", "--card-layout", "duplex", "--back-offset", "0,0").code == 0
    assert packgen(*build, "other.pdf", *arguments).code == 0
    assert (desk / "plain.pdf").read_bytes() == (desk / "usual.pdf").read_bytes() != (desk / "other.pdf").read_bytes()


def test_a_quiz_has_as_many_questions_as_asked(packgen: Packgen, desk: Path) -> None:
    terms = ", ".join(f"{{term: Word{n}, meaning: It means {n}}}" for n in range(6))
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "blocks:\n", f"blocks:\n      - {{type: glossary, terms: [{terms}]}}\n", 1
    )
    path.write_text(text, encoding="utf-8")
    build = ("build", "--topics", "khrushchev", "--sheets", "quiz", "-o", "quiz.pdf", "--questions")
    assert packgen(*build, "6") == (0, "quiz.pdf  2 pages, 1 sheet of paper; for 30 copies 30\n", "")
    warning = "warning: The quiz was to have 7 questions, but there are only 6 in these sections.\n"
    assert packgen(*build, "7") == (0, "quiz.pdf  2 pages, 1 sheet of paper; for 30 copies 30\n", warning)
    assert packgen(*build, "0").code == packgen(*build, "201").code == packgen(*build, "few").code == 2


def test_a_grid_asks_for_a_date_of_each_section(packgen: Packgen, desk: Path) -> None:
    terms = ", ".join(f"{{term: Word{n}, meaning: It means {n}}}" for n in range(6))
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "blocks:\n", f"blocks:\n      - {{type: glossary, terms: [{terms}]}}\n", 1
    )
    path.write_text(text, encoding="utf-8")
    build = ("build", "--topics", "khrushchev", "--sheets", "grid", "-o", "grid.pdf", "--grid", "6")
    assert packgen(*build, "--taught", "2/11/2026", "--taught", "9 November 2026").code == 0
    dated = (desk / "grid.pdf").read_bytes()
    assert packgen(*build).code == 0
    assert dated == (desk / "grid.pdf").read_bytes(), "a week between them, as by their order"
    assert packgen(*build, "--taught", "9/11/2026,2/11/2026").code == 0
    assert dated != (desk / "grid.pdf").read_bytes()
    missing = packgen(*build, "--taught", "2/11/2026")
    assert (missing.code, missing.out) == (2, "")
    assert missing.err.startswith("1 date is given with --taught, and there are 2 sections. Give the date of each")
    assert '--taught "31/11/2026" is not in the calendar.' in packgen(*build, "--taught", "31/11/2026").err
    for wrong in ("3", "17", "few"):
        assert packgen("build", "--topics", "khrushchev", "--sheets", "grid", "--grid", wrong).code == 2


def test_separate_answers_are_a_file_of_their_own(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--answers", "separate")
    lines = (
        "packs/khrushchev-separate.pdf  4 pages, 2 sheets of paper; for 30 copies 60\n"
        "packs/khrushchev-separate.answers.pdf  answers, 2 pages, 1 sheet of paper\n"
    )
    assert outcome == (0, lines, "")
    assert sorted(path.name for path in (desk / "packs").iterdir()) == [
        "khrushchev-separate.answers.pdf",
        "khrushchev-separate.pdf",
    ]
    answers = desk / "packs" / "khrushchev-separate.answers.pdf"
    assert len(open_pdf(answers).pages) == 2
    assert [entry.title for entry in outline(answers) if entry.level < 2 and "The" in entry.title] == [
        "1 The rise",
        "2 The fall",
    ]


@pytest.mark.parametrize(
    ("arguments", "output", "answers"),
    [
        (["-o", "lesson.pdf"], "lesson.pdf", "lesson.answers.pdf"),
        (["-o", "deep/a.b.pdf"], "deep/a.b.pdf", "deep/a.b.answers.pdf"),
        (
            ["--topics", "cold-war"],
            "packs/khrushchev,cold-war-separate.pdf",
            "packs/khrushchev,cold-war-separate.answers.pdf",
        ),
        (
            ["--edition", "teacher"],
            "packs/khrushchev-separate.teacher.pdf",
            "packs/khrushchev-separate.teacher.answers.pdf",
        ),
        (["--sheets", "learn"], "packs/khrushchev-learn-separate.pdf", None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_answers_are_named_after_the_pack(
    packgen: Packgen, desk: Path, arguments: list[str], output: str, answers: str | None
) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--answers", "separate", "--json", *arguments)
    report = json.loads(outcome.out)
    assert (report["output"], report["answers"]) == (output, answers)
    made = sorted(
        path.relative_to(desk).as_posix() for path in desk.rglob("*") if path.suffix != ".yaml" and path.is_file()
    )
    assert made == sorted(filter(None, [output, answers]))


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["--topics", "khrushchev"], "packs/khrushchev.teacher.pdf"),
        (["--topics", "khrushchev/fall"], "packs/khrushchev-fall.teacher.pdf"),
        (["--course", "russia"], "packs/khrushchev.teacher.pdf"),
        (["--topics", "khrushchev,cold-war"], "packs/khrushchev,cold-war.teacher.pdf"),
        (["--topics", "khrushchev", "-o", "mine.pdf"], "mine.pdf"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_teachers_file_has_a_name_of_its_own(
    packgen: Packgen, desk: Path, arguments: list[str], output: str
) -> None:
    outcome = packgen("build", "--edition", "teacher", *arguments)
    assert (outcome.code, outcome.out.split("  ")[0]) == (0, output)


def test_no_answers_are_left_where_the_pack_cannot_be_written(packgen: Packgen, desk: Path) -> None:
    outcome = packgen("build", "--topics", "khrushchev", "--answers", "separate", "-o", "content")
    assert outcome.code == 7
    assert list(desk.iterdir()) == [desk / "content"]


def test_a_dash_writes_the_pdf_to_standard_output(desk: Path) -> None:
    code = "from packgen.cli.main import run; run(['build', '--topics', 'khrushchev', '-o', '-'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF-1.7")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert done.stderr == b"standard output  4 pages, 2 sheets of paper; for 30 copies 60\n"
    assert list(desk.iterdir()) == [desk / "content"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, 'Nothing to build. Name topics, as in "packgen build khrushchev", or use --course or --tag; '),
        (["--topics", ","], 2, "Nothing to build."),
        (
            ["content/world/cold-war.yaml"],
            2,
            '"content/world/cold-war.yaml" is a file. Name its topic, without folder and ending: cold-war.',
        ),
        (["cold-wra"], 4, 'There is no topic "cold-wra" in content. Did you mean "cold-war"?'),
        (["--topics", "khrushchev", "--title", " "], 2, "The text of --title is empty."),
        (["--topics", "khrushchev", "--title", "a\x07b"], 2, "The text of --title has the character U+0007"),
        (["--topics", "khrushchev", "--title", "a\udcffb"], 2, "The text of --title has the character U+DCFF"),
        (["--topics", "khrushchev", "-o", "-", "--json"], 2, "--json and --output - both want standard output."),
        (["--topics", "khrushchov"], 4, 'There is no topic "khrushchov" in content. Did you mean "khrushchev"?'),
        (["--topics", "khrushchev/fal"], 4, 'Topic "khrushchev" has no section "fal". Did you mean "fall"?'),
        (["--course", "prussia"], 4, 'There is no course "prussia". Did you mean "russia"?'),
        (["--tag", "leader"], 4, 'No topic has the tag "leader". Did you mean "leaders"'),
        (
            ["--topics", "khrushchev", "--profile", "standart"],
            4,
            'There is no profile "standart". Did you mean "standard"?',
        ),
        (["--topics", "khrushchev", "--theme", "clasic"], 4, 'There is no theme "clasic". Did you mean "classic"?'),
        (["--topics", "khrushchev", "--paper", "a5"], 4, "a5"),
        (
            ["--topics", "khrushchev", "-o", "content"],
            7,
            "content cannot be written: it is a folder. Name a file in it.",
        ),
        (["--topics", "khrushchev", "--content", "nowhere"], 7, "The content folder nowhere does not exist."),
        *((["--topics", "khrushchev", *arguments], 2, message) for arguments, message in REFUSED),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_with_a_remedy(
    packgen: Packgen, desk: Path, arguments: list[str], code: int, message: str
) -> None:
    outcome = packgen("build", *arguments)
    assert outcome.code == code
    assert message in outcome.err
    assert outcome.out == ""
    assert list(desk.iterdir()) == [desk / "content"]


def test_problems_in_a_topic_are_all_told(packgen: Packgen, broken: Path) -> None:
    outcome = packgen("build", "--topics", "broken")
    assert outcome.code == 3
    assert "content/broken.yaml:11:9: " in outcome.err
    assert "content/broken.yaml:12:" in outcome.err


def test_a_broken_topic_does_not_stand_in_the_way_of_another(packgen: Packgen, broken: Path) -> None:
    assert packgen("build", "--topics", "khrushchev").code == 0


def test_no_pdf_is_poured_over_a_terminal(packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    outcome = packgen("build", "--topics", "khrushchev", "-o", "-")
    assert outcome.code == 2
    assert "Send it to a file or a program" in outcome.err


@pytest.mark.parametrize(("option", "wanted"), [([], True), (["--quiet"], False), (["--json"], False)])
def test_progress_is_shown_where_it_does_not_disturb(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch, option: list[str], wanted: bool
) -> None:
    asked = []
    show = terminal.Progress

    def remember(*, wanted: bool) -> terminal.Progress:
        asked.append(wanted)
        return show(wanted=wanted)

    monkeypatch.setattr(terminal, "Progress", remember)
    packgen("build", "--topics", "khrushchev", *option)
    assert asked == [wanted]


def test_warnings_are_said_on_standard_error(packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = press.build
    monkeypatch.setattr(press, "build", lambda *a: replace(build(*a), warnings=("something to look at",)))
    outcome = packgen("build", "--topics", "khrushchev", "--quiet")
    assert outcome == (0, "", "warning: something to look at\n")


# -- what is there already


@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
@pytest.mark.parametrize("arguments", [["build", "--topics", "khrushchev"], ["schema"]], ids=lambda value: value[0])
def test_no_output_replaces_an_input(
    packgen: Packgen, desk: Path, arguments: list[str], link: Callable[[Path, Path], None] | None
) -> None:
    topic = desk / "content" / "russia" / "khrushchev.yaml"
    before = topic.read_bytes()
    outputs = [topic]
    if link is not None:
        outputs = [desk / f"out{ending}" for ending in (".pdf", ".json", ".yaml")]
        for output in outputs:
            link(output, topic)
    for output in outputs:
        done = packgen(*arguments, "-o", output)
        assert (done.code, done.out) == (7, "")
        assert f"{output} cannot be written: " in done.err
    assert topic.read_bytes() == before


def test_no_file_of_answers_replaces_what_is_not_one(packgen: Packgen, desk: Path) -> None:
    (desk / "lesson.answers.pdf").write_bytes(b"mine")
    done = packgen("build", "--topics", "khrushchev", "--answers", "separate", "-o", "lesson.pdf")
    assert (done.code, done.out) == (7, "")
    assert "lesson.answers.pdf cannot be written: what is there is not a PDF that packgen made." in done.err
    assert (desk / "lesson.answers.pdf").read_bytes() == b"mine"
    assert not (desk / "lesson.pdf").exists()


def test_a_pack_replaces_its_older_self(packgen: Packgen, desk: Path) -> None:
    for title in ("Week 3", "x" * 200):
        for _ in range(2):
            done = packgen("build", "--topics", "khrushchev", "--answers", "separate", "-o", "a.pdf", "--title", title)
            assert done.code == 0
    assert b"x" * 200 in (desk / "a.pdf").read_bytes()


def test_packs_with_other_options_stand_side_by_side(packgen: Packgen, desk: Path) -> None:
    for arguments in ([], ["--sheets", "recall"], ["--profile", "large-print"], ["--seed", "7"], ["--title", "T"]):
        assert packgen("build", "--topics", "khrushchev", *arguments).code == 0
    names = sorted(path.name for path in (desk / "packs").iterdir())
    assert names[:1] + names[2:] == [
        "khrushchev-large-print.pdf",
        "khrushchev-titled_" + names[2][18:],
        "khrushchev.pdf",
        "khrushchev.v7.pdf",
    ]
    assert names[1] == "khrushchev-recall.pdf"


@pytest.mark.parametrize("seed", ["-1", "1000000000", "99999999999999999999", "x", "1.5"])
def test_a_seed_beyond_the_limit_is_refused(packgen: Packgen, desk: Path, seed: str) -> None:
    done = packgen("build", "--topics", "khrushchev", "--seed", seed)
    assert (done.code, done.out) == (2, "")
    assert "--seed" in done.err


def test_the_largest_seed_will_do(packgen: Packgen, desk: Path) -> None:
    assert packgen("build", "--topics", "khrushchev", "--seed", "999999999").out.startswith(
        "packs/khrushchev.v999999999."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows not everybody may make links")
def test_a_topic_that_is_a_link_to_elsewhere_is_refused_even_where_it_is_known(packgen: Packgen, desk: Path) -> None:
    topic = desk / "content" / "russia" / "khrushchev.yaml"
    arguments = ("build", "--topics", "khrushchev", "--cache-dir", "cache")
    assert packgen(*arguments).code == 0
    topic.rename(desk / "khrushchev.yaml")
    topic.symlink_to(desk / "khrushchev.yaml")
    done = packgen(*arguments)
    assert done.code == 3
    assert "content/russia/khrushchev.yaml:1:1: the file is a link to one outside of the content folder." in done.err


# -- a cache that others may write to


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_a_cache_that_others_may_write_to_is_told_and_not_used(packgen: Packgen, desk: Path, quiet: list[str]) -> None:
    folder = desk / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    done = packgen("build", "--topics", "khrushchev", "--cache-dir", "cache", *quiet)
    assert done.code == 0
    assert done.err == (
        f'warning: The cache is not used, since others may write to {folder}: run "chmod go-w" on it, '
        "or name another folder with --cache-dir.\n"
    )
    assert list(folder.iterdir()) == []
    cleared = packgen("cache", "info", "--cache-dir", "cache")
    assert (cleared.code, "is not used" in cleared.err) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows not everybody may make links")
def test_a_link_in_its_place_is_cleared(packgen: Packgen, desk: Path) -> None:
    inner = desk / "cache" / "packgen-2"
    inner.mkdir(parents=True)
    (desk / "victim").write_bytes(b"precious")
    (inner / "sheets.sqlite").symlink_to(desk / "victim")
    done = packgen("build", "--topics", "khrushchev", "--cache-dir", "cache")
    assert f"since {inner / 'sheets.sqlite'} is a link, not a file: delete it." in done.err
    assert packgen("cache", "clear", "--cache-dir", "cache").code == 0
    assert (desk / "victim").read_bytes() == b"precious"
    assert packgen("build", "--topics", "khrushchev", "--cache-dir", "cache").err == ""
