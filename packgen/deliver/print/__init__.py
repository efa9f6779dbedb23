"""Print finished packs, and write tickets for the print room.

documents   files and packs to documents, each printed as one job
choices     print options, checked against the queue's abilities, to arguments of lp
queues      print queues and their state; abilities reads their options, media the sizes of paper
send        submits documents; jobs submits, follows, releases and cancels single jobs
verdict     the error or message at the end of a print
cups, ipp   run the tools of CUPS, and ask it for the state of a job
paper       numbers of sheets and sides, and the cost
job_ids     parses ids of jobs; rows parses rows of a roster
windows     opens the file for printing by hand on Windows
ticket      the ticket of a print order (order), with texts from wording
printfiles  reads the files that a ticket describes; imposed, how their sheets are to be handled
"""
