from __future__ import annotations

from typing import Literal

import pytest

from packgen.bind.document import bind, pack_of_chunks
from packgen.bind.grid import table_problem
from packgen.bind.rules import check as check_ready
from packgen.bind.rules import sheet_problems
from packgen.errors import ConformanceError
from packgen.sheet.sheet import Pack, Sheet
from packgen.sheet.structure import FIELD, Element, flatten
from tests.support.pages import HandMade, design, faces, front_sheet, pack, plain_sheet
from tests.support.sample import Worksheet, learn, sample_pack, worksheet_pack


def check(made: Pack[Sheet]) -> None:
    check_ready(pack_of_chunks(made, design()))


class Page(HandMade):
    """A sheet of one page on which every element gets a line."""

    def add(self, tag: str, parent: Element | None = None, **attributes: str) -> Element:
        return Element(tag, parent or self.root, **attributes)

    def drawn(self, tag: str, parent: Element | None = None, **attributes: str) -> Element:
        element = self.add(tag, parent, **attributes)
        self.line(element, 700, "Text")
        return element

    def problems(self) -> list[str]:
        self.end_page()
        return sheet_problems(self.sheet("Learn"))


def table(made: Page, rows: list[list[str]]) -> Element:
    """A table whose cells are given as ``columns x rows`` spans."""
    whole = made.add("Table")
    for row in rows:
        line = made.add("TR", whole)
        for cell in row:
            columns, depth = cell.split("x")
            made.drawn("TD", line, colspan=columns, rowspan=depth)
    return whole


def test_the_sample_breaks_no_rule() -> None:
    check(sample_pack())
    check(worksheet_pack())


def test_bind_checks_first() -> None:
    with pytest.raises(ConformanceError, match="H3 comes after H1"):
        bind(pack(plain_sheet(heading="H3")), faces(), design())


# -- headings


def test_a_skipped_level_is_found_across_sheets() -> None:
    made = pack(plain_sheet(heading="H2"), plain_sheet("Recall", heading="H4"))
    with pytest.raises(ConformanceError) as caught:
        check(made)
    assert str(caught.value) == ('"Recall", page 1: H4 comes after H2; a level is skipped (PDF/UA-1, 7.4.2).')


def test_the_first_heading_is_at_the_top() -> None:
    front = plain_sheet("Contents", heading="H2")
    with pytest.raises(ConformanceError, match="H2 comes as the first heading"):
        check(pack(front=front))


def test_going_back_up_any_number_of_levels_is_fine() -> None:
    check(pack(plain_sheet(heading="H2"), plain_sheet(heading="H3"), plain_sheet(heading="H1")))


def test_all_problems_are_told_at_once() -> None:
    made = pack(plain_sheet(heading="H3"), plain_sheet(language="?"), title=" ", language="")
    with pytest.raises(ConformanceError) as caught:
        check(made)
    assert len(str(caught.value).splitlines()) == 4


# -- elements


def test_figure_needs_alternative_text() -> None:
    made = Page()
    made.drawn("Figure")
    made.drawn("Figure", alt=" ")
    made.drawn("Figure", alt="A map")
    assert made.problems() == ['"Learn", page 1: Figure has no alternative text (PDF/UA-1, 7.3).'] * 2


def test_formula_needs_alternative_text() -> None:
    made = Page()
    made.drawn("Formula")
    assert made.problems() == ['"Learn", page 1: Formula has no alternative text (PDF/UA-1, 7.7).']


def test_only_types_that_bind_knows() -> None:
    made = Page()
    made.drawn("Note")
    assert made.problems() == ['"Learn", page 1: Note is not a structure type that packgen can bind (PDF/UA-1, 7.1).']


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("TH", "TH stands in Sect; it belongs in TR (PDF/UA-1, 7.2)."),
        ("TD", "TD stands in Sect; it belongs in TR (PDF/UA-1, 7.2)."),
        ("LBody", "LBody stands in Sect; it belongs in LI (PDF/UA-1, 7.2)."),
    ],
)
def test_parts_stand_where_they_belong(tag: str, message: str) -> None:
    made = Page()
    scope = {"scope": "Row"} if tag == "TH" else {}
    made.drawn(tag, None, **scope)
    assert made.problems() == [f'"Learn", page 1: {message}']


@pytest.mark.parametrize(
    ("outer", "inner", "message"),
    [
        ("L", "P", "L holds P; it may hold Caption, L or LI only (PDF/UA-1, 7.2)."),
        ("TOC", "Link", "TOC holds Link; it may hold Caption, TOC or TOCI only (PDF/UA-1, 7.2)."),
    ],
)
def test_lists_hold_items(outer: str, inner: str, message: str) -> None:
    made = Page()
    made.drawn(inner, made.add(outer))
    assert f'"Learn", page 1: {message}' in made.problems()


