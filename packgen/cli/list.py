"""`packgen list`: what there is to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Content
from packgen.errors import ContentError

if TYPE_CHECKING:
    from packgen.load import Library, LoadedTopic

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("list")
def list_topics(as_json: AsJson = False, content: Content = None) -> None:
    """List the topics and their sections."""
    from packgen.load import open_library

    library = open_library(content)
    loaded, broken = _readable(library)
    if as_json:
        terminal.say_json([_plain(one) for one in loaded])
    elif loaded:
        terminal.say(_table(loaded))
    else:
        terminal.note(f'There is no topic to list in {library.shown}. "packgen new NAME" writes one to begin with.')
    if broken:
        terminal.note(f'{terminal.count(broken, "topic")} left out because of problems; "packgen check" tells them.')
        raise typer.Exit(ContentError.exit_code)


def _readable(library: Library) -> tuple[list[LoadedTopic], int]:
    """Return the topics that can be read and the number of those that cannot: one mistake does not hide the others."""
    loaded, broken = [], 0
    for path in library.topic_files().values():
        try:
            loaded.append(library.load_topic(path))
        except ContentError:
            broken += 1
    return loaded, broken


def _table(loaded: list[LoadedTopic]) -> str:
    """Return a line for each topic and section: the name that `--topics` takes, then the title."""
    rows = []
    for topic in (one.topic for one in loaded):
        rows.append((topic.id, " ".join(filter(None, (topic.title, topic.dates)))))
        rows += [(f"  {topic.id}/{section.id}", section.title) for section in topic.sections]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:{width}}  {title}" for name, title in rows)


def _plain(one: LoadedTopic) -> dict[str, object]:
    topic = one.topic
    return {
        "topic": topic.id,
        "title": topic.title,
        "dates": topic.dates,
        "subject": topic.subject,
        "level": topic.level,
        "course": topic.course,
        "tags": list(topic.tags),
        "file": one.shown,
        "sections": [{"section": f"{topic.id}/{section.id}", "title": section.title} for section in topic.sections],
    }
