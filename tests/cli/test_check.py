import re
from pathlib import Path

import pytest

from packgen import resources
from tests.cli.conftest import Packgen


def test_good_topics_are_counted(packgen: Packgen, desk: Path) -> None:
    assert packgen("check") == (0, "2 topics, no problems\n", "")


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["khrushchev"], "1 topic"),
        (["content/russia/khrushchev.yaml"], "1 topic"),
        (["khrushchev", "cold-war", "content/world/cold-war.yaml"], "2 topics"),
        (["khrushchev/fall"], "1 topic"),
        (["content/world"], "1 topic"),
        (["content/world/", "khrushchev"], "2 topics"),
    ],
)
def test_only_what_is_named_is_checked(packgen: Packgen, broken: Path, names: list[str], count: str) -> None:
    assert packgen("check", *names) == (0, f"{count}, no problems\n", "")


@pytest.mark.parametrize(
    "names", [[], ["broken"], ["content/broken.yaml"], ["broken", "khrushchev", "content/broken.yaml"]]
)
def test_every_problem_is_told_once_in_the_order_of_the_file(packgen: Packgen, broken: Path, names: list[str]) -> None:
    outcome = packgen("check", *names)
    assert outcome.code == 3
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    places = [line.split(": ")[0] for line in lines if line.startswith("content/")]
    assert places == sorted(set(places), key=lambda place: [int(n) for n in place.split(":")[1:]])
    assert "    txet: Not a key." in lines
    assert lines[-1] == f"{len(places)} problems in 1 file"


def test_a_topic_that_comes_with_packgen_can_be_named(
    packgen: Packgen, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = desk / "brought"
    brought.mkdir()
    (desk / "content" / "russia" / "khrushchev.yaml").rename(brought / "khrushchev.yaml")
    monkeypatch.setattr(resources, "content_folder", lambda: brought)
    for names in ([], ["khrushchev"]):
        assert packgen("check", *names) == (0, "1 topic, no problems\n", "")
    assert packgen("check", "khrushchev", "cold-war") == (0, "2 topics, no problems\n", "")


def test_problems_of_several_files_are_counted(packgen: Packgen, broken: Path) -> None:
    (broken.parent / "empty.yaml").write_text("", encoding="utf-8")
    assert packgen("check").out.splitlines()[-1].endswith(" problems in 2 files")


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("khrushchov", 4, 'There is no topic "khrushchov" in content. Did you mean "khrushchev"?'),
        ("nowhere.yaml", 3, "nowhere.yaml"),
    ],
)
def test_what_is_not_there_is_said(packgen: Packgen, desk: Path, name: str, code: int, message: str) -> None:
    outcome = packgen("check", name)
    assert outcome.code == code
    assert message in outcome.out + outcome.err


