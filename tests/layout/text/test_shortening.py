from __future__ import annotations

from packgen.layout.core.setting import rich
from packgen.layout.text.shortening import beginning, shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from tests.support.paper import setting


def test_a_line_is_cut_to_its_room_with_its_marks() -> None:
    whole = shortened(setting(), rich("10^3^ and **more**"), "body", Element("P"), 1e9)
    assert [(run.text, run.rise, run.bold) for run in whole.runs] == [
        ("10", 0, False),
        ("3", 1, False),
        (" and ", 0, False),
        ("more", 0, True),
    ]
    room = whole.extent()[1] - 1
    cut = shortened(setting(), rich("10^3^ and **more**"), "body", Element("P"), room)
    assert "".join(run.text for run in cut.runs).startswith("103 and m")
    assert cut.runs[-1].text == "…"
    assert cut.extent()[1] <= room
    assert [run.text for run in shortened(setting(), rich("abc"), "body", Element("P"), 0).runs] == ["…"]


def test_the_beginning_of_runs() -> None:
    runs = [Run("one, "), Run("two", bold=True)]
    assert beginning(runs, 6) == [Run("one, "), Run("t", bold=True)]
    assert beginning(runs, 5, " ,") == [Run("one")]
    assert beginning(runs, 0) == []
