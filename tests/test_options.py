"""An option is declared once: a field that is made up here is an option of commands, rosters, keys and documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Annotated

import pytest
import typer

from packgen.batch import columns, roster
from packgen.batch.roster import Known, read_roster
from packgen.cli.pack_options import with_options
from packgen.declare import declared, key_values, option
from packgen.errors import UsageProblem
from packgen.filenames import usual_name
from packgen.option_text import names
from packgen.options import PackOptions, require_valid
from packgen.plan.selection import Chosen
from tests.support import reference


@dataclass(frozen=True, kw_only=True)
class MoreOptions(PackOptions):
    """The options of a pack, and some that are made up."""

    spacing: int = option(
        2, "--spacing -x", "N", help="Space between `lines`.", more="In points.", least=1, most=9, roster="a number"
    )
    colours: tuple[str, ...] = option(
        ("red",), "--colours", "NAME,...", help="Colours.", parse=names, choices=lambda: ("red", "green"), fixed=True
    )
    machine: str | None = option(None, "--machine", "NAME", help="Where.", commands=("build",), in_key=False)


app = typer.Typer(add_completion=False, rich_markup_mode=None)
seen: list[tuple[str, MoreOptions, bool]] = []


@app.command()
@with_options("batch", MoreOptions)
def command(first: Annotated[str, typer.Option("--first")] = "1", *, options: MoreOptions, last: bool = False) -> None:
    """Do it."""
    seen.append((first, options, last))


def run(*arguments: str) -> MoreOptions:
    seen.clear()
    typer.main.get_command(app).main([*arguments], standalone_mode=False)
    [(_, options, _)] = seen
    return options


def test_the_command_line_has_it() -> None:
    assert run() == MoreOptions()
    assert seen == [("1", MoreOptions(), False)]
    typed = "-x 3 --colours green,red --seed 7 --topics a,b/c --topics d --first 2"
    found = run(*typed.split())
    assert found == MoreOptions(spacing=3, colours=("green", "red"), seed=7, topics=("a", "b/c", "d"))
    assert seen[0][0] == "2"
    with pytest.raises(Exception, match="No such option"):
        run("--machine", "here")


def test_its_help_has_it_in_order_and_without_code_marks() -> None:
    group = typer.main.get_command(app)
    text = group.get_help(typer.Context(group, terminal_width=100))
    assert "-x, --spacing N" in text
    assert "Space between lines.  [default: 2]" in text
    assert "Colours.  [default: red]" in text
    flags = [parameter.opts[0] for parameter in group.params]
    assert flags.index("--first") < flags.index("--topics") < flags.index("--spacing") < flags.index("--last")
    assert len(flags) == 2 + sum("batch" in one.commands for one in declared(MoreOptions).values())


def test_the_shell_is_offered_its_choices() -> None:
    found = typer.main.get_command(app)
    [colours] = [one for one in found.params if one.name == "colours"]
    offered = colours.shell_complete(typer.Context(found), "red,g")
    assert [item.value for item in offered] == ["red,green"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (MoreOptions(spacing=10), "--spacing cannot be 10. Choose a whole number from 1 to 9."),
        (
            MoreOptions(colours=("red", "gren")),
            '--colours cannot be "gren". Did you mean "green"? Choose one of red, green.',
        ),
    ],
)
def test_other_values_are_refused(options: MoreOptions, message: str) -> None:
    require_valid(MoreOptions(spacing=9, colours=("green",)))
    with pytest.raises(UsageProblem) as caught:
        require_valid(options)
    assert str(caught.value) == message


def test_a_roster_has_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (columns, roster):
        monkeypatch.setattr(module, "PackOptions", MoreOptions)
    known = Known((), lambda _: None, lambda _: (), True)
    read = read_roster(b"name,Spacing,seed\nAnna,3,\nBen,,8\nCleo,12,\n", "r.csv", known)
    anna, ben = (student.apply(MoreOptions(spacing=5)) for student in read.students)
    assert isinstance(anna, MoreOptions)
    assert isinstance(ben, MoreOptions)
    assert (anna.student, anna.spacing, anna.seed) == ("Anna", 3, None)
    assert (ben.student, ben.spacing, ben.seed) == ("Ben", 5, 8)
    [cause] = read.refused[0].failure.causes
    assert (cause.message, cause.remedy) == ("this is no spacing.", "Write a whole number from 1 to 9, or nothing.")


def test_the_key_of_a_pack_takes_it_unless_it_says_otherwise() -> None:
    assert key_values(MoreOptions()) != key_values(MoreOptions(spacing=3))
    assert key_values(MoreOptions()) == key_values(MoreOptions(machine="there"))
    assert {name: value for name, value in key_values(MoreOptions()).items() if name in ("spacing", "colours")} == {
        "spacing": 2,
        "colours": ("red",),
    }


def test_the_name_of_the_file_has_a_digest_of_it() -> None:
    chosen = [Chosen(SimpleNamespace(topic=SimpleNamespace(id="stalin", sections=())), ())]
    found = {usual_name(MoreOptions(topics=("stalin",), spacing=spacing), chosen, ["stalin"]) for spacing in (2, 3, 4)}
    assert "stalin" in found
    assert all(re.fullmatch(r"stalin(_[0-9a-f]{8})?", name) for name in found)
    assert len(found) == 3


def test_the_documents_have_it() -> None:
    before = "<!-- options: build -->\n<!-- end of options -->\n<!-- options: roster -->\nx\n<!-- end of options -->\n"
    text = reference.written(before, MoreOptions)
    assert "| `--spacing N` | Space between `lines`. In points. | `2` |\n" in text
    assert "| `--colours NAME,...` | Colours. | `red` |\n" in text
    assert "| `spacing` | a number | that of `--spacing` |\n" in text
    assert "`colours`" not in text
    assert reference.written(text, MoreOptions) == text


def test_the_name_of_a_student_is_in_no_message() -> None:
    assert "Anna" not in repr(replace(PackOptions(), student="Anna"))
