"""Finished PDFs read again: their pages on larger sheets to fold or cut, or several files in one, for a printer."""