def test_list_item_holds_label_and_body() -> None:
    made = Page()
    item = made.add("LI", made.add("L"))
    made.drawn("Lbl", item)
    made.drawn("P", item)
    assert made.problems() == ['"Learn", page 1: LI holds P; it may hold LBody or Lbl only (PDF/UA-1, 7.2).']


@pytest.mark.parametrize("outer", ["L", "TOC"])
def test_a_caption_comes_first(outer: str) -> None:
    made = Page()
    whole = made.add(outer)
    made.drawn("P", made.add("LBody", made.add("LI", whole)) if outer == "L" else made.add("TOCI", whole))
    made.drawn("Caption", whole)
    assert made.problems() == [f'"Learn", page 1: Caption is not the first in {outer} (PDF/UA-1, 7.2).']


@pytest.mark.parametrize("tag", ["Sect", "Div", "Table", "TR", "L", "LI", "TOC", "TOCI"])
def test_text_stands_in_elements_for_text(tag: str) -> None:
    made = Page()
    made.drawn(tag, made.add({"TR": "Table", "LI": "L", "TOCI": "TOC"}.get(tag, "Sect")))
    assert f'"Learn", page 1: {tag} holds text itself; only elements in it may (PDF/UA-1, 7.1).' in made.problems()


def test_content_has_one_owner() -> None:
    made = Page()
    first = made.drawn("P")
    made.add("P").kids.append(first.kids[0])
    assert made.problems() == ['"Learn", page 1: two elements claim the same content (PDF/UA-1, 7.1).']


def test_languages_are_language_tags() -> None:
    made = Page()
    made.drawn("Span", made.add("P"), lang="Russian language")
    assert made.problems() == [
        '"Learn", page 1: Span has the language "Russian language", which is not a language tag (PDF/UA-1, 7.2).'
    ]
    assert sheet_problems(plain_sheet(language="")) == ['"Learn": "" is not a language tag (PDF/UA-1, 7.2).']


# -- links


def test_links_belong_to_link_and_say_where_they_lead() -> None:
    made = Page()
    made.link(made.drawn("P"), (0, 0, 9, 9), "https://example.org", "Example")
    made.link(made.drawn("Link"), (0, 0, 9, 9), "https://example.org", " ")
    made.drawn("Link")
    assert made.problems() == [
        '"Learn", page 1: a link belongs to P; it must belong to Link (PDF/UA-1, 7.18.5).',
        '"Learn", page 1: a link has no description (PDF/UA-1, 7.18.5).',
        '"Learn", page 1: Link has no link annotation (PDF/UA-1, 7.18.5).',
    ]


# -- form fields


def form(kind: Literal["line", "lines", "tick"] = "line", name: str = "A.1", description: str = "Task A") -> Worksheet:
    """A worksheet with one field in an element Form in a P."""
    made = Worksheet()
    made.canvas.field(Element("Form", Element("P", made.root)), (0, 0, 99, 20), name, description, kind)
    return made


def form_problems(made: Worksheet) -> list[str]:
    return [problem.removeprefix('"Recall", page 1: ') for problem in sheet_problems(made.sheet())]


def test_a_field_in_a_form_breaks_no_rule() -> None:
    assert [form_problems(form(kind)) for kind in ("line", "lines", "tick")] == [[]] * 3


def test_a_field_belongs_to_form() -> None:
    made = form()
    made.canvas.field(Element("P", made.root), (0, 0, 9, 9), "A.2", "Task A", "line")
    assert form_problems(made) == ["a form field belongs to P; it must belong to Form (PDF/UA-1, 7.18.4)."]


def test_a_field_has_a_name_and_a_description() -> None:
    assert form_problems(form(description=" ")) == ['the form field "A.1" has no description (PDF/UA-1, 7.18.1).']
    assert form_problems(form(name="")) == ["a form field has no name (ISO 32000-1, 12.7.3.2)."]


def test_a_form_holds_one_field() -> None:
    message = "Form holds something else than one form field (PDF/UA-1, 7.18.4)."
    two = form()
    both = Element("Form", Element("P", two.root))
    for number in (2, 3):
        two.canvas.field(both, (0, 0, 9, 9), f"A.{number}", "Task A", "line")
    assert form_problems(two) == [message]
    wordy = form()
    wordy.text("Form", "body", 40, "Text")
    assert form_problems(wordy) == ["Form holds text itself; only elements in it may (PDF/UA-1, 7.1).", message]
    nested = form()
    Element("Form", nested.root).kids.append(nested.text("Span", "body", 40, "Text"))
    nested.root.kids.pop()
    assert form_problems(nested) == [message]


def test_a_field_has_one_owner() -> None:
    made = form()
    Element("Form", made.root).kids.append((FIELD, 0))
    assert "two elements claim the same content (PDF/UA-1, 7.1)." in form_problems(made)


