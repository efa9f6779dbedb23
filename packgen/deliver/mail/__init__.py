"""Mail each student of a batch their own pack, once.

A `Letter` is one message to one student. A `Sender` sends it to a server and returns an `Outcome`. The ledger records
letters and outcomes.

    letter      the shared types: Letter, MessageIdentity, State, Outcome, Sender
    binding     matches the rows of the roster to packs; printed reads the name in each pack
    template    subject and body with fields; markdown renders the body
    messages    MIME messages; drafts writes them as files; trial sends some to the teacher
    post        sends all letters of a run; pauses sets the waits, interrupt delays Ctrl-C, tally counts
    ledger      the SQLite file that records letters; database opens it, standing parses its rows, status reports it
    senders     the sender for the setting mail.server, which servers parses
    smtp        sends by SMTP: connection, answers, explained, passwords
    graph       sends by Microsoft Graph: graph_answers, microsoft (login), proxies
    addresses   validates addresses and domains
"""
