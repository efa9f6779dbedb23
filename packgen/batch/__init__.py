"""Batches: a pack for each student of a roster.

run       the steps of a batch, from roster to report
roster    CSV to students and refused rows, with the help of table, columns, cells and names
plan      students to orders: options, keys and the shared units, divided by sharing
engine    runs orders in this process or a pool; cluster runs them on Dask
worker    makes the PDF of one order, in any process
folder    finds which packs are missing or changed, and writes them; locked with lock
manifest  JSON Lines beside the packs: the state of each row
naming    file names of packs, in Latin letters by latin
failures  groups errors by cause and lists the rows of each
regular   opens ordinary files only, no links, pipes or devices
"""
