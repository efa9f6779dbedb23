"""Finished files put on larger paper, or one after another: booklets, two pages a sheet, a class in one file.

Pages become form XObjects; what is made is for a printer, and is neither tagged nor linked.
"""
