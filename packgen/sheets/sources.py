"""The sources of a pack in one list at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.columns import BalancedColumns
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.layout.core.stack import Stack
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import Heading, page_title
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.plan.selection import Chosen, cited
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.fitting import fitted
from packgen.sheets.source_note import citation
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.model.topic import Source
    from packgen.plan.request import UnitRequest

Cited = Mapping[str, Sequence[int]]
"""The ids of the sources that a topic cites, with the numbers of the sections that do."""

NO_BREAK_LIST = ",\u00a0"


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the sources cited in the chosen sections of a pack; see `UnitTypesetter`."""
    chosen = [Chosen(one.loaded.whole(), one.sections) for one in request.topics]
    return TypesetUnit((typeset_sources(chosen, setting),))


def typeset_sources(chosen: Sequence[Chosen[LoadedTopic]], setting: Setting) -> Sheet:
    """Return the list of sources, by topic, with the numbers that the sheets of the topic refer to.

    Args:
        chosen: topics and sections that may cite sources.
        setting: design and faces, in the language of the pack.
    """
    citing = [(one, named) for one in chosen if (named := cited(one))]
    loop, _ = fitted(lambda own: _lay_out(citing, own), setting)
    loop.draw()
    end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.sources"), setting.language)


def _lay_out(citing: Sequence[tuple[Chosen[LoadedTopic], Cited]], setting: Setting) -> PageLoop:
    root = Element("Sect")
    words = setting.words
    title = words.text("sheet.sources")
    several = len(citing) > 1
    head = RunningHead(setting, "", title, [title], title)
    loop = surface(setting, root, head, pack_headed=lambda page: True)
    story: list[Flowable] = [page_title(setting, title, "page-title", root, 1)]
    if any(numbers for _, named in citing for numbers in named.values()):
        gap = setting.design.length("title-after")
        intro = words.text("sources.introduction")
        story.append(Paragraph(setting, intro, "note", Element("P", root), before=gap, keep=True))
    for one, named in citing:
        topic, section = one.loaded.topic, root
        if several:
            section = Element("Sect", root)
            story.append(Heading(setting, topic.title, section))
        own = topic_setting(setting, one.loaded)
        items = Element("L", section, numbering="Decimal", **_language(topic.language, setting))
        story.append(_list(own, items, [(source, named[source.id]) for source in topic.sources if source.id in named]))
    loop.lay_out([full_row(setting, story)])
    return loop


def _list(setting: Setting, items: Element, told: Sequence[tuple[Source, Sequence[int]]]) -> BalancedColumns:
    """Return sources in as many columns as there is room for, each with its number and those of sections."""
    design = setting.design
    entries: list[Flowable] = []
    for source, numbers in told:
        item = Element("LI", items)
        label = HangingLabel(str(setting.source_numbers[source.id]), "key", Element("Lbl", item))
        runs = citation(source)
        if numbers:
            runs.append(Run(f" [{NO_BREAK_LIST.join(map(str, numbers))}]"))
        indent = design.length("source-indent")
        entry = Paragraph(setting, runs, "key", Element("LBody", item), label=label, indent=indent)
        entries.append(Stack([entry], bottom=design.length("list-gap")))
    columns = BalancedColumns(setting, entries, design.spans.half, most=2)
    columns.before = design.length("title-after")
    return columns


def _language(language: str, setting: Setting) -> dict[str, str]:
    """Return the attribute of an element whose text is in another language than the pack."""
    return {} if language == setting.language else {"lang": language}
