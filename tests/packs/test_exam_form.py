"""Questions of the bundled topics have the form of the paper that they name, or say that they are drills."""

from __future__ import annotations

import re

import pytest

from tests.facts.topics import topics
from tests.packs.reading import Mapping

EDEXCEL = r"^(How (far|accurate|significant|successful|effective)|To what extent|Were?|Was) .*\?$"
STEMS = {
    (
        "ocr-y318",
        "interpretations",
    ): "Evaluate the interpretations in both of the passages and explain which you think is "
    "more convincing as an explanation of ",
    ("ocr-y318", "thematic-essay"): r"How far do you agree with this view of the period from 1855 to 1964\?",
    (
        "aqa-7042-1h",
        "interpretations",
    ): "Using your understanding of the historical context, assess how convincing the arguments in these three "
    "extracts are ",
    ("aqa-7042-1h", "essay"): "Assess the validity of this view",
    ("edexcel-9hi0", "essay-a"): EDEXCEL,
    ("edexcel-9hi0", "essay-b"): EDEXCEL,
}
"""What a question of each kind says, as a pattern. Add those of a paper here when a topic first uses it."""

FORMS = ("Drill", "Edexcel 9HI0/2C.2 essay")
"""What a question without a paper is called: a drill, or the form of a paper that packgen has no levels for."""

OURS = ("Our paraphrase", "Our own words: ")
"""How the provenance begins of a passage that is no quotation."""

QUESTIONS = [
    (f"{name}/{section['id']}", block)
    for name, topic in topics().items()
    for section in topic["sections"]
    for block in section["blocks"]
    if block["type"] == "question"
]


@pytest.mark.parametrize(("where", "block"), QUESTIONS, ids=[where for where, _ in QUESTIONS])
def test_a_question_has_the_form_of_its_paper_or_is_a_drill(where: str, block: Mapping) -> None:
    if "paper" not in block:
        assert block["kind"].startswith(FORMS)
        return
    assert re.search(STEMS[block["paper"], block["task"]], " ".join(block["question"].split()))
    assert not {"marks", "minutes", "objectives", "levels"} & set(block), "the paper says these"


@pytest.mark.parametrize(("where", "block"), QUESTIONS, ids=[where for where, _ in QUESTIONS])
def test_passages_say_whose_words_they_are(where: str, block: Mapping) -> None:
    for extract in block.get("extracts", []):
        assert extract["provenance"].startswith(OURS) or "“" in extract["text"]
