"""A student's file without a key holds no answer: not in text, tags, metadata, outline, fields or loose objects."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import count, product
from pathlib import Path

import pikepdf
import pytest

from packgen.build import STDOUT, BuildOptions, build
from packgen.compose.tasks import recall_tasks, write_tasks
from packgen.load.library import Library
from packgen.resources import content_folder
from packgen.text.inline import plain
from tests.support.leaks import folded, found

SHORTEST = 4
"""Letters of an answer that can be looked for: a letter or a rank is everywhere."""


def inventions() -> Iterator[str]:
    """Yield words that no other text has, none of them part of another."""
    heads, middles = (
        ("Bro", "Dva", "Fli", "Gru", "Kve", "Plo", "Sti", "Tra", "Vlu", "Zre"),
        ("mix", "zop", "kuv", "gwy"),
    )
    return (f"{head}{middle}{tail}q" for head, middle, tail in product(heads, middles, ("ab", "ud", "ek", "ix", "yv")))


def topic_of_secrets() -> str:
    """A topic in which whatever may be asked is an invented word, once, and every recall form is set."""
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
    }
    blocks = "".join(f"      - type: {kind}\n        {fields}\n" for kind, fields in study.items())
    from packgen.load.places import block_types

    sections = []
    for kind in study:
        for form in block_types()[kind].forms:
            if form == "cloze":
                continue  # it needs sentences; the written one below is the same form
            tasks = f"      - {{type: rebuild, of: {kind}, form: {form}}}\n"
            sections.append((f"{kind}-{form}", tasks))
    cloze = " ".join(f"Then came {{{{{next(word)}|{next(word)}}}}} again." for _ in range(5))
    written = (
        f"      - {{type: cloze, bank: no, text: '{cloze}'}}\n"
        f"      - {{type: match-up, pairs: [{{left: a1, right: {next(word)}}}, {{left: b2, right: {next(word)}}}]}}\n"
        f"      - {{type: put-in-order, items: [first one, second one, third one]}}\n"
        f"      - {{type: recall, prompt: Write., lines: 4, points: [{next(word)}, {next(word)}]}}\n"
        f"      - {{type: question, kind: Short answer, question: Explain., marks: 2,"
        f" scheme: [{{points: [{next(word)}, {next(word)}]}}], judgement: {next(word)}}}\n"
    )
    for layout in ("cues", "cornell", "map, centre: Middle"):
        written += (
            f"      - {{type: blurt, layout: {layout}, cues: [{{cue: Why?, points: [{next(word)},"
            f" {next(word)}]}}, {{cue: How?, points: [{next(word)}]}}]}}\n"
        )
    sections.append(("written", written))
    head = "schema: 1\nid: secrets\ntitle: Secrets\nsubject: History\nlevel: A-level\nsections:\n"
    return head + "".join(
        f"  - id: {name}\n    title: A section\n    blocks:\n{blocks}{tasks}" for name, tasks in sections
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("content")
    (made / "secrets.yaml").write_text(topic_of_secrets(), encoding="utf-8")
    return made


def answers(folder: Path, names: list[str], seed: int = 1) -> tuple[set[str], set[str]]:
    """Return all answers that a pack of these topics hides, and all texts that it gives."""
    hidden: set[str] = set()
    given: set[str] = set()
    for loaded in Library(folder).load_topics(names):
        for section in loaded.topic.sections:
            given |= {section.title, loaded.topic.title}
            for task in (*recall_tasks(loaded.topic, section, seed), *write_tasks(loaded.topic, section, seed)):
                hidden |= {plain(text) for gap in task.form.gaps for text in (gap.answer, *gap.variants)}
                given |= {plain(text) for text in (*task.form.given(), task.form.title)}
                given |= {plain(text) for text in getattr(task.form, "bank", ())}
    return {answer for answer in hidden if len(answer) >= SHORTEST}, given


def pack(folder: Path, name: str, **options: object) -> bytes:
    wanted = {"sheets": ("recall", "write"), "answers": "none"} | options
    return build(BuildOptions(folder, topics=(name,), output=STDOUT, **wanted)).pdf  # type: ignore[arg-type]


FORMS = {
    "standard": {},
    "large print": {"profile": "large-print"},
    "fillable": {"fillable": True},
    "letter": {"paper": "letter"},
    "single-sided": {"single_sided": True},
}


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_is_in_a_students_file(folder: Path, form: str) -> None:
    """One section a form: what one of them hides, another may give."""
    for section in Library(folder).load_topics(["secrets"])[0].topic.sections:
        pdf = pack(folder, f"secrets/{section.id}", **FORMS[form])
        hidden, given = section_answers(folder, section.id)
        secret = {one for one in hidden if not any(folded(one) in folded(text) for text in given)}
        assert secret or section.id.endswith(("order", "match")), section.id
        assert found(pdf, secret) == [], section.id


def section_answers(folder: Path, id_: str) -> tuple[set[str], set[str]]:
    [loaded] = Library(folder).load_topics(["secrets"])
    kept = tuple(section for section in loaded.topic.sections if section.id == id_)
    hidden: set[str] = set()
    given: set[str] = set()
    for section in kept:
        for task in (*recall_tasks(loaded.topic, section, 1), *write_tasks(loaded.topic, section, 1)):
            hidden |= {plain(text) for gap in task.form.gaps for text in (gap.answer, *gap.variants)}
            given |= {plain(text) for text in (*task.form.given(), task.form.title)}
    return {answer for answer in hidden if len(answer) >= SHORTEST}, given


def test_the_teachers_file_has_them_all(folder: Path) -> None:
    """Else the search might look in the wrong way."""
    pdf = pack(folder, "secrets/written", edition="teacher")
    hidden, _ = section_answers(folder, "written")
    variants = {gap for gap in hidden if not found(pdf, [gap])}
    assert len(hidden - variants) >= 12


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_no_answer_is_in_the_bundled_topics_handout(seed: int) -> None:
    pdf = pack(content_folder(), "khrushchev", seed=seed)
    hidden, given = answers(content_folder(), ["khrushchev"], seed)
    told = "\n".join(folded(text) for text in given)
    secret = {one for one in hidden if folded(one) not in told}
    assert len(secret) > len(hidden) / 2
    assert found(pdf, secret) == []


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
    ],
)
def test_an_answer_that_is_planted_is_found(folder: Path, plant: Callable[[pikepdf.Pdf], None]) -> None:
    clean = pack(folder, "secrets/written")
    assert found(clean, [SECRET]) == []
    assert found(planted(clean, plant), [SECRET]) == [SECRET]


def test_an_answer_in_glyphs_is_found(folder: Path) -> None:
    pdf = planted(pack(folder, "secrets/written"), _glyphs_on_a_page)
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
