"""Planned rows as columns of flowables."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.setting import Setting
from packgen.plan.arrangement import RowPlan
from packgen.sheets.surface import full_row


def set_rows(
    plans: Sequence[RowPlan],
    flows: dict[int, list[Flowable]],
    gist: Sequence[Flowable],
    setting: Setting,
    before: float = 0.0,
) -> list[PageRow]:
    """Turn planned rows into columns of flowables; a gist comes first, in the side column if there is one.

    Args:
        plans: rows; with a gist, the first has a side column.
        flows: flowables of each block in the plans, by its index.
        gist: flowables of the gist, or none.
        setting: design.
        before: space above the first row in a page of several columns, in points.
    """
    design, spans = setting.design, setting.design.spans
    rows: list[PageRow] = []
    for plan in plans:
        left = [flowable for number in plan.left for flowable in flows[number]]
        right = [flowable for number in plan.right for flowable in flows[number]]
        top = [] if rows else list(gist)
        gap = design.length("row-gap") if rows else before
        if design.columns == 1:
            rows.append(full_row(setting, [*top, *left, *right]))
        elif plan.kind == "pair":
            columns = [
                StoryColumn(0.0, spans.main, left),
                StoryColumn(spans.main + spans.gutter, spans.side, [*top, *right]),
            ]
            rows.append(PageRow(columns, before=gap, level=True))
        elif plan.kind == "halves":
            columns = [StoryColumn(0.0, spans.half, left), StoryColumn(spans.half + spans.gutter, spans.half, right)]
            rows.append(PageRow(columns, before=gap, level=True))
        else:
            width = spans.main if plan.kind == "main" else spans.full
            rows.append(PageRow([StoryColumn(0.0, width, left)], before=gap))
    return rows
