"""Binding: finished sheets in, the bytes of one tagged PDF out."""