def test_a_topic_that_comes_with_packgen_has_no_problems(
    packgen: Packgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the real ones, one: `make check` checks them all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    assert packgen("check", "alexander-ii-reforms") == (0, "1 topic, no problems\n", "")


def test_what_weakens_recall_is_a_warning(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8").replace("        points: [Harvests failed]\n", "")
    path.write_text(text, encoding="utf-8")
    warning = (
        "warning: content/russia/khrushchev.yaml:22:9: recall: it has no answer to check against. "
        'List what should be written as "points:".\n'
        "    - type: recall\n      ^\n"
    )
    assert packgen("check", "khrushchev") == (0, f"{warning}1 topic, no problems, 1 warning\n", "")
    path.write_text(text.replace("marks: 2", "marks: 3"), encoding="utf-8")
    outcome = packgen("check")
    assert outcome.code == 0
    assert outcome.out.startswith("warning: content/russia/khrushchev.yaml:14:9: question: its points come to 2 marks,")
    assert outcome.out.endswith(f"{warning}2 topics, no problems, 2 warnings\n")


def test_problems_come_before_weaknesses(packgen: Packgen, broken: Path) -> None:
    path = broken.parent / "world" / "cold-war.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("marks: 2", "marks: 3"), encoding="utf-8")
    outcome = packgen("check")
    assert outcome.code == 3
    assert "warning" not in outcome.out


@pytest.mark.parametrize(
    "block",
    [
        "- {type: prose, text: Nothing to recall here.}",
        "- {type: recall, prompt: What happened?, points: [This]}",
        "- {type: question, question: Why?, marks: 1, scheme: [{points: [This]}]}",
        "- {type: extract, text: Words., provenance: Somebody}",
    ],
)
def test_a_section_may_have_a_single_block(packgen: Packgen, desk: Path, block: str) -> None:
    head = "schema: 1\nid: small\ntitle: Small\nsubject: S\nlevel: L\nsections:\n- id: one\n  title: One\n  blocks:\n"
    (desk / "content" / "small.yaml").write_text(f"{head}  {block}\n", encoding="utf-8")
    outcome = packgen("check", "small")
    assert (outcome.code, outcome.err) == (0, "")
    assert "1 topic, no problems" in outcome.out


def test_a_folder_without_topics_has_no_problems(packgen: Packgen, tmp_path: Path) -> None:
    assert packgen("check", "--content", tmp_path) == (0, "0 topics, no problems\n", "")


# -- what no page holds


def refused(words: str) -> str:
    """A topic with something that no page holds in each of two sections."""
    return f"""schema: 1
id: wide
title: Wide
subject: S
level: L
sections:
  - id: one
    title: One
    blocks:
      - type: table
        columns: [{", ".join(f"C{n}" for n in range(40))}]
        rows:
          - [{", ".join(f"C{n}" for n in range(40))}]
      - type: prose
        text: This is as it should be.
      - type: recall
        title: Say it
        prompt: {words}
        points: [one]
  - id: two
    title: Two
    blocks:
      - type: glossary
        terms:
          - {{term: Term, meaning: {words}}}
"""


def test_all_that_no_page_holds_is_told_at_once(packgen: Packgen, desk: Path) -> None:
    (desk / "content" / "wide.yaml").write_text(refused("word " * 1500), encoding="utf-8")
    checked, built = packgen("check"), packgen("build", "--topics", "wide")
    assert (checked.code, checked.err) == (5, "")
    told = [line for line in checked.out.splitlines() if line.startswith("content/")]
    assert [line.split(" is ")[0].split(" has ")[0] for line in told] == [
        "content/wide.yaml:10:9: table",
        "content/wide.yaml:18:17: recall “Say it”, prompt",
        "content/wide.yaml:25:35: glossary, term 1, meaning",
    ]
    assert checked.out.endswith("3 problems in 1 file\n")
    assert (built.code, built.err.strip()) == (5, told[0])
    for option in ("recall", "cards"):
        assert packgen("build", "--topics", "wide", "--sheets", option).err.strip() in told


def test_what_no_page_holds_is_told_beside_the_problems_of_other_topics(packgen: Packgen, broken: Path) -> None:
    (broken.parent / "wide.yaml").write_text(refused("word " * 1500), encoding="utf-8")
    outcome = packgen("check")
    assert outcome.code == 3
    assert "content/wide.yaml:10:9: table has 40 columns" in outcome.out
    assert "    txet: Not a key." in outcome.out
    assert outcome.out.splitlines()[-1].endswith(" in 2 files")


def test_what_only_large_print_cannot_hold_is_a_warning(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8").replace("Why did he fall?", f"{'Why? ' * 300}")
    path.write_text(text, encoding="utf-8")
    outcome = packgen("check")
    message = r"warning: content/russia/khrushchev.yaml:23:17: with --profile large-print, recall, prompt is too long: "
    assert outcome.code == 0
    assert re.search(message, outcome.out)
    assert packgen("build", "--topics", "khrushchev").code == 0
    built = packgen("build", "--topics", "khrushchev", "--profile", "large-print")
    assert (built.code, built.err.split(" is ")[0]) == (5, "content/russia/khrushchev.yaml:23:17: recall, prompt")


def test_a_task_that_no_page_holds_is_said_as_when_it_is_built(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8").replace("Why did he fall?", f"{'Why? ' * 3000}")
    path.write_text(text, encoding="utf-8")
    checked, built = packgen("check"), packgen("build", "--topics", "khrushchev")
    assert checked.code == built.code == 5
    assert checked.out.startswith(built.err.strip())
    assert "content/russia/khrushchev.yaml:23:17: recall, prompt is too long: " in checked.out


WARNED = """\
schema: 1
id: marked
title: Marked
subject: History
level: A level
sections:
- id: s
  title: S
  blocks:
  - type: prose
    text: "~~struck~~ out"
  - type: question
    question: Why?
    marks: 2
    example: Because.
"""


def test_commas_that_seem_to_divide_a_text_are_warned_of_when_it_is_built(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "marked.yaml"
    points = "points: [By active transport, not diffusion]"
    recall = f"  - {{type: recall, prompt: How?, {points}}}\n  - type: question"
    path.write_text(WARNED.replace("~~struck~~", "struck").replace("  - type: question", recall), encoding="utf-8")
    checked = packgen("check", "marked")
    assert checked.code == 0
    assert checked.out.count("warning: content/marked.yaml:12:") == 1
    [told] = [line for line in checked.out.splitlines() if "marked.yaml:12:" in line]
    for _ in range(2):  # typeset, and from the cache
        outcome = packgen("build", "--topics", "marked", "--sheets", "learn", "--cache-dir", desk / "cache")
        assert outcome.code == 0
        assert told in outcome.err


def test_marks_that_are_not_set_are_warned_of_with_their_line(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "marked.yaml"
    path.write_text(WARNED, encoding="utf-8")
    told = 'content/marked.yaml:11:12: prose, text: "~~struck~~" is printed as typed: there is no strike-through.'
    outcome = packgen("check", "marked")
    assert outcome.code == 0
    assert outcome.out.startswith(f"warning: {told}")
    assert outcome.out.endswith("1 topic, no problems, 1 warning\n")
    for _ in range(2):  # typeset, and from the cache
        outcome = packgen("build", "--topics", "marked", "--sheets", "learn", "--cache-dir", desk / "cache")
        assert outcome.code == 0
        assert f"warning: {told}" in outcome.err
        assert '\n    text: "~~struck~~ out"\n' in outcome.err


def test_the_files_of_a_course_are_checked_with_its_topics(packgen: Packgen, desk: Path) -> None:
    (desk / "content/russia/course.yaml").write_text("title: Russia\ntopics: [khrushchev, stalin]\n")
    (desk / "content/russia/names.yaml").write_text("people: [{name: Josef Stalin, not: [Stalin died]}]\n")
    for names in ([], ["khrushchev"], ["content/russia"]):
        outcome = packgen("check", *names)
        assert outcome.code == 3
        assert 'content/russia/course.yaml:2:22: there is no topic "stalin".' in outcome.out
        assert '"Stalin died" is spelt otherwise in content/russia/names.yaml: "Josef Stalin".' in outcome.out
    assert packgen("check", "cold-war").code == 0


@pytest.mark.parametrize("name", ["course", "names"])
def test_a_topic_cannot_have_the_name_of_a_file_beside_topics(packgen: Packgen, desk: Path, name: str) -> None:
    assert packgen("new", name).err.startswith(f'"{name}" cannot name a topic: {name}.yaml beside topics')


# -- what facts rest on, and what is covered

SPECIFIED = """\
schema: 1
id: reforms
title: Reforms
subject: History
level: A level
sources:
  - {id: book, citation: A. Author}
  - {id: page, citation: A page without an author, weak: yes}
sections:
  - id: one
    title: One
    covers: [ocr-y318/reform, ocr-y318/peasants]
    blocks:
      - type: timeline
        events:
          - {date: "1861", event: The serfs are freed., sources: [book]}
          - {date: "1864", event: Zemstva are set up., sources: [page]}
          - {date: "1874", event: All classes serve in the army.}
          - {date: "1881", event: The Tsar is killed., common: yes}
      - type: prose
        text: A block is one fact if nothing in it can name a source.
        sources: [book, page]
      - type: recall
        prompt: A task is no fact.
        points: [None]
  - id: two
    title: Two
    covers: [ocr-y318/reform]
    blocks:
      - type: glossary
        sources: [page]
        terms:
          - {term: Zemstvo, meaning: An elected council.}
          - {term: Mir, meaning: The commune., common: yes}
"""


@pytest.fixture
def specified(desk: Path) -> Path:
    path = desk / "content" / "reforms.yaml"
    path.write_text(SPECIFIED, encoding="utf-8")
    return path


def test_what_the_facts_of_a_topic_rest_on(packgen: Packgen, specified: Path) -> None:
    assert packgen("check", "reforms", "--sources") == (
        0,
        "topic    facts  sourced  common  neither  one source  weak only  share\n"
        "reforms      7        4       2        1           3          2   80 %\n"
        "content/reforms.yaml:18:13: no source. Name one, or write common: yes.\n"
        "content/reforms.yaml:17:13: rests on page alone, which is weak. Name another besides.\n"
        "content/reforms.yaml:33:13: rests on page alone, which is weak. Name another besides.\n",
        "",
    )


def test_several_topics_have_a_line_for_all(packgen: Packgen, specified: Path) -> None:
    lines = packgen("check", "--sources").out.splitlines()
    assert [line.split()[0] for line in lines[:5]] == ["topic", "cold-war", "khrushchev", "reforms", "all"]
    assert lines[4].split()[1:] == ["9", "4", "2", "3", "3", "2", "57", "%"]


def test_a_topic_of_common_knowledge_has_no_share(packgen: Packgen, desk: Path) -> None:
    path = desk / "content" / "russia" / "khrushchev.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("in March 1953.", "in 1953.\n        common: yes"), encoding="utf-8")
    assert packgen("check", "khrushchev", "--sources").out.splitlines()[1].split()[-1] == "–"


@pytest.mark.parametrize("name", ["ocr-y318", "OCR-Y318"])
def test_which_points_of_a_specification_are_covered(packgen: Packgen, specified: Path, name: str) -> None:
    outcome = packgen("check", "--spec", name)
    lines = outcome.out.splitlines()
    assert (outcome.code, outcome.err) == (0, "")
    assert lines[:5] == [
        "OCR Y318, Russia and its rulers 1855–1964",
        "  Reform from above: why, how far, and how long it lasted",
        "      reforms/one, reforms/two",
        "  The village: land, farming, hunger, and how peasants lived",
        "      reforms/one",
    ]
    assert lines[5:7] == [
        "  What Tsars and Communists wanted power for: autocracy, dictatorship, total control",
        "      not covered (ocr-y318/rulers-and-power)",
    ]
    assert lines[-1] == "25 points in all, 2 covered, 23 not"


def test_points_of_another_paper_are_not_counted(packgen: Packgen, specified: Path) -> None:
    assert packgen("check", "reforms", "--spec", "aqa-7042-1h").out.endswith("\n30 points in all, 0 covered, 30 not\n")


def test_both_reports_at_once(packgen: Packgen, specified: Path) -> None:
    both = packgen("check", "reforms", "--sources", "--spec", "ocr-y318").out
    one, other = (packgen("check", "reforms", *chosen).out for chosen in (["--sources"], ["--spec", "ocr-y318"]))
    assert both == one + other


def test_a_paper_that_is_not_there_is_said(packgen: Packgen, specified: Path) -> None:
    assert packgen("check", "reforms", "--spec", "ocr-y138") == (
        4,
        "",
        'There is no paper "ocr-y138". Did you mean "ocr-y318"? The papers are aqa-7042-1h, edexcel-9hi0, ocr-y318.\n',
    )


def test_problems_come_before_reports(packgen: Packgen, specified: Path) -> None:
    specified.write_text(SPECIFIED.replace("ocr-y318/peasants", "ocr-y318/peasant"), encoding="utf-8")
    for report in (["--sources"], ["--spec", "ocr-y318"]):
        outcome = packgen("check", "reforms", *report)
        assert (outcome.code, outcome.err) == (3, "")
        assert outcome.out.startswith("content/reforms.yaml:12:31: section 1 (one), point 2: ocr-y318 has no point")
        assert outcome.out.endswith("1 problem in 1 file\n")


def test_weaknesses_of_recall_are_not_told_with_a_report(packgen: Packgen, specified: Path) -> None:
    specified.write_text(SPECIFIED.replace("        points: [None]\n", ""), encoding="utf-8")
    assert "warning" in packgen("check", "reforms").out
    assert "warning" not in packgen("check", "reforms", "--spec", "ocr-y318").out
