"""`packgen printers`: list the printers and their abilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson
from packgen.errors import harmless

if TYPE_CHECKING:
    from packgen.deliver.print.queues import Queue, QueueState

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def printers(as_json: AsJson = False) -> None:
    """Show the printers, and what each can do."""
    from packgen.deliver.print.queues import queue_state, read_queues
    from packgen.deliver.print.windows import on_windows
    from packgen.errors import DeliveryError

    if on_windows():
        raise DeliveryError("packgen asks no printer on Windows: packgen print opens the file, and you print it there.")
    found = [(queue, queue_state(queue.name)) for queue in read_queues()]
    if as_json:
        terminal.say_json({"printers": [_plain(queue, state) for queue, state in found]})
        return
    if not found:
        terminal.note("No printer is set up. Add one in your system's settings for printers.")
    for queue, state in found:
        for line in _description(queue, state):
            terminal.say(harmless(line))


def _description(queue: Queue, state: QueueState) -> list[str]:
    lines = [f"{queue.name}{'  default' if queue.is_default else ''}{f'  {state.about}' if state.about else ''}"]
    able = queue.abilities
    if able.options is None:
        lines.append("  does not say what it can do: nothing can be checked before printing")
    else:
        sides = able.sides
        lines.append(f"  --sides  {', '.join(sides) if sides is not None else 'unknown'}")
        lines.append(f"  --staple  {'yes' if able.staple else 'by --option, see below' if able.staples else 'no'}")
        for option in able.options.values():
            marked = [f"*{choice}" if choice == option.default else choice for choice in option.choices]
            lines.append(f"  --option {option.name}={'|'.join(marked)}{f'  {option.text}' if option.text else ''}")
    lines.extend(f"  {trouble}" for trouble in state.troubles)
    if not state.accepting:
        lines.append(f"  it takes no jobs{f' ({state.message})' if state.message else ''}")
    return lines


def _plain(queue: Queue, state: QueueState) -> dict[str, object]:
    able = queue.abilities
    media = able.media
    return {
        "name": queue.name,
        "default": queue.is_default,
        "about": state.about,
        "sides": None if able.sides is None else [str(sides) for sides in able.sides],
        "media": None if media is None else list(media.choices),
        "staple": None if able.options is None else able.staple is not None,
        "copies": None if able.options is None else True,  # CUPS makes the copies if the printer cannot
        "options": None
        if able.options is None
        else {one.name: {"text": one.text, "choices": list(one.choices), "default": one.default or None}
              for one in able.options.values()},
        "stopped": state.stopped,
        "accepting": state.accepting,
        "reasons": list(state.reasons),
        "message": state.message,
    }  # fmt: skip
