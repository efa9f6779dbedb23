"""Mail: the right pack to the right student, once.

A `Letter` is one message to one student; a `Sender` takes it to a server and says what came of it (`Outcome`); the
ledger remembers both.
"""
