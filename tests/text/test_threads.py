"""Text is shaped, parsed and broken by several threads at once as by one."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import pytest
from markdown_it.ruler import Ruler

from packgen.text import inline
from packgen.text.breaking import break_lines
from packgen.text.faces import Faces
from packgen.text.word_sequence import TextRun

FAMILIES = {"text": ("source-sans-3", "dejavu-sans"), "display": ("source-serif-4", "source-sans-3")}
THREADS = 6
_T = TypeVar("_T")


@pytest.fixture(autouse=True)
def switch_often() -> object:
    """Let threads take turns as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(work: Sequence[Callable[[], _T]]) -> list[_T]:
    """Return what functions return that threads begin at the same moment."""
    results: list[_T | BaseException | None] = [None] * len(work)
    start = threading.Barrier(len(work))

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = work[place]()
        except BaseException as error:  # of a thread, which nobody would see
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result for result in results if isinstance(result, BaseException)] == []
    return results  # type: ignore[return-value]


def vocabulary(seed: int, count: int = 150) -> list[str]:
    """Return words in several scripts, with accents, kerns, superscripts and characters of other faces."""
    chance = random.Random(seed)
    letters = ["AVToWe.,", "abcdefghi", "éàçñßœ", "ХрущёвЩю", "άλφα", "e\u0301A\u0301", "∀≈→½10²", "fiﬀﬁ", "ĲǄ"]
    return ["".join(chance.choices(chance.choice(letters), k=chance.randint(1, 12))) for _ in range(count)]


def shaped(faces: Faces, words: Sequence[str]) -> list[object]:
    """Return all that is found out about words in every style."""
    indexes = [
        faces.index(family, bold, italic) for family in FAMILIES for bold in (False, True) for italic in (False, True)
    ]
    found: list[object] = [faces.word(index, word) for word in words for index in indexes]
    found += [
        dict(
            sorted(
                (gid, faces.face(key >> 16).texts[gid])
                for key in faces.word(0, word).glyphs
                for gid in [key & 0xFFFF]
                if key >> 16 == 0
            )
        )
        for word in words
    ]
    found.append(faces.missing(" ".join(words)))
    found.append(break_lines(faces, [TextRun(" ".join(words), index) for index in indexes], 30_000.0))
    return found


@pytest.mark.parametrize("same", [True, False], ids=["same words", "different words"])
def test_threads_shape_as_one_does(same: bool) -> None:
    for attempt in range(3):
        lists = [vocabulary(attempt if same else 10 * attempt + place) for place in range(THREADS)]
        faces = Faces(FAMILIES)
        found = at_once([partial(shaped, faces, words) for words in lists])
        assert found == [shaped(Faces(FAMILIES), words) for words in lists]


def test_threads_open_a_face_as_one_does() -> None:
    """Faces that no thread has opened before: their tables, characters and glyphs are all found out at once."""
    code = """
import sys
from tests.text.test_threads import FAMILIES, THREADS, Faces, at_once, shaped, vocabulary
sys.setswitchinterval(1e-6)
faces = Faces(FAMILIES)
words = vocabulary(7, 40)
found = at_once([lambda: shaped(faces, words)] * THREADS)
assert found == [shaped(Faces(FAMILIES), words)] * THREADS
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_threads_parse_markdown_as_one_does() -> None:
    """A parser that no thread has used before, in a process of its own."""
    code = """
import sys
from tests.text.test_threads import THREADS, at_once
from packgen.text import inline
sys.setswitchinterval(1e-6)
texts = [f"x^{n}^ and H~{n}~O, **a _b_ {n}**, [link](https://e.org/{n}) and \\\\* {n}" for n in range(THREADS)]
found = at_once([lambda text=text: inline.parse(text) for text in texts])
inline._marked.cache_clear()
assert found == [inline.parse(text) for text in texts], found
assert all(any(run.rise for run in runs) and any(run.href for run in runs) for runs in found), found
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_parser_has_collected_its_rules_before_anybody_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    inline._new_parser.cache_clear()
    parser = inline._parser()

    def collect(ruler: Ruler) -> None:
        raise AssertionError("a second thread would parse with half of the rules")

    monkeypatch.setattr(Ruler, "__compile__", collect)
    [token] = parser.parseInline("x^2^ *a* [b](https://e.org)")
    assert {"sup_open", "em_open", "link_open"} <= {child.type for child in token.children or ()}


def test_a_parser_has_filled_the_tables_of_addresses_before_anybody_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[dict[str, list[str]]] = [{}, {}]
    monkeypatch.setattr("mdurl._encode.encode_cache", tables[0])
    monkeypatch.setattr("mdurl._decode.decode_cache", tables[1])
    inline._new_parser.cache_clear()
    parser = inline._parser()
    before = [list(table) for table in tables]
    parser.parseInline("[b](https://ü.e.org/%41?é#ß) <https://e.org/%C3%A9> <mailto:a@e.org> [c](https://[::1]/a)")
    assert before == [list(table) for table in tables]
    assert all(before)
