"""A student's file without a key holds no answer: not in text, tags, metadata, outline, fields or loose objects."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import count, product
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image

from packgen.build import build
from packgen.built import BuiltPack
from packgen.load.library import Library
from packgen.load.topics import Topics
from packgen.locale.registry import words_for
from packgen.options import PackOptions
from packgen.plan.organiser import organiser_plan
from packgen.plan.questions import quiz_of
from packgen.plan.retrieval import grid_of
from packgen.plan.selection import Chosen, select
from packgen.plan.tasks import recall_tasks, write_tasks
from packgen.resources import content_folder
from packgen.tasks.question import ExamQuestionTask
from packgen.text.inline import plain
from packgen.variables import cache_folder
from tests.support.leaks import folded, found
from tests.support.library import read_topics
from tests.support.written import write_pack

SHORTEST = 4
"""Letters of an answer that can be looked for: a letter or a rank is everywhere."""


def inventions() -> Iterator[str]:
    """Yield words that no other text has, none of them part of another."""
    heads, middles = (
        ("Bro", "Dva", "Fli", "Gru", "Kve", "Plo", "Sti", "Tra", "Vlu", "Zre"),
        ("mix", "zop", "kuv", "gwy"),
    )
    return (f"{head}{middle}{tail}q" for head, middle, tail in product(heads, middles, ("ab", "ud", "ek", "ix", "yv")))


def sections_of_secrets() -> dict[str, str]:
    """Return sections in which whatever may be asked is an invented word, once; they set every recall form."""
    word = inventions()
    days = count(1)

    def people() -> str:
        return "\n".join(
            f"          - {{name: {next(word)}, dates: 19{next(days):02}–88, role: {next(word)}, why: {next(word)}}}"
            for _ in range(4)
        )

    def events() -> str:
        return "\n".join(f"          - {{date: {next(word)}, event: {next(word)}}}" for _ in range(5))

    def terms() -> str:
        return "\n".join(f"          - {{term: {next(word)}, meaning: {next(word)}}}" for _ in range(4))

    def rows() -> str:
        return "\n".join(f"          - {{label: {next(word)}, value: {next(word)}}}" for _ in range(3))

    def cells() -> str:
        return "\n".join(f"          - [{next(word)}, {next(word)}]" for _ in range(4))

    def picture() -> str:
        """Say the first of its labels wherever a picture can say anything."""
        first, second = next(word), next(word)
        labels = f"[{{text: {first}, x: 10%, y: 10%}}, {{text: {second}, x: 60%, y: 60%}}]"
        return (
            f"alt: Here is {first}.\n        caption: On {first}\n        credit: Of {first}\n        labels: {labels}"
        )

    study = {
        "key-figures": f"people:\n{people()}",
        "timeline": f"events:\n{events()}",
        "glossary": f"terms:\n{terms()}",
        "statistics": f"display: table\n        rows:\n{rows()}",
        "table": f"columns: [One, Two]\n        rows:\n{cells()}",
        "summary": f"boxes: [{{label: Why?, items: [{{handle: {next(word)}, text: {next(word)}}},"
        f" {{text: {next(word)}}}]}}]",
        "interpretations": f"views: [{{historian: {next(word)}, claim: {next(word)}}},"
        f" {{historian: {next(word)}, claim: {next(word)}}}]",
        "misconceptions": f"items: [{{wrong: {next(word)}, right: {next(word)}}},"
        f" {{wrong: {next(word)}, right: {next(word)}}}]",
        "prose": f"text: It was {next(word)}.",
        "picture": "file: plan.png\n        " + picture(),
    }
    blocks = "".join(f"      - type: {kind}\n        {fields}\n" for kind, fields in study.items())
    from packgen.blocks import block_class

    tasks = {}
    for kind in study:
        for form in block_class(kind).forms:
            if form == "cloze":
                continue  # it needs sentences; the written one below is the same form
            tasks[f"{kind}-{form}"] = f"      - {{type: rebuild, of: {kind}, form: {form}}}\n"
    cloze = " ".join(f"Then came {{{{{next(word)}|{next(word)}}}}} again." for _ in range(5))
    written = (
        f"      - {{type: cloze, bank: no, text: '{cloze}'}}\n"
        f"      - {{type: match-up, pairs: [{{left: a1, right: {next(word)}}}, {{left: b2, right: {next(word)}}}]}}\n"
        f"      - {{type: put-in-order, items: [first one, second one, third one]}}\n"
        f"      - {{type: recall, prompt: Write., lines: 4, points: [{next(word)}, {next(word)}]}}\n"
        f"      - {{type: question, kind: Short answer, question: Explain., marks: 2,"
        f" scheme: [{{points: [{next(word)}, {next(word)}]}}], judgement: {next(word)}}}\n"
        f"      - {{type: question, kind: Essay, question: How far?, marks: 25, example: {next(word)},"
        f" scheme: [{{heading: {next(word)}, points: [{next(word)}]}}], judgement: {next(word)},"
        f" levels: [{{name: Top, text: {next(word)}}}]}}\n"
    )
    for layout in ("cues", "cornell", "map, centre: Middle"):
        written += (
            f"      - {{type: blurt, layout: {layout}, cues: [{{cue: Why?, points: [{next(word)},"
            f" {next(word)}]}}, {{cue: How?, points: [{next(word)}]}}]}}\n"
        )
    tasks["written"] = written
    return {
        name: f"  - id: {name}\n    title: A section\n    blocks:\n{blocks}{of_section}"
        for name, of_section in tasks.items()
    }


SECTIONS = sections_of_secrets()


def topic(name: str, sections: Iterable[str]) -> str:
    head = f"schema: 1\nid: {name}\ntitle: Secrets\nsubject: History\nlevel: A-level\nsections:\n"
    return head + "".join(sections)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A topic of all sections, and one of each, since a topic is read whole for whatever is built of it."""
    made = tmp_path_factory.mktemp("content")
    Image.new("L", (80, 60), 200).save(made / "plan.png")
    for name, sections in (("secrets", SECTIONS.values()), *((name, [text]) for name, text in SECTIONS.items())):
        (made / f"{name}.yaml").write_text(topic(name, sections), encoding="utf-8")
    return made


