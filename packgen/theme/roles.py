"""The roles that code may ask for, and what each is for: a complete theme and profile answers every one of them.

To add a role, describe it here, then give it a value in ``themes/`` (colours, rules, faces) or ``profiles/`` (sizes,
lengths, numbers, options). A test fails as long as one is missing.
"""

from typing import NamedTuple

FAMILIES = {
    "text": "everything that is read",
    "display": "titles, labels, and short passages that should stand out",
}

COLOURS = {
    "ink": "text",
    "soft": "secondary text and thin rules",
    "accent": "labels, numbers and the rules that divide a page",
    "paper": "the ground",
}

PENS = tuple(role for role in COLOURS if role != "paper")
"""Colours that text and rules may have."""

STYLES = {
    "cover-kicker": "line above the cover's title",
    "cover-title": "title of the pack on its cover",
    "cover-dates": "dates beneath it",
    "cover-note": "what the pack covers, and for which specification",
    "page-title": "title of a page of its own, such as Contents",
    "sheet-title": "title of a later sheet, such as From memory",
    "band-label": "number of the section, above its title",
    "topic-title": "title of the section",
    "enquiry": "enquiry question beneath it",
    "spec-label": "Spec, Before",
    "spec": "what stands beside them",
    "heading": "heading of a block",
    "heading-note": "note at the right of a heading, on its baseline",
    "task-letter": "letter of a task before its heading",
    "box-label": "label of a summary box",
    "cue": "cue question beside it, or under it where boxes are bars",
    "gist": "the section in one line",
    "body": "running text in the main column",
    "body-bold": "its short labels",
    "bullet": "bullet of a list",
    "list-number": "number in a list",
    "table": "text in a table",
    "table-bold": "head of a table and its row heads",
    "side": "text in the side column",
    "side-bold": "its dates and short labels",
    "extract": "a quotation or source",
    "numeral": "numeral in a list of numbers",
    "chart": "values and labels of a chart",
    "chart-bold": "those that the text singles out",
    "note": "caption, provenance, credit",
    "prompt": "what to recall",
    "field": "label of a field to fill in",
    "contents-topic": "title of a topic, in the contents of a pack that holds several",
    "contents-number": "number of a section in the contents",
    "contents-title": "its title",
    "contents-note": "pages of its stages, and labels of what is to be filled in",
    "contents-line": "title and page of a section in the short contents on the cover",
    "contents-line-number": "its number, on the same baseline",
    "rating": "letter in a circle to ring",
    "running": "running head and foot",
    "rail": "stages in the running head",
    "rail-current": "the stage of this page",
    "folio": "page number",
}

RULES = {
    "cover": "top of the cover",
    "band": "top of a section's title band",
    "section": "top of a block's heading",
    "table-head": "beneath a table's head",
    "table-row": "between rows and between records",
    "table-foot": "beneath the last row",
    "box": "outline of a summary box",
    "box-header": "beneath its label",
    "bar": "bar at the left of a summary box, where boxes are bars",
    "gist": "outline of the gist, where it is a box",
    "trap": "outline of Do not write",
    "timeline": "line that joins the circles",
    "timeline-circle": "outline of an event's circle",
    "square": "outline of a vote's square",
    "chart-bar": "outline of a bar",
    "chart-line": "line of a line chart",
    "chart-axis": "foot of a chart",
    "rail": "frame around the stage of this page",
    "writing": "line to write on",
    "field": "line of a field to fill in",
    "tick": "outline of a box to tick",
    "circle": "outline of a circle to ring",
    "link": "underline of a link",
}

