"""Knowledge organisers: facts in boxes, in columns that end level, on one side of paper.

facts    what a block gives to an organiser, as data
row      a fact: its prompt at the left, what is known of it at the right
box      a box of facts under a label, in one column or continued in the next
flow     which facts stand in which column, by their heights
page     a page of columns, the first under the title
title    the title, the enquiry question and the fields
"""
