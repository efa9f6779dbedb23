"""`packgen list`: list topics and sections."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Content
from packgen.errors import ContentError

if TYPE_CHECKING:
    from packgen.load import Library, LoadedTopic

app = typer.Typer(add_completion=False, rich_markup_mode=None)


_BROUGHT = "Come with packgen"
"""What stands above the topics that packgen brings."""


@app.command("list")
def list_topics(as_json: AsJson = False, content: Content = None) -> None:
    """List the topics and their sections."""
    from packgen.load import open_library
    from packgen.variables import content_folder

    library = open_library(content_folder(content))
    loaded, broken = _readable(library)
    if as_json:
        terminal.say_json([_plain(one, library) for one in loaded])
    elif loaded:
        terminal.say(_table(loaded, library))
    sys.stdout.flush()  # if the list cannot be written, stop before the note
    if not any(library.home(one.path) == library.root for one in loaded) and not broken and not as_json:
        terminal.note(f'There is no topic to list in {library.shown}. "packgen new NAME" writes one to begin with.')
    for id_ in library.hidden():
        terminal.note(f"{id_}: the topic in {library.shown} is used instead of the one that comes with packgen.")
    if broken:
        terminal.note(f'{terminal.count(broken, "topic")} left out because of problems; "packgen check" tells them.')
        raise typer.Exit(ContentError.exit_code)


def _readable(library: Library) -> tuple[list[LoadedTopic], int]:
    """Return the readable topics and the number of unreadable ones, so that one error does not hide the others."""
    loaded, broken = [], 0
    for path in library.topic_files().values():
        try:
            loaded.append(library.load_topic(path))
        except ContentError:
            broken += 1
    return loaded, broken


def _table(loaded: list[LoadedTopic], library: Library) -> str:
    """Return a line for each topic and section: its name for `packgen build`, then its title.

    If some of the topics are packgen's own, a line above them says so, and a line above the others names their folder.
    """
    rows: list[tuple[str, str]] = []
    headings: dict[int, str] = {}
    for one in loaded:
        topic, folder = one.topic, _folder(one, library) or _BROUGHT
        if folder not in headings.values():
            headings[len(rows)] = folder
        rows.append((topic.id, " ".join(filter(None, (topic.title, topic.dates)))))
        rows += [(f"  {topic.id}/{section.id}", section.title) for section in topic.sections]
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:{width}}  {title}" for name, title in rows]
    if len(library.folders) > 1 and _BROUGHT in headings.values():
        lines = [f"{headings[number]}:\n{line}" if number in headings else line for number, line in enumerate(lines)]
    return "\n".join(lines)


def _folder(one: LoadedTopic, library: Library) -> str | None:
    """Return the content folder of a topic, as messages name it; None for one of packgen's own."""
    from packgen import resources

    home = library.home(one.path)
    return None if home == resources.content_folder() else library.shown


def _plain(one: LoadedTopic, library: Library) -> dict[str, object]:
    topic = one.topic
    hidden = library.hidden().get(topic.id)
    return {
        "topic": topic.id,
        "title": topic.title,
        "dates": topic.dates,
        "subject": topic.subject,
        "level": topic.level,
        "course": topic.course,
        "tags": list(topic.tags),
        "file": one.shown,
        "folder": _folder(one, library),
        "instead_of": library.show(hidden) if hidden is not None else None,
        "sections": [{"section": f"{topic.id}/{section.id}", "title": section.title} for section in topic.sections],
    }
