"""Layout: flowables, frames and the page loop, on ReportLab's canvas.

The only room that imports ReportLab. Platypus is not imported: its paragraph is wrapped about eleven times and its
tables cannot tag cells. Our flowables keep its wrap, split and drawOn protocol, so stock frames can still place them.
"""
