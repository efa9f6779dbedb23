import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from packgen.errors import UnknownNameError
from packgen.theme.design import Colour, load_design

ROOT = Path(__file__).parents[2]


def test_a_colour_knows_its_operators() -> None:
    assert Colour.of("#7A1C27") == ("#7A1C27", "0.478 0.11 0.153 rg", "0.478 0.11 0.153 RG")
    assert Colour.of("#FFFFFF").fill == "1 1 1 rg"
    assert Colour.of("#000000").stroke == "0 0 0 RG"


def test_no_operand_is_ever_written_with_an_exponent() -> None:
    operands = {Colour.of(f"#{level:02X}0000").fill.split()[0] for level in range(256)}
    assert not any("e" in operand for operand in operands)
    assert max(len(operand) for operand in operands) == len("0.123")


def test_single_sided_punches_every_page_at_the_left() -> None:
    design = load_design(single_sided=True)
    assert design.frame(recto=True) == design.frame(recto=False) == load_design().frame(recto=True)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_spans_add_up_to_the_frame(paper: str) -> None:
    design = load_design(paper=paper)
    spans = design.spans
    assert spans.main + spans.gutter + spans.side == pytest.approx(spans.full)
    assert 2 * spans.half + spans.gutter == pytest.approx(spans.full)
    assert design.frame(recto=True).width == design.frame(recto=False).width == spans.full


@pytest.mark.parametrize("accessor", ["style", "rule", "length", "number", "option", "colour"])
def test_a_role_that_does_not_exist_is_a_bug(accessor: str) -> None:
    with pytest.raises(KeyError):
        getattr(load_design(), accessor)("no-such-role")


def test_every_choice_has_a_key_of_its_own() -> None:
    designs = [
        load_design(),
        load_design(profile="large-print"),
        load_design(paper="letter"),
        load_design(single_sided=True),
    ]
    assert len({design.key for design in designs}) == len(designs)


def test_equal_tokens_make_equal_designs() -> None:
    one, other = load_design(), load_design()
    assert one == other
    assert hash(one) == hash(other)
    assert one != load_design(paper="letter")
    assert one != one.key


def test_a_design_survives_a_cache_on_disk() -> None:
    design = load_design()
    copy = pickle.loads(pickle.dumps(design))
    assert copy == design
    assert copy.style("body") == design.style("body")


def test_a_design_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load_design().paper = "letter"  # type: ignore[misc]  # the test is that this fails


def test_the_key_is_the_same_in_another_process_and_folder(tmp_path: Path) -> None:
    code = "from packgen.theme.design import load_design; print(load_design().key)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == load_design().key


def test_listing_names_reads_no_yaml_and_loads_no_models() -> None:
    code = (
        "import sys; from packgen.theme.design import themes, profiles; themes(); profiles();"
        "print([m for m in ('yaml', 'pydantic') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_design_is_read_without_models() -> None:
    code = "import sys; from packgen.theme.design import load_design; load_design(); print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"theme": "clasic"},
            'There is no theme "clasic". Did you mean "classic"? The themes are classic, ink-light, petrol; a file of '
            "your own ends with .yaml.",
        ),
        (
            {"profile": "large"},
            'There is no profile "large". Did you mean "large-print"? The profiles are clear-print, dyslexia, '
            "large-print, standard; a file of your own ends with .yaml.",
        ),
        (
            {"paper": "leter"},
            'There is no paper "leter" in profile standard. Did you mean "letter"? The papers are a4, letter.',
        ),
        (
            {"theme": "nowhere/school.yaml"},
            'There is no theme file "nowhere/school.yaml". The themes are classic, ink-light, petrol; a file of your '
            "own ends with .yaml.",
        ),
        (
            {"theme": "../themes/classic"},
            'There is no theme "../themes/classic". The themes are classic, ink-light, petrol; a file of your own ends '
            "with .yaml.",
        ),
        ({"theme": "x" * 5000 + ".yaml"}, None),
        ({"theme": "a\0b.yaml"}, None),
        ({"theme": ""}, None),
    ],
)
def test_unknown_names(choice: dict[str, str], message: str | None) -> None:
    with pytest.raises(UnknownNameError) as caught:
        load_design(choice.get("theme", "classic"), choice.get("profile", "standard"), choice.get("paper", "a4"))
    assert message is None or str(caught.value) == message
