"""`packgen cache`: show and clear the cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, CacheFolder
from packgen.errors import OutputError, harmless

if TYPE_CHECKING:
    from packgen.cache.store import Store

app = typer.Typer(
    name="cache",
    help="Show or clear the cache of sheets that are typeset already.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command()
def info(cache_dir: CacheFolder = None, as_json: AsJson = False) -> None:
    """Show where the cache is, and how much is in it."""
    store = _store(cache_dir)
    entries, size = store.size()
    if store.refused:
        terminal.note(harmless(f"warning: {store.refused}"))
    if as_json:
        terminal.say_json({"folder": str(store.folder), "entries": entries, "bytes": size, "limit": store.limit})
    else:
        terminal.say(harmless(f"{store.folder}  {_held(entries, size)}; at most {store.limit // 1_000_000} MB"))


@app.command()
def clear(cache_dir: CacheFolder = None, as_json: AsJson = False) -> None:
    """Delete all that is in the cache; the next build makes it again."""
    store = _store(cache_dir)
    entries, size = store.clear()
    left = store.size().size
    if store.refused:
        raise OutputError(store.refused)
    if as_json:
        terminal.say_json({"folder": str(store.folder), "entries": entries, "bytes": size})
    else:
        terminal.say(harmless(f"{store.folder}  {_held(entries, size)} deleted"))
    if left:
        raise OutputError(
            f"{left / 1_000_000:.1f} MB in {store.folder} cannot be deleted. Check the folder's permissions, "
            "and that no other packgen is at work."
        )


def _store(cache_dir: Path | None) -> Store:
    from packgen.cache.place import open_store
    from packgen.variables import cache_folder

    store = open_store(cache_folder(cache_dir))
    if store is None:
        raise OutputError("There is no place for a cache. Name a folder with --cache-dir.")
    return store


def _held(entries: int, size: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}, {size / 1_000_000:.1f} MB"
