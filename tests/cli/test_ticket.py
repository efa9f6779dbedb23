from pathlib import Path

import pytest

from tests.cli.conftest import Packgen
from tests.support.batchfolder import batch_folder, small_pdf
from tests.support.pdf import page_texts


@pytest.fixture(autouse=True)
def pack(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk / "config"))
    path = desk / "khrushchev.pdf"
    path.write_bytes(small_pdf(5))
    return path


def test_a_ticket_with_all_that_can_be_said(packgen: Packgen) -> None:
    Path("packgen.toml").write_text("[print]\ncost-a-side = 0.03\n")
    options = ("--copies", "30", "--sides", "short-edge", "--staple", "--punch", "top", "--fold", "none")
    outcome = packgen(
        "ticket", "khrushchev.pdf", *options, "--for", " Ms  Okafor ", "--by", "2026-12-03", "-o", "t.pdf"
    )
    assert outcome == (0, "t.pdf  90 sheets of paper, 150 sides, £4.50\n", "")
    [text] = page_texts(Path("t.pdf"))
    for line in (
        "Sides Both sides, flip on the short edge",
        "Staple Top left corner",
        "Punch Top edge, 2 or 4 holes",
        "For Ms Okafor",
        "Wanted by Thu 3 Dec 2026",
        "Cost £4.50 at £0.03 a side",
    ):
        assert line in text.splitlines()


def test_the_option_wins_over_the_setting(packgen: Packgen) -> None:
    Path("packgen.toml").write_text("[print]\ncost-a-side = 0.03\n")
    assert packgen("ticket", "khrushchev.pdf", "--cost-a-side", "0.1").out.endswith(
        "3 sheets of paper, 5 sides, £0.50\n"
    )


def test_a_batch(packgen: Packgen) -> None:
    batch_folder(Path("packs/class-12b"), [4, 2], unmade=1)
    outcome = packgen("ticket", "packs/class-12b/")
    assert outcome.out.replace("\\", "/") == "packs/class-12b.ticket.pdf  3 sheets of paper, 6 sides\n"
    assert outcome.err.startswith("warning: rows of the roster have no pack")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["khrushchev.pdf", "--sides", "longedge"], 2, '--sides cannot be "longedge". Did you mean "long-edge"?'),
        (["khrushchev.pdf", "--punch", "west"], 2, '--punch cannot be "west". Choose left, right, top or bottom.'),
        (["khrushchev.pdf", "--by", "soon"], 2, '--by "soon"'),
        (["khrushchev.pdf", "--for", " "], 2, "The text of --for is empty."),
        (["khrushchev.pdf", "--cost-a-side", "-1"], 2, "--cost-a-side has to be from 0 to 1,000"),
        (["khrushchev.pdf", "-o", "-"], 2, "A ticket goes to a file."),
        (["stalin.pdf"], 7, "stalin.pdf cannot be read"),
        (["content"], 10, "content has no manifest.jsonl"),
    ],
)
def test_what_cannot_be_ends_with_its_code(packgen: Packgen, arguments: list[str], code: int, message: str) -> None:
    outcome = packgen("ticket", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err
