"""The sources of a pack in one list at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.columns import BalancedColumns
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.layout.core.stack import Stack
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import Heading, page_title
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.plan.selection import cited
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
    from packgen.plan.request import UnitRequest

NO_BREAK_LIST = ",\u00a0"


class _Entry(NamedTuple):
    """A source: its number in its topic, and its text with the numbers of the sections that cite it."""

    number: int
    runs: list[Run]


class _CitedSources(NamedTuple):
    """The sources that a topic cites.

    Attributes:
        loaded: the topic.
        entries: its sources, in its order.
        numbered: whether they name sections.
    """

    loaded: LoadedTopic
    entries: list[_Entry]
    numbered: bool


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the sources cited in the chosen sections of a pack; see `UnitTypesetter`."""
    citing = [_cited_sources(one.loaded.whole(), named) for one in request.topics if (named := cited(one))]
    return TypesetUnit((_typeset_sources(citing, setting),))


def _cited_sources(loaded: LoadedTopic, named: Mapping[str, Sequence[int]]) -> _CitedSources:
    """Return the sources of a topic that sections cite.

    Args:
        loaded: the topic.
        named: the ids of these sources, with the numbers of the sections.
    """
    entries = []
    for number, source in enumerate(loaded.topic.sources, 1):
        if source.id in named:
            sections = NO_BREAK_LIST.join(map(str, named[source.id]))
            entries.append(_Entry(number, [*citation(source), *([Run(f" [{sections}]")] if sections else [])]))
    return _CitedSources(loaded, entries, any(named.values()))


def _typeset_sources(citing: Sequence[_CitedSources], setting: Setting) -> Sheet:
    """Return the list of sources, by topic, with the numbers that the sheets of the topic refer to.

    Args:
        citing: the sources of each topic.
        setting: design and faces, in the language of the pack.
    """
    loop, _ = fitted(lambda own: _lay_out(citing, own), setting)
    loop.draw()
    end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.sources"), setting.language)


def _lay_out(citing: Sequence[_CitedSources], setting: Setting) -> PageLoop:
    root = Element("Sect")
    words = setting.words
    title = words.text("sheet.sources")
    several = len(citing) > 1
    head = RunningHead(setting, "", title, [title], title)
    loop = surface(setting, root, head, pack_headed=lambda page: True)
    story: list[Flowable] = [page_title(setting, title, "page-title", root, 1)]
    if any(one.numbered for one in citing):
        gap = setting.design.length("title-after")
        intro = words.text("sources.introduction")
        story.append(Paragraph(setting, intro, "note", Element("P", root), before=gap, keep=True))
    for loaded, entries, _ in citing:
        topic, section = loaded.topic, root
        if several:
            section = Element("Sect", root)
            story.append(Heading(setting, topic.title, section))
        items = Element("L", section, numbering="Decimal", **_language(topic.language, setting))
        story.append(_list(topic_setting(setting, loaded), items, entries))
    loop.lay_out([full_row(setting, story)])
    return loop


def _list(setting: Setting, items: Element, entries: Sequence[_Entry]) -> BalancedColumns:
    """Return sources in as many columns as there is room for."""
    design = setting.design
    indent, gap = design.length("source-indent"), design.length("list-gap")
    story: list[Flowable] = []
    for number, runs in entries:
        item = Element("LI", items)
        label = HangingLabel(str(number), "key", Element("Lbl", item))
        entry = Paragraph(setting, runs, "key", Element("LBody", item), label=label, indent=indent)
        story.append(Stack([entry], bottom=gap))
    columns = BalancedColumns(setting, story, design.spans.half, most=2)
    columns.before = design.length("title-after")
    return columns


def _language(language: str, setting: Setting) -> dict[str, str]:
    """Return the attribute of an element whose text is in another language than the pack."""
    return {} if language == setting.language else {"lang": language}
