"""Knowledge organisers: facts in boxes, in columns that end level, on one side of paper.

facts        what a block gives to an organiser, as data
row          a fact: its prompt, and what is known of it
box          a box of facts under a label, in one column or continued in the next
flow         which facts stand in which column, by their heights
size         type, gaps and columns at one size
arrangement  the size and the columns at which all facts fit, or which are left out
title        the title, the enquiry question and the name
page         a page of columns, the first under the title
"""
