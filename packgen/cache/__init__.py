"""Bytes kept on disk between builds, each entry under a digest of all that it was made from.

- `store`: the entries; what other rooms use
- `file`: the database's file: created, opened, deleted when it is damaged
- `database`: a database opened so that a foreign or malicious file does no harm
- `entries`: the SQL statements
- `trust`: whether a folder or file can have been written by somebody else
- `place`: opening the store
- `environment`: a digest of packgen, its fonts and libraries
- `codec`, `shape`: plain values as bytes, and the check of what comes back
"""
