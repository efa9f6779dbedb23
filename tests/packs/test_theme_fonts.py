"""Packs set in fonts that a theme brings."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from packgen.batch.plan import BatchPlan
from packgen.batch.run import BatchOptions, run_batch
from packgen.batch.worker import Worker
from packgen.build import build
from packgen.options import PackOptions
from packgen.resources import content_folder
from tests.support.pdf import open_pdf, page_texts
from tests.support.themes import changed, school_theme
from tests.support.validation import page_problems

OWN = {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "AtkinsonHyperlegibleNext-Italic"}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    return school_theme(tmp_path / "theme")


def options(theme: Path, **fields: Any) -> PackOptions:
    base = PackOptions(content=content_folder(), cache=theme.parents[1] / "cache", theme=str(theme))
    return replace(base, **fields)


def made(theme: Path, **fields: Any) -> bytes:
    return build(options(theme, topics=("khrushchev/fall",), **fields)).pdf


def fonts(data: bytes) -> set[str]:
    """Return the names of the fonts that a file embeds, without the tags of subsets."""
    with open_pdf(data) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        return {
            str(one.FontName).removeprefix("/").split("+")[-1]
            for one in found
            if one.get("/Type") == "/FontDescriptor" and "/FontFile2" in one
        }


@pytest.mark.parametrize(
    "fields", [{}, {"fillable": True, "paper": "letter"}, {"edition": "teacher"}], ids=["", "form", "teacher"]
)
def test_a_pack_is_set_in_them_and_conforms(theme: Path, fields: dict[str, Any]) -> None:
    data = made(theme, **fields)
    assert fonts(data) >= OWN - {"AtkinsonHyperlegibleNext-Italic"}
    assert not any("Source" in name for name in fonts(data))
    assert page_problems(data) == []
    assert "Khrushchev" in " ".join(page_texts(data))


def test_a_pack_out_of_the_cache_is_the_same(theme: Path) -> None:
    assert made(theme) == made(theme) == made(theme, no_cache=True)


def test_a_changed_font_changes_a_pack_that_is_in_the_cache(theme: Path) -> None:
    before = made(theme)
    for path in (theme.parent / "fonts").iterdir():
        path.write_bytes(changed(widen, path.read_bytes()))
    after = made(theme)
    assert after != before
    assert after == made(theme, no_cache=True)


def widen(opened: Any) -> None:
    metrics = opened["hmtx"].metrics
    for name in metrics:
        metrics[name] = (metrics[name][0] + 10, metrics[name][1])


def test_a_form_is_not_typed_in_a_font_that_permits_no_editing(theme: Path) -> None:
    for path in (theme.parent / "fonts").iterdir():
        path.write_bytes(changed(lambda opened: setattr(opened["OS/2"], "fsType", 4), path.read_bytes()))
    data = made(theme, fillable=True)
    with open_pdf(data) as pdf:
        typed = {str(font.BaseFont) for font in pdf.Root.AcroForm.DR.Font.values()}
    assert typed
    assert not any("Atkinson" in name for name in typed)


def test_a_worker_needs_none_of_the_files(theme: Path) -> None:
    roster = theme.parent / "r.csv"
    roster.write_text("name,topics\nAnna,khrushchev/fall\n", encoding="utf-8")
    plan = BatchPlan(roster, options(theme), None)
    supplies = plan.supplies().packed()
    [pack] = plan.packs
    shutil.rmtree(theme.parent)
    data = Worker(pickle.loads(supplies)).make(pack.order).pdf
    assert fonts(data) >= OWN - {"AtkinsonHyperlegibleNext-Italic"}
    assert not any("Source" in name for name in fonts(data))
    assert page_problems(data) == []


def test_a_batch_is_the_same_in_one_process_and_in_two(theme: Path, tmp_path: Path) -> None:
    roster = tmp_path / "r.csv"
    roster.write_text("name,topics\nAnna,khrushchev/fall\nБен,khrushchev/fall\n", encoding="utf-8")
    packs = []
    for folder, jobs in (("one", 1), ("two", 2)):
        report = run_batch(BatchOptions(roster, tmp_path / folder, options(theme), jobs=jobs))
        assert report.failed == ()
        packs.append({path.name: path.read_bytes() for path in (tmp_path / folder).glob("*.pdf")})
    assert packs[0] == packs[1]
    assert len(packs[0]) == 2
