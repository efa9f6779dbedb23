"""What a queue can do, by what lpoptions printed for drivers of several makers."""

import pytest

from packgen.deliver.print.abilities import parsed_abilities
from packgen.deliver.print.paper import Sides

PPD = """\
PageSize/Media Size: *Letter A4 A3
Duplex/2-Sided Printing: *None DuplexNoTumble DuplexTumble
StapleLocation/Staple: *None UpperLeft UpperRight
"""
"""Captured from CUPS 2.4 with the PPD of these tests."""

EVERYWHERE = """\
PageSize/Media Size: A3 A4 *Letter
cupsPrintQuality/cupsPrintQuality: Draft *Normal
ColorModel/Output Mode: *Gray
Duplex/Duplex: *None DuplexNoTumble DuplexTumble
OutputBin/OutputBin: *FaceDown
StapleLocation/StapleLocation: *None SingleLandscape SinglePortrait
"""
"""Captured from CUPS 2.4 for a queue made with -m everywhere."""


@pytest.mark.parametrize(
    ("text", "staple"),
    [
        (PPD, ("StapleLocation", "UpperLeft")),
        (EVERYWHERE, ("StapleLocation", "SinglePortrait")),
        ("HPStaplerOptions/Staple: *None 1diagonal 1parallel 2parallel", ("HPStaplerOptions", "1diagonal")),
        ("Staple/Staple: *None 1StapleAuto(Left) 1StapleZeroLeft 2Staples", ("Staple", "1StapleAuto(Left)")),
        ("Stpl/Staple: *None Front Rear Center", ("Stpl", "Front")),
        ("finishings/Finishings: *none staple-top-left punch", ("finishings", "staple-top-left")),
        ("StapleLocation/Staple: *None DualLeft UpperLeft", ("StapleLocation", "UpperLeft")),
        ("ARStaple/Staple: *None Ypsilon", None),
        ("OptionStapler/Stapler: *NotInstalled Installed", None),
        ("StapleLocation/Staple: *None", None),
    ],
)
def test_the_usual_staple_is_found_under_its_many_names(text: str, staple: tuple[str, str] | None) -> None:
    assert parsed_abilities(text).staple == staple


def test_a_stapler_that_may_be_fitted_is_no_staple() -> None:
    assert parsed_abilities("OptionStapler/Stapler: *NotInstalled Installed").staples == ()
    assert len(parsed_abilities("ARStaple/Staple: *None Ypsilon").staples) == 1


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (PPD, set(Sides)),
        ("JCLDuplex/Duplex: *None DuplexNoTumble DuplexTumble", set(Sides)),
        ("sides/2-Sided Printing: *one-sided two-sided-long-edge two-sided-short-edge", set(Sides)),
        ("Duplex/Duplex: *None DuplexNoTumble", {Sides.ONE_SIDED, Sides.LONG_EDGE}),
        ("PageSize/Media Size: *A4", {Sides.ONE_SIDED}),
    ],
)
def test_sides(text: str, sides: set[Sides]) -> None:
    found = parsed_abilities(text).sides
    assert found is not None
    assert set(found) == sides


@pytest.mark.parametrize("text", ["", "lpoptions: Unable to get PPD file for q: No such file", "\x1b[2J", "Duplex: "])
def test_a_queue_that_lists_nothing_is_known_to_be_unknown(text: str) -> None:
    found = parsed_abilities(text)
    assert (found.options, found.sides, found.media, found.staple) == (None, None, None, None)


def test_hostile_lines_name_no_option() -> None:
    found = parsed_abilities("Bad;name/x: *a b\n-o/x: *a\nDuplex/\x1b[2J: Two: sides: *None DuplexTumble\n")
    assert found.options is not None
    assert "Bad;name" not in found.options
    assert found.options["Duplex"].text == "\\x1b[2J: Two: sides"
    assert found.options["Duplex"].choices == ("None", "DuplexTumble")
