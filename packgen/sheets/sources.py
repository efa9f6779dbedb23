"""The list of sources of a topic, on a leaf at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import Setting, rich
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import page_title
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.model.topic import Topic
from packgen.plan.selection import cited
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest

NO_BREAK_LIST = ",\u00a0"


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the sources cited in a topic's chosen sections; see `UnitTypesetter`."""
    [one] = request.topics
    loaded = one.loaded.whole()
    return TypesetUnit((typeset_sources(loaded.topic, cited(one), topic_setting(setting, loaded)),))


def typeset_sources(topic: Topic, named: Mapping[str, Sequence[int]], setting: Setting) -> Sheet:
    """Return the list of sources cited in the chosen sections of a topic.

    Args:
        topic: the topic that lists the sources.
        named: source ids, each with the numbers of the sections that cite it.
        setting: design and faces.
    """
    root = Element("Sect")
    words = setting.words
    title = words.text("sheet.sources")
    head = RunningHead(setting, "", words.text("sources.head", topic=topic.title), [title], title)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False)
    story: list[Flowable] = [page_title(setting, title, "page-title", root, 1)]
    intro = words.text("sources.introduction")
    story.append(
        Paragraph(setting, intro, "note", Element("P", root), before=setting.design.length("title-after"), keep=True)
    )
    items = Element("L", root, numbering="Decimal")
    indent = setting.design.length("source-indent")
    for source in topic.sources:
        if source.id not in named:
            continue
        item = Element("LI", items)
        label = HangingLabel(str(setting.source_numbers[source.id]), "list-number", Element("Lbl", item))
        runs = rich(source.citation)
        if source.url:
            runs += [Run(" "), Run(source.url, href=source.url)]
        runs.append(Run(f" [{NO_BREAK_LIST.join(map(str, named[source.id]))}]"))
        entry = Paragraph(setting, runs, "table", Element("LBody", item), label=label, indent=indent)
        entry.before = setting.design.length("list-gap-tight")
        story.append(entry)
    loop.set([full_row(setting, story)])
    end_leaf(loop, setting)
    return canvas.finish(title, topic.language)