class Told(NamedTuple):
    """What the tasks of a pack hide, what else they accept or credit, and what they give."""

    answers: set[str]
    others: set[str]
    given: set[str]

    def secrets(self) -> set[str]:
        """All that nobody should find: long enough to be looked for, and not given."""
        told = "\n".join(folded(text) for text in self.given)
        hidden = {plain(text) for text in (*self.answers, *self.others)}
        return {one for one in hidden if len(one) >= SHORTEST and folded(one) not in told}


def told(folder: Path, topic: str, section: str | None = None, seed: int = 1) -> Told:
    """Return what the Recall and Write sheets of a topic, or of one of its sections, hide and give."""
    found = Told(set(), set(), set())
    [loaded] = read_topics(Library(folder), [topic])
    for one in loaded.topic.sections:
        if section not in (None, one.id):
            continue
        found.given.update([plain(one.title), loaded.topic.title])
        for task in (*recall_tasks(loaded.topic, one, seed), *write_tasks(loaded.topic, one, seed)):
            form = task.form
            found.answers.update(plain(gap.answer) for gap in form.gaps)
            found.others.update(plain(variant) for gap in form.gaps for variant in gap.variants)
            found.given.update(plain(text) for text in (*form.given(), form.title, *getattr(form, "bank", ())))
            if isinstance(form, ExamQuestionTask):
                found.others.update(credited(form))
    return found


def credited(question: ExamQuestionTask) -> list[str]:
    """Return what an answer is credited for: the levels too, which are no secret but belong to the key."""
    scheme = question.scheme
    points = [point.text for group in scheme.groups for point in group.points]
    headings = [group.heading for group in scheme.groups]
    texts = [*points, *headings, scheme.example, scheme.judgement, *(level.text for level in scheme.levels)]
    return [plain(text).removesuffix(".") for text in texts if text]


def built(folder: Path, name: str, **options: Any) -> BuiltPack:
    wanted: dict[str, Any] = {"sheets": ("recall", "write"), "answers": "none", "cache": cache_folder()} | options
    return build(PackOptions(content=folder, topics=(name,), **wanted))


def pack(folder: Path, name: str, **options: Any) -> bytes:
    return built(folder, name, **options).pdf


@cache
def clean(folder: Path) -> bytes:
    """A file with nothing planted in it."""
    return pack(folder, "written")


FORMS: dict[str, dict[str, Any]] = {
    "standard": {},
    "large print": {"profile": "large-print"},
    "fillable": {"fillable": True},
    "letter": {"paper": "letter"},
    "single-sided": {"single_sided": True},
}


