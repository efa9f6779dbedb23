"""`packgen list`: what there is to build."""

from __future__ import annotations

from packgen.cli.options import AsJson, Content


def list_topics(as_json: AsJson = False, content: Content = None) -> None:
    """List the topics and their sections."""
