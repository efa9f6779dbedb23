"""List print queues, with the default one, their abilities and their state."""

from __future__ import annotations

import re
from typing import NamedTuple

from packgen.deliver.print.abilities import Abilities, parsed_abilities
from packgen.deliver.print.cups import run_tool
from packgen.errors import DeliveryError, harmless, nearest

_NAME = re.compile(r"[^\s/#\x00-\x1f\x7f\"'\\?][^\s#\x00-\x1f\x7f]{0,254}")
"""What CUPS takes for the name of a queue, with the name of an instance after a stroke."""

_DEFAULT = re.compile(r"(?:system|user) default destination: (\S+)")
_STATE = re.compile(r"printer \S+ (is idle|now printing|disabled)")
_HARMLESS_REASONS = {"none", ""}


class QueueState(NamedTuple):
    """State of a queue.

    Attributes:
        stopped: whether it prints nothing until somebody starts it again.
        accepting: whether it accepts jobs.
        reasons: keywords of printer-state-reasons, such as ``media-empty-error`` (RFC 8011, 5.4.12).
        message: the printing system's explanation; may be empty.
        about: the queue's description and location, as configured.
    """

    stopped: bool = False
    accepting: bool = True
    reasons: tuple[str, ...] = ()
    message: str = ""
    about: str = ""

    @property
    def troubles(self) -> tuple[str, ...]:
        """The reasons why it cannot print, in words."""
        found = [describe_reason(reason) for reason in self.reasons if _keeps_from_printing(reason)]
        if self.stopped:
            why = f" ({self.message})" if self.message else ""
            found.insert(0, f"it is stopped{why}")
        return tuple(dict.fromkeys(found))


class Queue(NamedTuple):
    """A print queue.

    Attributes:
        name: name of the queue, for lp.
        abilities: abilities of the queue.
        is_default: whether it is the default queue.
    """

    name: str
    abilities: Abilities
    is_default: bool = False


def queue_names() -> list[str]:
    """Return the names of all queues.

    Raises:
        DeliveryError: the printing system is not installed or not running.
    """
    running = run_tool("lpstat", "-r")
    if "not running" in running.out + running.err or running.code:
        raise DeliveryError(
            "The printing system is not running. Start it (on Linux: sudo systemctl start cups), or set CUPS_SERVER "
            "to the address of your print server."
        )
    listed = run_tool("lpstat", "-e")
    if listed.code:  # CUPS before 2.1 does not know -e
        listed = run_tool("lpstat", "-a")
    names = [line.split()[0] for line in listed.out.splitlines() if line.strip()]
    return [name for name in names if _NAME.fullmatch(name)]


def default_name() -> str | None:
    """Return the name of the default queue, or None."""
    match = _DEFAULT.search(run_tool("lpstat", "-d").out)
    return match[1] if match else None


def read_queue(name: str, *, is_default: bool = False) -> Queue:
    """Return an existing queue with its abilities."""
    return Queue(name, parsed_abilities(run_tool("lpoptions", f"-p{name}", "-l").out), is_default)


def read_queues() -> list[Queue]:
    """Return all queues.

    Raises:
        DeliveryError: the printing system is not installed or not running.
    """
    default = default_name()
    return [read_queue(name, is_default=name == default) for name in queue_names()]


def chosen_queue(name: str | None) -> Queue:
    """Return the queue with a name, or the default one.

    Raises:
        DeliveryError: there is no such queue, or no default.
    """
    names = queue_names()
    if not names:
        raise DeliveryError("No printer is set up. Add one in your system's settings for printers.")
    default = default_name()
    wanted = name or default
    shown = ", ".join(map(harmless, names[:20]))
    if wanted is None:
        raise DeliveryError(
            f"No printer is the default. Name one with --printer, or as printer under [print] in packgen.toml: {shown}."
        )
    if wanted not in names:
        raise DeliveryError(
            f'There is no printer "{harmless(wanted)}".{nearest(wanted, names)} Choose one with --printer: {shown}.'
        )
    return read_queue(wanted, is_default=wanted == default)


def queue_state(name: str) -> QueueState:
    """Return the state of a queue; it is assumed to be ready if lpstat prints nothing about it."""
    told = run_tool("lpstat", "-l", f"-p{name}").out.splitlines()
    accepting = run_tool("lpstat", f"-a{name}").out.splitlines()
    return parsed_state(told, accepting)


def parsed_state(told: list[str], accepting: list[str]) -> QueueState:
    """Parse the output of ``lpstat -l -p`` and ``lpstat -a`` for a queue."""
    match = _STATE.match(told[0]) if told else None
    stopped = match is not None and match[1] == "disabled"
    refusing = bool(accepting) and " not accepting requests" in accepting[0]
    messages = [_second(lines) for lines, wanted in ((told, stopped), (accepting, refusing)) if wanted]
    alerts = _field(told, "Alerts").replace(",", " ").split()
    reasons = tuple(harmless(reason) for reason in alerts if reason not in _HARMLESS_REASONS)
    about = ", ".join(filter(None, (_field(told, "Description"), _field(told, "Location"))))
    message = next((message for message in messages if message), "")
    return QueueState(stopped, not refusing, reasons, harmless(message), harmless(about))


def _second(lines: list[str]) -> str:
    """Return the reason on the second line."""
    text = lines[1].strip() if len(lines) > 1 else ""
    return "" if text in ("reason unknown", "") or text.startswith("Form mounted") else text


def _field(lines: list[str], name: str) -> str:
    return next((line.partition(":")[2].strip() for line in lines if line.strip().startswith(f"{name}:")), "")


_WORDS = {
    "media-empty": "it is out of paper",
    "media-needed": "it wants paper",
    "media-jam": "paper is jammed",
    "door-open": "a door is open",
    "cover-open": "a cover is open",
    "input-tray-missing": "a tray is missing",
    "output-area-full": "its output tray is full",
    "toner-empty": "it is out of toner",
    "marker-supply-empty": "it is out of toner",
    "marker-waste-full": "its waste toner box is full",
    "offline": "it is switched off or cannot be reached",
    "connecting-to-device": "the system is still trying to reach it",
    "timed-out": "it does not answer",
    "shutdown": "it is switched off",
    "cups-missing-filter": "its driver is not installed",
    "cups-insecure-filter": "its driver is refused by the system",
}


def _keeps_from_printing(reason: str) -> bool:
    base = _base(reason)
    return (
        base not in ("paused", "none")
        and (reason.endswith("-error") or base in _WORDS)
        and not (reason.endswith(("-report", "-warning")) and base != "offline")
    )


def describe_reason(reason: str) -> str:
    """Return an explanation of a keyword of printer-state-reasons, with the keyword."""
    words = _WORDS.get(_base(reason))
    return f"{words} ({reason})" if words else reason


def _base(reason: str) -> str:
    return re.sub(r"-(error|warning|report)$", "", reason)
