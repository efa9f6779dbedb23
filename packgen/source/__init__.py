"""Reads untrusted YAML into plain values with positions, without recursion and in linear time."""

from packgen.source.document import Document, Path, Value
from packgen.source.excerpt import quote
from packgen.source.reader import examine, read_bytes, read_yaml, read_yaml_text

__all__ = ["Document", "Path", "Value", "examine", "quote", "read_bytes", "read_yaml", "read_yaml_text"]
