"""`packgen settings`: show the settings in force and their sources."""

from __future__ import annotations

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson
from packgen.errors import harmless

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def settings(as_json: AsJson = False) -> None:
    """Show the settings in force, and where each is from.

    They stand in packgen.toml in this folder, or in your own folder for settings.
    """
    from packgen.settings import KINDS, files, load_settings

    found = load_settings()
    if as_json:
        told = {name: {"value": one.value, "source": one.source} for name, one in found.items()}
        terminal.say_json({"settings": told, "files": [str(path) for path in files()]})
        return
    rows = [(name, _shown(one.value), one.source, KINDS[name].option) for name, one in found.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, value, source, option in rows:
        line = f"{name:{widths[0]}}  {value:{widths[1]}}  {source:{widths[2]}}  {option}"
        terminal.say(harmless(line))
    for path in files():
        terminal.note(harmless(f"{path}: {'read' if path.exists() else 'not there'}"))


def _shown(value: str | float | None) -> str:
    return "-" if value is None else str(value)
