"""Untrusted picture files, reduced to the samples that a PDF file embeds."""
