"""The themes and profiles that come with packgen, against LOOK's numbers."""

import itertools
from dataclasses import replace

import pytest

from packgen.text.breaking import break_lines
from packgen.text.faces import Faces
from packgen.text.word_sequence import TextRun
from packgen.theme import roles
from packgen.theme.design import Design, load_design, profiles, themes
from packgen.units import MM

EVERY = list(itertools.product(themes(), profiles(), ("a4", "letter")))


def mm(points: float) -> float:
    return round(points / MM, 3)


def test_what_is_shipped() -> None:
    assert themes() == ["classic", "ink-light", "petrol"]
    assert profiles() == ["clear-print", "dyslexia", "large-print", "standard"]


@pytest.mark.parametrize(("theme", "profile", "paper"), EVERY)
def test_every_role_is_answered(theme: str, profile: str, paper: str) -> None:
    design = load_design(theme, profile, paper)
    assert set(design.styles) == set(roles.STYLES)
    assert set(design.colours) == set(roles.COLOURS)
    assert set(design.rules) == set(roles.RULES)
    assert set(design.lengths) == set(roles.LENGTHS)
    assert set(design.numbers) == set(roles.NUMBERS)
    assert set(design.options) == set(roles.OPTIONS)
    assert set(design.families) == set(roles.FAMILIES)


@pytest.mark.parametrize(("theme", "profile", "paper"), EVERY)
def test_styles_that_share_a_line_share_its_baseline(theme: str, profile: str, paper: str) -> None:
    design = load_design(theme, profile, paper)
    for one, other in [
        ("heading", "heading-note"),
        ("heading", "task-letter"),
        ("box-label", "cue") if design.option("boxes") == "panel" else ("body", "cue"),
        ("body", "bullet"),
        ("body", "list-number"),
        ("table", "table-bold"),
        ("side", "side-bold"),
        ("side", "numeral"),
        ("spec", "spec-label"),
        ("chart", "chart-bold"),
        ("rail", "rail-current"),
        ("running", "folio"),
        ("contents-title", "contents-number"),
        ("contents-line", "contents-line-number"),
    ]:
        assert (design.style(one).leading, design.style(one).baseline) == (
            design.style(other).leading,
            design.style(other).baseline,
        ), (one, other)


@pytest.mark.parametrize(("theme", "profile", "paper"), EVERY)
def test_body_and_side_are_set_on_the_grid(theme: str, profile: str, paper: str) -> None:
    design = load_design(theme, profile, paper)
    for role in ("body", "table", "side", "note", "prompt"):
        assert design.style(role).leading == design.length("baseline")
        assert design.style(role).baseline == 0.7


def test_standard_on_a4() -> None:
    design = load_design()
    assert (design.theme, design.profile, design.paper) == ("classic", "standard", "a4")
    assert (mm(design.page_width), mm(design.page_height)) == (210, 297)
    assert [mm(x) for x in design.frame(recto=True)] == [20, 22, 175, 250]
    assert [mm(x) for x in design.frame(recto=False)] == [15, 22, 175, 250]
    assert [mm(x) for x in design.spans] == [115, 55, 5, 85, 175]
    assert design.columns == 2
    assert (design.style("body").size, mm(design.style("body").leading)) == (11, 5)
    assert (design.style("topic-title").family, design.style("topic-title").bold) == ("display", True)
    assert design.style("note").colour == design.colour("soft")
    assert design.rule("band").weight == 2.5
    assert design.rule("band").colour.hex == "#7A1C27"
    assert design.rule("trap").dash == (3, 3)
    assert design.rule("box").dash == ()
    assert design.number("split-threshold") == 0.33
    assert design.option("tables") == "grid"
    assert design.families["display"][0] == "source-serif-4"


