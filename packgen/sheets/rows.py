"""Planned rows as columns of flowables."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.stack import Stack
from packgen.layout.text.columns import in_text_columns
from packgen.sheets.pairs import PairHeights, divided
from packgen.sheets.surface import full_row

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.arrangement import RowPlan

_LEAST = 0.5
"""The least height of a block as wide as the frame, as a share of its height in the main column."""

Flows = Mapping[int, list[Flowable]]
"""The flowables of each block by its index."""


def wide_flows(flows: Flows, reading: Container[int], setting: Setting) -> Flows:
    """Return the flowables of blocks as wide as the frame: running text is set in two columns.

    Args:
        flows: flowables of each block, by its index.
        reading: indices of blocks of running text.
        setting: design.
    """
    if setting.design.columns == 1:
        return flows
    return {number: in_text_columns(setting, flow) if number in reading else flow for number, flow in flows.items()}


class BlockFlows(NamedTuple):
    """The flowables of each block, of the same blocks as wide as the frame, and of the gist if that is beside them."""

    flows: Flows
    wide: Flows
    gist: Sequence[Flowable] = ()


def divided_rows(
    plans: Sequence[RowPlan], blocks: BlockFlows, setting: Setting, boxes: Container[int] = ()
) -> list[RowPlan]:
    """Return rows, those of a main and a side column divided where one of them would end long before the other.

    Args:
        plans: rows; with a gist, the first has a side column.
        blocks: their flowables.
        setting: design.
        boxes: indices of blocks that stay in the main column.
    """
    design, spans = setting.design, setting.design.spans
    if design.columns == 1:
        return list(plans)
    rows: list[RowPlan] = []
    for plan in plans:
        if plan.kind != "pair" or len(plan.left) == 1:
            rows.append(plan)
            continue
        top = [] if rows else blocks.gist
        main = [_height(blocks.flows[number], spans.main) for number in plan.left]
        heights = PairHeights(
            main=main,
            full=[
                UNBOUNDED if number in boxes else height * _LEAST
                for number, height in zip(plan.left, main, strict=True)
            ],
            side=_height([*top, *_story(blocks.flows, plan.right)], spans.side),
            gap=design.length("row-gap"),
            shares=(spans.main / spans.full, spans.side / spans.full),
        )
        if divided(plan, heights, headed=bool(top)) == [plan]:  # most measuring is saved where no height could matter
            rows.append(plan)
            continue
        full = [UNBOUNDED if number in boxes else _height(blocks.wide[number], spans.full) for number in plan.left]
        rows += divided(plan, heights._replace(full=full), headed=bool(top))
    return rows


def set_rows(
    plans: Sequence[RowPlan],
    flows: Flows,
    gist: Sequence[Flowable],
    setting: Setting,
    before: float = 0.0,
    *,
    wide: Flows | None = None,
) -> list[PageRow]:
    """Turn planned rows into columns of flowables; a gist comes first, in the side column if there is one.

    Args:
        plans: rows; with a gist, the first has a side column.
        flows: flowables of each block in the plans, by its index.
        gist: flowables of the gist, or none.
        setting: design.
        before: space above the first row in a page of several columns, in points.
        wide: the flowables of blocks as wide as the frame, if not the same.
    """
    design, spans = setting.design, setting.design.spans
    rows: list[PageRow] = []
    for plan in plans:
        left, right = _story(flows, plan.left), _story(flows, plan.right)
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
            story = _story(flows if wide is None else wide, plan.left)
            rows.append(PageRow([StoryColumn(0.0, spans.full, story)], before=gap))
    return rows


def _height(story: Sequence[Flowable], width: float) -> float:
    """Return the height of flowables one below another, in points; `UNBOUNDED` if they need more width."""
    try:
        return Stack(story).wrap(width, UNBOUNDED)[1]
    except LayoutError:
        return UNBOUNDED


def _story(flows: Flows, places: Sequence[int]) -> list[Flowable]:
    return [flowable for number in places for flowable in flows[number]]
