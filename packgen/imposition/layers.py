"""Optional content: layers that a viewer can show or hide (ISO 32000-1, 8.11)."""

from __future__ import annotations

from packgen.imposition.reader import PdfReader
from packgen.imposition.syntax import Ref, Value


def hidden_layers(reader: PdfReader, root: dict[bytes, Value]) -> tuple[list[Ref], list[Ref]]:
    """Return the optional content groups of a file, and those of them that are not printed.

    A group is not printed if it is off in the default configuration, or if its own print state is off.

    Raises:
        MalformedError: the groups cannot be read.
    """
    properties = reader.get(root.get(b"/OCProperties"))
    if not isinstance(properties, dict):
        return [], []
    groups = _listed(reader, properties.get(b"/OCGs"))
    default = reader.get(properties.get(b"/D"))
    default = default if isinstance(default, dict) else {}
    on, off = (_listed(reader, default.get(key)) for key in (b"/ON", b"/OFF"))
    if default.get(b"/BaseState") == b"/OFF":
        off = [group for group in groups if group not in on]
    hidden = {*off, *(group for group in groups if _state(reader, group) == b"/OFF")}
    shown = {group for group in groups if _state(reader, group) == b"/ON"}
    return groups, [group for group in groups if group in hidden - shown]


def _listed(reader: PdfReader, value: Value | None) -> list[Ref]:
    found = reader.get(value)
    return [item for item in found if isinstance(item, Ref)] if isinstance(found, list) else []


def _state(reader: PdfReader, group: Ref) -> Value | None:
    """Return the PrintState of a group, if it has one."""
    found: object = reader.get(group)
    for key in (b"/Usage", b"/Print"):
        found = reader.get(found.get(key)) if isinstance(found, dict) else None
    return found.get(b"/PrintState") if isinstance(found, dict) else None
