"""Whatever an author writes: both editions of a section are the same pages, and a seed always hides the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packgen.layout.core.setting import Setting
from packgen.load.loaded import LoadedTopic
from packgen.load.topic_file import read_topic
from packgen.plan.options import PlanOptions
from packgen.plan.tasks import recall_tasks
from packgen.sheet.sheet import Sheet
from packgen.sheets.context import section_context
from packgen.sheets.section import typeset_section
from packgen.text.inline import plain
from tests.support.geometry import Drawing, read
from tests.support.leaks import folded
from tests.support.paper import setting

WORDS = st.sampled_from(
    ["Zhukov", "sovnarkhoz", "7–4", "1957", "Хрущёв", "it", "the plenum", "Anti-Party", "a", "Tbilisi"]
)
PHRASE = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
SHORT = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)
LONG = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@st.composite
def sections(draw: st.DrawFn) -> str:
    """Return the blocks of a section as YAML: some to study, and tasks made from them or written."""
    people = "".join(
        f"\n          - {{name: P{n} {draw(SHORT)}, role: {draw(PHRASE)} {n}, why: {draw(LONG)}}}"
        for n in range(draw(st.integers(3, 6)))
    )
    events = "".join(
        f"\n          - {{date: {draw(SHORT)} {n}, event: {draw(PHRASE)}}}" for n in range(draw(st.integers(3, 9)))
    )
    points = "".join(f"\n              - {{text: {draw(LONG)}}}" for _ in range(draw(st.integers(1, 6))))
    gaps = " ".join(f"{draw(PHRASE)} {{{{{draw(SHORT)} {n}}}}}." for n in range(draw(st.integers(2, 20))))
    return (
        f"      - type: key-figures\n        people:{people}\n"
        f"      - type: timeline\n        events:{events}\n"
        f"      - type: summary\n        boxes:\n          - label: Why?\n            items:{points}\n"
        f"      - {{type: cloze, bank: {draw(st.sampled_from(['yes', 'no']))}, text: '{gaps}'}}\n"
        f"      - {{type: rebuild, of: key-figures, form: {draw(st.sampled_from(['why', 'role', 'names']))}}}\n"
        f"      - {{type: rebuild, of: timeline, form: {draw(st.sampled_from(['mixed', 'dates', 'events']))}}}\n"
        f"      - {{type: rebuild, of: summary, form: {draw(st.sampled_from(['blurt', 'cornell', 'map']))}}}\n"
        f"      - {{type: recall, prompt: Why?, lines: {draw(st.integers(1, 30))}, points: [{draw(LONG)}]}}\n"
    )


def loaded(blocks: str, folder: Path) -> LoadedTopic:
    file = folder / "t.yaml"
    head = "schema: 1\nid: t\ntitle: T\nsubject: S\nlevel: L\nsections:\n  - id: s\n    title: S\n    blocks:\n"
    file.write_text(head + blocks, encoding="utf-8")
    topic, problems = read_topic(file, "t.yaml", folder)
    assert topic is not None, problems
    return topic


def strokes(drawing: Drawing) -> list[object]:
    return [*drawing.lines(), *drawing.boxes(), *drawing.curves()]


def given_words(drawing: Drawing) -> set[tuple[int, float, float, str]]:
    return {(text.page, round(text.x, 1), round(text.y, 1), text.text.strip()) for text in drawing.texts()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=sections(), profile=st.sampled_from(["standard", "large-print"]), seed=st.integers(0, 9))
def test_both_editions_are_the_same_pages(blocks: str, profile: str, seed: int) -> None:
    with TemporaryDirectory() as folder:
        topic = loaded(blocks, Path(folder))
    used = setting(profile)
    student, teacher = (recall_sheet(topic, used, seed, edition) for edition in (False, True))
    assert len(student.pages) == len(teacher.pages)
    one, other = read(student, used.faces), read(teacher, used.faces)
    assert strokes(one) == strokes(other)
    assert given_words(one) <= given_words(other)
    tasks = recall_tasks(topic.topic, topic.topic.sections[0], seed)
    shown = folded(other.words())
    assert [gap.answer for task in tasks for gap in task.form.gaps if folded(plain(gap.answer)) not in shown] == []


def recall_sheet(topic: LoadedTopic, used: Setting, seed: int, teacher: bool) -> Sheet:
    wanted = PlanOptions(sheets=("recall",), answers="none", seed=seed, teacher=teacher)
    [sheet] = typeset_section(section_context(topic, 0, used, wanted)).sheets
    return sheet
