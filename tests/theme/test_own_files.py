"""Themes and profiles that a school brings itself."""

from pathlib import Path

import pytest

from packgen.errors import ThemeError
from packgen.theme import registry
from packgen.theme.design import load_design
from packgen.units import MM


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_theme_gives_differences_only(tmp_path: Path) -> None:
    theme = write(tmp_path, "petrol.yaml", 'extends: classic\ncolours: {accent: "#0b4a66"}\n')
    design, classic = load_design(theme), load_design()
    assert design.theme == "petrol"
    assert design.colour("accent").hex == "#0B4A66"
    assert design.rule("band").colour.hex == "#0B4A66"
    assert design.style("box-label").colour.hex == "#0B4A66"
    assert design.colour("ink") == classic.colour("ink")
    assert design.rule("box") == classic.rule("box")
    assert design.lengths == classic.lengths


def test_differences_reach_into_a_role(tmp_path: Path) -> None:
    theme = write(
        tmp_path, "plain.yml", "extends: classic\nfaces: {heading: {weight: regular}}\nrules: {trap: {dash: []}}\n"
    )
    design = load_design(theme)
    assert not design.style("heading").bold
    assert design.style("heading").colour == design.colour("ink")
    assert design.rule("trap").dash == ()
    assert design.rule("trap").weight == 0.8


def test_a_list_is_replaced_as_a_whole(tmp_path: Path) -> None:
    theme = write(tmp_path, "sans.yaml", "extends: classic\nfamilies: {display: [dejavu-sans]}\n")
    design = load_design(theme)
    assert design.families["display"] == ("dejavu-sans",)
    assert design.families["text"] == load_design().families["text"]


def test_differences_of_differences(tmp_path: Path) -> None:
    write(tmp_path, "house.yaml", 'extends: classic\ncolours: {accent: "#0B4A66", ink: "#000000"}\n')
    theme = write(tmp_path, "sub/exam.yaml", 'extends: ../house.yaml\ncolours: {accent: "#1D4D2F"}\n')
    design = load_design(theme)
    assert design.colour("accent").hex == "#1D4D2F"
    assert design.colour("ink").hex == "#000000"
    assert design.colour("soft").hex == "#333333"


def test_a_file_of_the_same_name_may_extend_what_is_shipped(tmp_path: Path) -> None:
    theme = write(tmp_path, "classic.yaml", 'extends: classic\ncolours: {ink: "#000000"}\n')
    assert load_design(theme).colour("ink").hex == "#000000"


def test_a_section_whose_lines_are_commented_out_changes_nothing(tmp_path: Path) -> None:
    theme = write(tmp_path, "classic.yaml", "extends: classic\ncolours:\n#  ink: '#000000'\n")
    assert load_design(theme).key == load_design().key


def test_a_profile_gives_differences_and_lays_faces_over_the_theme(tmp_path: Path) -> None:
    profile = write(
        tmp_path,
        "lines.yaml",
        "extends: standard\nlengths: {writing-line: 10mm}\nnumbers: {min-rows: 3}\noptions: {italics: none}\n"
        "faces: {enquiry: {family: text}}\nfamilies: {text: [dejavu-sans]}\nsizes: {body: {size: 12pt}}\n"
        "papers: {a4: {inside: 25mm, outside: 10mm}}\n",
    )
    design = load_design(profile=profile)
    assert design.length("writing-line") == pytest.approx(10 * MM)
    assert design.number("min-rows") == 3
    assert design.option("italics") == "none"
    assert design.style("enquiry").family == "text"
    assert design.style("enquiry").size == 14
    assert design.style("body").size == 12
    assert design.families["text"] == ("dejavu-sans",)
    assert design.frame(recto=True).x == pytest.approx(25 * MM)
    assert design.frame(recto=False).x == pytest.approx(10 * MM)


def test_a_profile_may_have_papers_of_its_own(tmp_path: Path) -> None:
    papers = "papers: {b4: {width: 250mm, height: 353mm, inside: 40mm, outside: 35mm, top: 25mm, bottom: 22mm}}\n"
    profile = write(tmp_path, "b4.yaml", "extends: standard\n" + papers)
    assert load_design(profile=profile, paper="b4").page_width == pytest.approx(250 * MM)


def test_the_key_knows_neither_the_folder_nor_the_order(tmp_path: Path) -> None:
    text = (Path(registry.__file__).parent / "themes" / "classic.yaml").read_text(encoding="utf-8")
    paper = '  paper: "#FFFFFF"\n'
    other = text.replace(paper, "").replace("\n  ink:", "\n" + paper + "  ink:", 1)
    one, two = write(tmp_path, "a/school.yaml", text), write(tmp_path, "b/school.yaml", other)
    assert next(iter(load_design(two).colours)) == "paper"
    assert load_design(one).key == load_design(two).key


def test_a_token_changes_the_key(tmp_path: Path) -> None:
    one = write(tmp_path, "a/school.yaml", "extends: classic\n")
    two = write(tmp_path, "b/school.yaml", "extends: classic\nrules: {link: {weight: 0.7pt}}\n")
    assert load_design(one).key != load_design(two).key


def test_files_that_extend_one_another_in_a_circle(tmp_path: Path) -> None:
    a = write(tmp_path, "a.yaml", "extends: b.yaml\n")
    b = write(tmp_path, "b.yaml", "extends: a.yaml\n")
    with pytest.raises(ThemeError) as caught:
        load_design(a)
    assert str(caught.value) == (
        f"{b}:1:10: extends: themes extend one another in a circle: {a}, {b}, {a}. Delete one such line.\n"
        "    extends: a.yaml\n"
        "             ^"
    )


def test_a_file_that_extends_itself(tmp_path: Path) -> None:
    theme = write(tmp_path, "a.yaml", "extends: ./a.yaml\n")
    with pytest.raises(ThemeError, match="in a circle"):
        load_design(theme)