MOVED = ("letter", "single-sided")


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_is_in_a_students_file(folder: Path, form: str) -> None:
    """One section a form: what one of them hides, another may give. What only moves ink is tried with every third."""
    for id_ in list(SECTIONS)[:: 3 if form in MOVED else 1]:
        pdf = pack(folder, id_, **FORMS[form])
        secrets = told(folder, id_).secrets()
        assert secrets or id_.endswith(("order", "match")), id_
        assert found(pdf, secrets) == [], id_


def test_the_teachers_file_has_every_answer(folder: Path) -> None:
    """Else the search might look in the wrong way. What else is right stands in the key alone."""
    for id_ in SECTIONS:
        pdf, hidden = pack(folder, id_, edition="teacher"), told(folder, id_)
        answers = {one for one in hidden.answers if len(one) >= SHORTEST}
        assert sorted(found(pdf, answers)) == sorted(answers), id_
        assert found(pdf, hidden.secrets() - answers) == [], id_


@pytest.mark.parametrize("answers", ["overleaf", "back"])
def test_the_key_has_all_that_is_hidden(folder: Path, answers: str) -> None:
    hidden = told(folder, "secrets", "written").secrets()
    assert len(hidden) > 25
    assert sorted(found(pack(folder, "secrets/written", answers=answers), hidden)) == sorted(hidden)


def test_answers_in_a_file_of_their_own_are_in_no_other(folder: Path, tmp_path: Path) -> None:
    files = write_pack(built(folder, "secrets/written", answers="separate"), tmp_path / "pack.pdf")
    hidden = told(folder, "secrets", "written").secrets()
    assert files.answers is not None
    assert found(files.pack, hidden) == []
    assert sorted(found(files.answers, hidden)) == sorted(hidden)


@pytest.mark.parametrize("form", ["standard", "large print", "fillable"])
def test_no_answer_is_in_a_students_quiz(folder: Path, form: str) -> None:
    """Of a quiz that asks all there is, even of what other sections of the topic tell."""
    [one] = select(Topics(Library(folder), None), ["secrets/written"], None, None)
    questions, _ = quiz_of([Chosen(one.loaded.whole(), one.sections)], 200, 1)
    given = "\n".join(folded(plain(one.card.question)) for one in questions)
    hidden = {plain(text) for one in questions for text in (one.card.answer, one.card.note)}
    secrets = {one for one in hidden if len(one) >= SHORTEST and folded(one) not in given}
    assert len(secrets) > 12
    options: dict[str, Any] = {"sheets": ("quiz",), "questions": 200, **FORMS[form]}
    assert found(pack(folder, "secrets/written", **options), secrets) == []
    answers = {plain(one.card.answer) for one in questions} & secrets
    assert sorted(found(pack(folder, "secrets/written", **options, answers="overleaf"), answers)) == sorted(answers)


@pytest.mark.parametrize("form", ["standard", "large print", "fillable"])
def test_no_answer_is_in_a_students_grid(folder: Path, form: str) -> None:
    [one] = select(Topics(Library(folder), None), ["secrets/written"], None, None)
    questions, _ = grid_of([Chosen(one.loaded.whole(), one.sections)], (), 16, 1)
    answers = {plain(asked.question.card.answer) for asked in questions}
    given = "\n".join(folded(plain(asked.question.card.question)) for asked in questions)
    secrets = {one for one in answers if len(one) >= SHORTEST and folded(one) not in given}
    assert len(secrets) > 8
    options: dict[str, Any] = {"sheets": ("grid",), "grid": 16, **FORMS[form]}
    assert found(pack(folder, "secrets/written", **options), secrets) == []
    assert sorted(found(pack(folder, "secrets/written", **options, answers="overleaf"), secrets)) == sorted(secrets)


@pytest.mark.parametrize("form", ["standard", "large print", "fillable"])
def test_no_answer_is_on_a_blank_organiser(form: str) -> None:
    for section in ("rise", "economy"):
        [one] = select(Topics(Library(content_folder()), None), [f"khrushchev/{section}"], None, None)
        topic = one.loaded.whole().topic
        plan = organiser_plan(topic, one.sections, words_for(topic.language))
        facts = [fact for group in plan.groups for fact in group.facts]
        shown = [*(fact.prompt for fact in facts), *(f"{group.title} {group.note}" for group in plan.groups)]
        given = "\n".join(folded(plain(text)) for text in (*shown, topic.sections[one.sections[0]].title, topic.title))
        secrets = {plain(fact.text) for fact in facts if folded(plain(fact.text)) not in given}
        assert len(secrets) > 40
        options: dict[str, Any] = {"sheets": ("organiser-blank",), **FORMS[form]}
        assert found(pack(content_folder(), f"khrushchev/{section}", **options), secrets) == []