def test_fields_have_names_of_their_own_in_the_whole_pack() -> None:
    made = form()
    made.canvas.field(Element("Form", Element("P", made.root)), (0, 0, 9, 9), "A.1", "Task A", "line")
    with pytest.raises(ConformanceError) as caught:
        check(pack(made.sheet("a/b")))
    assert str(caught.value) == '2 form fields are called "a/b/A/1" (ISO 32000-1, 12.7.3.2).'
    check(pack(form().sheet("a/b"), form().sheet("a/c")))
    with pytest.raises(ConformanceError, match='2 form fields are called "a/b/A/1"'):
        check(pack(form().sheet("a/b"), form(name="b.A.1").sheet("a")))


# -- tables


@pytest.mark.parametrize("scope", [{}, {"scope": "Rows"}])
def test_header_cells_have_a_scope(scope: dict[str, str]) -> None:
    made = Page()
    made.drawn("TH", made.add("TR", made.add("Table")), **scope)
    assert made.problems() == ['"Learn", page 1: TH has no scope; it must be Row, Column or Both (PDF/UA-1, 7.5).']


@pytest.mark.parametrize(
    "rows",
    [
        [["1x1", "1x1"], ["1x1", "1x1"]],
        [["2x1"], ["1x1", "1x1"]],
        [["1x2", "1x1"], ["1x1"]],
        [["1x1", "1x2", "1x1"], ["1x1", "1x1"], ["3x1"]],
        [["2x2", "1x1"], ["1x1"], ["1x1", "1x1", "1x1"]],
        [["1x3", "1x1"], ["1x1"], ["1x1"]],
    ],
)
def test_tables_that_fit(rows: list[list[str]]) -> None:
    made = Page()
    table(made, rows)
    assert made.problems() == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["1x1", "1x1"], ["1x1"]], "row 2 of Table is narrower than its 2 columns"),
        ([["1x1"], ["1x1", "1x1"]], "row 2 of Table does not fit into its 1 columns"),
        ([["1x1", "1x1"], ["3x1"]], "row 2 of Table does not fit into its 2 columns"),
        ([["1x2", "1x1"], ["1x1", "1x1"]], "row 2 of Table does not fit into its 2 columns"),
        ([["1x1", "1x2", "1x1"], ["2x1"]], "row 2 of Table does not fit into its 3 columns"),
        ([["1x2", "1x1"]], "a cell of Table reaches below its last row"),
    ],
)
def test_tables_that_do_not_fit(rows: list[list[str]], message: str) -> None:
    made = Page()
    table(made, rows)
    assert made.problems() == [f'"Learn", page 1: {message} (PDF/UA-1, 7.2).']


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (["THead"], "Table has a head or foot but no body"),
        (["TBody", "TFoot", "TFoot"], "Table has more than one head or foot"),
        (["THead", "TBody", "TR"], "Table has rows beside its body"),
        (["TR", "Caption", "TR"], "Caption is neither first nor last in Table"),
        (["Caption", "TR", "Caption"], "Caption is neither first nor last in Table"),
        (["Caption"], "Table has no rows"),
    ],
)
def test_the_parts_of_a_table(parts: list[str], message: str) -> None:
    made = Page()
    whole = made.add("Table")
    for tag in parts:
        part = made.add(tag, whole)
        if tag == "Caption":
            made.line(part, 700, "Text")
        else:
            made.drawn("TD", part if tag == "TR" else made.add("TR", part))
    assert made.problems() == [f'"Learn", page 1: {message} (PDF/UA-1, 7.2).']


def test_a_caption_may_be_first_or_last() -> None:
    for before in (True, False):
        made = Page()
        whole = made.add("Table")
        if before:
            made.drawn("Caption", whole)
        made.drawn("TD", made.add("TR", whole))
        if not before:
            made.drawn("Caption", whole)
        assert made.problems() == []


def test_a_problem_is_placed_on_its_page() -> None:
    made = Page()
    made.drawn("P")
    made.end_page()
    made.drawn("P", made.add("Figure"))
    made.link(made.add("Link"), (0, 0, 9, 9), "https://example.org", "")
    found = made.problems()
    assert [problem.partition(":")[0] for problem in found] == ['"Learn", page 2'] * 2


def test_an_empty_cell_has_no_page() -> None:
    root = Element("Sect")
    Element("TH", Element("TR", Element("Table", root)))
    sheet: Sheet = front_sheet()._replace(structure=flatten(root, 1, 0), pages=(b"",), title="Bare")
    assert sheet_problems(sheet) == ['"Bare": TH has no scope; it must be Row, Column or Both (PDF/UA-1, 7.5).']
    assert table_problem(learn().structure, 0) != ""