LENGTHS = {
    "smallest": "least size of any text",
    "baseline": "step of the baseline grid",
    "half": "half a step",
    "quarter": "least gap between things that belong together",
    "row-gap": "between boxes, and between one block and the next",
    "row-gap-tight": "the same where a sheet would run over by a little",
    "column-gap": "between a table's columns",
    "cell-pad": "above and below the text of a table's cell or of a record",
    "list-gap": "between items of a list",
    "list-gap-tight": "the same where tighter rows alone do not help",
    "bullet-indent": "from a list's edge to its text, after a bullet",
    "number-indent": "from a list's edge to its text, after a number",
    "label-gap": "between a label and what follows it on the line",
    "header-centre": "from the top of the page to the middle of the running head",
    "footer-centre": "from the bottom of the page to the middle of the running foot",
    "rail-room": "what the running head leaves to the stages at its right",
    "rail-gap": "on either side of the mark between two stages",
    "rail-pad": "between the name of this page's stage and its frame, left and right",
    "rail-pad-y": "between the same, taken as high as its size, and its frame, above and below",
    "band-height": "least height of a title band",
    "spec-label-width": "column of Spec and Before",
    "title-after": "beneath a page's or a sheet's title",
    "heading-height": "from a heading's rule to the end of its room",
    "heading-lead": "from the rule to the line of text",
    "heading-after": "between a heading and what it heads",
    "box-header": "height of a summary box's header",
    "box-tab": "width of the accent at its left",
    "box-pad-x": "between a box's or a bar's edge and its text",
    "box-pad-y": "the same above and below",
    "square-size": "side of a vote's square",
    "square-gap": "between two of them",
    "trap-pad-x": "between the outline of Do not write and its text",
    "trap-pad-y": "the same above and below",
    "timeline-radius": "of an event's circle",
    "timeline-axis": "from the edge to the circles' middle",
    "timeline-text": "from the edge to the text",
    "timeline-gap": "between events",
    "kf-name": "key figures: column of names",
    "kf-dates": "key figures: column of dates",
    "kf-role": "key figures: column of roles",
    "numeral-width": "column of numerals in a list of numbers",
    "chart-height": "of a whole chart, labels included",
    "chart-tallest": "of its tallest bar",
    "chart-bar": "greatest width of a bar",
    "chart-gap": "between a bar and the line box of its value or label",
    "task-gap": "between the lines of a recall task and the next task",
    "writing-line": "from one writing line to the next",
    "title-fields": "width of the fields beside the title of a sheet to fill in",
    "title-fields-lift": "from the foot of that title to the fields' lines",
    "field-height": "of a field to fill in, label included",
    "field-lift": "between a field's line and the baseline of its label",
    "tick-size": "side of a box to tick",
    "circle-radius": "of a circle to ring",
    "contents-indent": "column of numbers in the contents",
    "tracker-column": "width of what is filled in for one visit",
    "tracker-gap": "between two of them",
    "tracker-marks": "height of what is filled in for one visit",
    "rating-gap": "between circles to ring",
    "ladder-number": "column of numbers in the recall ladder",
    "ladder-name": "column of names in the recall ladder",
    "cover-gap": "between the parts of a cover",
    "source-indent": "column of numbers in the list of sources",
}


class Range(NamedTuple):
    """What a number may be, both ends included."""

    least: float
    most: float
    whole: bool
    meaning: str


NUMBERS = {
    "split-threshold": Range(
        0, 1, False, "share of a column that may stay empty before a box is split instead of moved"
    ),
    "max-stretch": Range(
        0, 4, False, "how much a gap between boxes may grow, relative to itself, to level two columns"
    ),
    "tighten-below": Range(
        0, 1, False, "share of a page up to which what runs over to a new leaf is pulled back by tighter gaps"
    ),
    "min-lines": Range(1, 10, True, "lines of a paragraph that stay together at the top or foot of a column"),
    "min-rows": Range(1, 10, True, "rows that stay with their heading"),
    "min-writing-lines": Range(1, 40, True, "writing lines that stay together"),
    "chart-bar-share": Range(0.1, 1, False, "greatest share of its pitch that a bar takes up"),
}

OPTIONS = {
    "tables": ("grid", "records"),
    "boxes": ("panel", "bar"),
    "rail": ("full", "current"),
    "band": ("full", "stacked"),
    "emphasis": ("italic", "bold"),
    "gist": ("side", "box"),
}
"""Choices of layout: tables of prose as grids or as records one below another; boxes outlined or with a bar at the
left; the running head with all stages or with this page's; the title band in two columns or one; *emphasis* set in
italic or in bold; the gist in the side column or in a box beneath the band."""
