"""Layout: flowables, columns and the page loop, drawn on ReportLab's Canvas.

core/            canvas, protocol and page loop
    reportlab_canvas  ReportLab's Canvas and all use of its private names; text and images of stock drawings
    marked_content    operators to marked-content sequences, artifacts and figures
    canvas            SheetCanvas: records pages, links, fields and outline; makes a Sheet
    strokes           lines, boxes, squares and circles in a theme's rules
    closing           rules below tables, left out just above the rule of the next block
    flowable          the protocol: wrap, split, drawOn
    fit               how much of a story fits a column
    pages             rows of columns over pages
    justify           gaps widened so that columns end together or at the foot
    stack, columns, abreast, beside   flowables made of flowables: below, or beside each other
    setting           design, faces and options that flowables are set with
    cached            flowables drawn once and copied
text/            paragraph, columns, gap, heading, continued heading, listing, story, reference, running heads
boxes/           panel, quote, band, trap (misconceptions), fold line
table/           cells, column widths, ruled tables, records
tasks/           what students write in: ruled lines, cards, choices, concept maps, essay plans
figures/         charts, pictures, timelines, numerals, and any stock flowable or drawing of ReportLab
front_matter/    cover, contents, tracker, ticket; opening, the head of a pack without them
"""

import sys
from types import ModuleType

# ReportLab executes settings modules of the user's from anywhere on the path and from ~/.reportlab_settings, and
# fails without a home directory. A pack must be the same for everybody, so empty modules take their place.
for _name in ("reportlab.local_rl_mods", "reportlab_mods", "reportlab.local_rl_settings", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