def test_standard_on_letter() -> None:
    design = load_design(paper="letter")
    assert (design.page_width, design.page_height) == (612, 792)
    assert [mm(x) for x in design.frame(recto=True)] == [22, 21.9, 175, 232.5]
    assert [mm(x) for x in design.frame(recto=False)] == [18.9, 21.9, 175, 232.5]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_large_print(paper: str) -> None:
    design = load_design(profile="large-print", paper=paper)
    assert design.columns == 1
    assert {mm(x) for x in (design.spans.main, design.spans.side, design.spans.half, design.spans.full)} == {175}
    assert min(style.size for style in design.styles.values()) == 16
    assert (design.style("body").size, mm(design.style("body").leading)) == (18, 9)
    assert (design.style("topic-title").size, design.style("heading").size) == (27, 21)
    assert mm(design.length("writing-line")) == 12
    assert mm(design.length("quarter")) == 3
    assert {chain[0] for chain in design.families.values()} == {"atkinson-hyperlegible-next"}
    assert dict(design.options) == {
        "tables": "records",
        "boxes": "bar",
        "rail": "current",
        "band": "stacked",
        "italics": "quotes",
        "gist": "box",
    }


def test_large_print_keeps_a_rules_colour_and_changes_its_weight() -> None:
    design = load_design(profile="large-print")
    assert design.rule("section").weight == 1.2
    assert design.rule("section").colour == design.colour("accent")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_dyslexia(paper: str) -> None:
    """13 pt with 1.6 leading, 140 mm and about 60 characters to a line, wide spaces, and nothing in italic."""
    design = load_design(profile="dyslexia", paper=paper)
    body = design.style("body")
    assert body.size == 13
    assert body.leading / body.size == pytest.approx(1.6, abs=0.01)
    assert {mm(x) for x in (design.spans.main, design.spans.side, design.spans.full)} == {140}
    assert design.spacing == (0.025, 1.15)
    assert min(style.size for style in design.styles.values()) == 12
    faces = Faces(design.families, spacing=design.spacing)
    text = "Khrushchev had outmanoeuvred his rivals since 1953, but never held the power Stalin had. " * 4
    [first, *_] = break_lines(faces, [TextRun(text, faces.index("text"))], design.spans.full * 1000 / body.size).lines
    width = sum(segment.width for segment in first) / faces.word(faces.index("text"), text.strip()).width * len(text)
    assert 55 <= width <= 66
    assert design.option("italics") == "quotes"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_clear_print(paper: str) -> None:
    design = load_design(profile="clear-print", paper=paper)
    assert {design.style("body").size, min(style.size for style in design.styles.values())} == {14}
    assert mm(design.style("body").leading) == 7
    assert design.option("italics") == "quotes"


def test_petrol_changes_the_accent_only() -> None:
    petrol, classic = load_design("petrol"), load_design()
    assert petrol.colour("accent").hex == "#0B4A66"
    assert {
        role
        for role in petrol.styles
        if replace(petrol.styles[role], colour=classic.colour("ink"))
        != replace(classic.styles[role], colour=classic.colour("ink"))
    } == set()
    assert {role: rule.weight for role, rule in petrol.rules.items()} == {
        role: rule.weight for role, rule in classic.rules.items()
    }


def test_ink_light_has_no_heavier_rule_and_none_that_a_copier_loses() -> None:
    light, classic = load_design("ink-light"), load_design()
    assert all(0.4 <= light.rule(role).weight <= classic.rule(role).weight for role in classic.rules)
    assert sum(rule.weight for rule in light.rules.values()) < 0.75 * sum(
        rule.weight for rule in classic.rules.values()
    )
    assert {light.colour(role).hex for role in light.colours} <= {"#1A1A1A", "#333333", "#FFFFFF"}


def height(design: Design) -> float:
    return design.frame(recto=True).height


def test_large_print_fits_letter() -> None:
    design = load_design(profile="large-print", paper="letter")
    assert mm(design.frame(recto=True).width) == 175
    assert height(design) < height(load_design(profile="large-print"))
