"""`packgen schema`: print the JSON Schema of topic files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packgen.cli import terminal
from packgen.errors import harmless

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. Otherwise it is printed.")
    ] = None,
) -> None:
    """Print the JSON Schema of topic files, for editors."""
    import json

    from packgen.files import SCHEMA, STDOUT, write_whole
    from packgen.load.schema import topic_schema

    described = topic_schema()
    if output is None or output == STDOUT:
        terminal.say_json(described)
        return
    write_whole(output, (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode(), SCHEMA)
    terminal.note(harmless(f"{output} written"))