@pytest.mark.parametrize(
    ("seed", "options"), [(1, {}), (2, {"profile": "large-print"}), (7, {"fillable": True, "paper": "letter"})]
)
def test_no_answer_is_in_the_bundled_topics_handout(seed: int, options: dict[str, object]) -> None:
    pdf = pack(content_folder(), "khrushchev", seed=seed, **options)
    hidden = told(content_folder(), "khrushchev", seed=seed)
    secrets = hidden.secrets()
    assert len(secrets) > (len(hidden.answers) + len(hidden.others)) / 2
    assert found(pdf, secrets) == []


SECRET = "Vlumixudq"


def in_info(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Subject = pikepdf.String(f"on {SECRET}")


def in_metadata(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", f"<!-- {SECRET} --></rdf:RDF>".encode())
    pdf.Root.Metadata.write(packet)


def in_the_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String(SECRET)


def in_alternative_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K.Alt = pikepdf.String(f"Хрущёв: {SECRET}")


def in_a_field(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("a"), V=pikepdf.String(SECRET))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))


def in_a_spare_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Spare = pdf.make_indirect(pikepdf.Array([pikepdf.String(SECRET)]))


def in_a_spare_stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Spare = pdf.make_stream(SECRET.encode("utf-16-be"))


def in_a_link(pdf: pikepdf.Pdf) -> None:
    address = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"https://example.org/?{SECRET}"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=address)
    pdf.pages[2].Annots = pikepdf.Array([pdf.make_indirect(link)])


def in_marked_content(pdf: pikepdf.Pdf) -> None:
    """As a string of hexadecimal digits, in a page that is compressed."""
    digits = (b"\xfe\xff" + SECRET.encode("utf-16-be")).hex()
    pdf.pages[2].contents_add(f"/Span <</ActualText<{digits}>>> BDC EMC BT ET [] TJ".encode())


def in_an_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["key.txt"] = f"The answer: {SECRET}.".encode()


def in_a_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Spare = pdf.make_indirect(pikepdf.Name(f"/{SECRET}"))


def _codes(font: pikepdf.Object, text: str) -> list[str]:
    from tests.support.content import _to_unicode

    table = {shown: code for code, shown in _to_unicode(font.ToUnicode.read_bytes().decode("latin-1")).items()}
    return [f"{table[letter]:04X}" for letter in text] if all(letter in table for letter in text) else []


@pytest.mark.parametrize(
    "plant",
    [
        in_info,
        in_metadata,
        in_the_outline,
        in_alternative_text,
        in_a_field,
        in_a_spare_object,
        in_a_spare_stream,
        in_a_name,
        in_a_link,
        in_marked_content,
        in_an_attachment,
    ],
)
def test_an_answer_that_is_planted_is_found(folder: Path, plant: Callable[[pikepdf.Pdf], None]) -> None:
    assert found(clean(folder), [SECRET]) == []
    assert found(planted(clean(folder), plant), [SECRET]) == [SECRET]


@pytest.mark.parametrize("compressed", [False, True])
def test_an_answer_that_nothing_leads_to_is_found(folder: Path, compressed: bool) -> None:
    """Such as an object that an earlier version of the file used."""
    words = zlib.compress(SECRET.encode()) if compressed else SECRET.encode()
    left = b"9999 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(words), words)
    assert found(clean(folder).replace(b"%%EOF", left + b"%%EOF"), [SECRET]) == [SECRET]


def test_an_answer_in_glyphs_is_found(folder: Path) -> None:
    pdf = planted(clean(folder), _glyphs_on_a_page)
    assert found(pdf, ["fromAatnem"]) == ["fromAatnem"]


def _glyphs_on_a_page(pdf: pikepdf.Pdf) -> None:
    """Text in a font of the file, invisible and off the page; spelt with letters that the page has."""
    font = next(one for one in pdf.pages[2].resources.Font.values() if _codes(one, "fromAatnem"))
    name = next(key for key, one in pdf.pages[2].resources.Font.items() if one.objgen == font.objgen)
    glyphs = "".join(_codes(font, "fromAatnem"))
    pdf.pages[2].contents_add(f"/Artifact BMC BT {name} 1 Tf 3 Tr -900 -900 Td [<{glyphs}>] TJ ET EMC".encode())


def planted(pdf: bytes, plant: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        plant(opened)
        opened.save(out)
    return out.getvalue()
