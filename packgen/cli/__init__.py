"""The command line: the only package that reads from or writes to a terminal.

main       the entry point: runs the app, turns errors into messages and exit codes (exits)
app        the subcommands, each imported from the module of its name on demand
options    parameters that several commands share; pack_options makes those that a dataclass declares
terminal   output, questions and progress
completion names for the shell to complete
printing   the steps of `packgen print`; jobs, its actions on jobs
mailing    prepares the messages of `packgen mail`; account reads its settings, mail_send sends, mail_status reports
"""
