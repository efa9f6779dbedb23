"""SheetCanvas: a canvas that records pages of tagged content streams and makes a Sheet of them.

ReportLab's drawing methods (lines, paths, transforms, state) work as they are. What they draw becomes an artifact
unless it is drawn inside a figure. Text goes through our shaper and must name the structure element that owns it;
ReportLab's own text methods (drawString, text objects) work inside figures and artifacts only.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from packgen.errors import ConformanceError
from packgen.layout.core.closing import ClosingRules
from packgen.layout.core.coordinates import hundredths
from packgen.layout.core.form import CanvasForm, TaggedForm, divided_at_mcids
from packgen.layout.core.marked_content import MarkedContentCanvas
from packgen.sheet.boxes import OriginBox, Rectangle, add_box
from packgen.sheet.cuts import Cut
from packgen.sheet.glyphs import masks
from packgen.sheet.sheet import Field, FieldKind, FormXObject, Image, Link, OutlineEntry, PageWords, Reference, Sheet
from packgen.sheet.structure import FIELD, LINK, Element, Leaf, flatten
from packgen.text.shaping import expand, font_operator

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.reportlab_canvas import StockString
    from packgen.text.faces import Faces
    from packgen.theme.design import Colour

_NAME = "{}"
"""The words of a reference to the student: nothing but the name."""


class SheetCanvas(MarkedContentCanvas):
    """Records the pages of one sheet.

    Attributes:
        faces: the shaper.
        root: the root of the structure tree.
        verso: whether the first page is a left one.
        partial: whether blocks may have been left out on purpose; else a heading that is not drawn is an error.
        crowded: task and number of gaps whose answers take more lines than they were given.
        cuts: words that were too long for their room.
        column: head of the column of a table that is being drawn.
        boxes: where what comes from each place in the sources stands, in drawing order.
        closing: the rules below the tables of this page.
    """

    def __init__(self, faces: Faces, page_size: tuple[float, float], root: Element, verso: bool = False) -> None:
        super().__init__(page_size)
        self.faces = faces
        self.root = root
        self.verso = verso
        self.partial = False
        self.boxes: list[OriginBox] = []
        self.closing = ClosingRules()
        self.crowded: list[tuple[str, int]] = []
        self.cuts: dict[Cut, None] = {}
        self.column = ""
        self._origin: Origin | None = None
        self._references: list[Reference] = []
        self._fields: list[Field] = []
        self._links: list[Link] = []
        self._outline_entries: list[OutlineEntry] = []
        self._images: dict[str, Image] = {}
        self._forms: dict[str, FormXObject] = {}
        self._glyphs: list[tuple[int, ...]] = []
        self._form_glyphs: set[int] = set()
        self.pack_headed: set[int] = set()

    @property
    def recto(self) -> bool:
        """Whether the page being drawn is a right one."""
        return (len(self._pages) + self.verso) % 2 == 0

    # -- text

    def count_glyphs(self, words: Iterable[tuple[int, ...]]) -> None:
        """Remember that the glyphs of some words are in use; see `packgen.sheet.glyphs` for their numbers."""
        self._glyphs += words

    def show(self, element: Element, face: int, size: float, colour: Colour, x: float, y: float, text: str) -> float:
        """Draw one unbroken string from its baseline's left end and return its width in points."""
        width, piece = self.phrase(face, text)
        self.place(element, face, size, colour, x, y, piece)
        return width * size / 1000

    def place(self, element: Element, face: int, size: float, colour: Colour, x: float, y: float, piece: str) -> None:
        """Draw a shaped piece, the glyphs of which are counted elsewhere, from its baseline's left end."""
        if "\ue000" in piece:
            piece = expand(piece, size)
        operators = f"BT {colour.fill} {font_operator(face, size)} {hundredths(x)} {hundredths(y)} Td[({piece})]TJ ET"
        if self.tagging:
            operators = f"{self.open(element)} {operators} EMC"
        self.neutral(operators)

    def phrase(self, face: int, text: str, before_space: str = "") -> tuple[int, str]:
        """Return the width (1/1000 em) and the shaped piece of an unbroken string, and count its glyphs.

        Args:
            face: index of the face.
            text: the string.
            before_space: inserted into the piece before each space; its width does not count.
        """
        phrase = self.faces.phrase(face, text, before_space)
        self._glyphs.append(phrase.glyphs)
        return phrase.width, phrase.piece

    def stock_string(self, string: StockString) -> str:
        """Return the operators that show a string of a stock drawing in the text family, in the fill colour in force.

        The glyphs are scaled to the width for which ReportLab laid the string out, so that it stays aligned.

        Raises:
            ConformanceError: it is not inside a figure or an artifact, so that no structure element would own it.
            MissingGlyph: a character is in no font.
        """
        if self.tagging:
            raise ConformanceError(f'"{string.text}" was drawn without a structure element; use a Paragraph or show()')
        name, size = string.font.lower(), string.size
        face = self.faces.index("text", "bold" in name, "italic" in name or "oblique" in name)
        width, piece = self.phrase(face, string.text)
        scale = string.width * 1000 / (width * size) if width and string.width else 1.0
        if string.word_space:  # before each space: PDFium leaves out a step to the right after the last glyph
            _, piece = self.phrase(face, string.text, f"){-string.word_space * 1000 / (size * scale):.2f}(")
        text = f"{font_operator(face, size)} {100 * scale:.2f} Tz[({expand(piece, size, string.rise)})]TJ 100 Tz"
        return f"{string.char_space / scale:.3f} Tc {text} 0 Tc" if string.char_space else text

    # -- forms

    def record_form(self, box: tuple[float, float, float, float], draw: Callable[[SheetCanvas], None]) -> CanvasForm:
        """Return decoration as a form XObject; it comes on no page by this.

        Args:
            box: left, bottom, right and top of what is drawn around the origin, in points.
            draw: draws it on the canvas that it is given: text in it belongs to no element.
        """
        canvas = SheetCanvas(self.faces, self.page_size, Element("Sect"))
        canvas.tagging = False
        draw(canvas)
        data = "\n".join(canvas.operators).encode("latin-1")
        name = f"Form{blake2b(data, digest_size=8).hexdigest()}"
        return CanvasForm(FormXObject(name, box, data), canvas._used())

    def paint_form(self, form: CanvasForm, x: float, y: float) -> None:
        """Paint a form XObject with its origin at (x, y), as decoration."""
        self.saveState()
        self.translate(round(x, 2), round(y, 2))
        self.addLiteral(f"/{form.form.name} Do")  # Canvas.doForm would look for it in ReportLab's own file
        self.restoreState()
        self._forms[form.form.name] = form.form
        self._form_glyphs |= form.glyphs

    def record_tagged(self, root: Element, draw: Callable[[SheetCanvas], None]) -> TaggedForm:
        """Return a drawing with tagged content; it comes on no page by this.

        Where it comes from in the sources is not recorded.

        Args:
            root: holds the elements that own its content.
            draw: draws it around the origin, on the canvas that it is given.

        Raises:
            ConformanceError: text was drawn that no structure element claims.
        """
        canvas = SheetCanvas(self.faces, self.page_size, root)
        draw(canvas)
        canvas.closing.draw()
        code, mcids = divided_at_mcids(canvas.marked())
        return TaggedForm(
            code,
            mcids,
            canvas._mcid,
            tuple(root.kids),
            tuple(canvas._links),
            tuple(canvas._fields),
            tuple(canvas._outline_entries),
            tuple(canvas._references),
            canvas._used(),
            tuple(canvas._images.values()),
            tuple(canvas._forms.values()),
        )

    def paint_tagged(self, form: TaggedForm, x: float, y: float, first_sheet: int) -> list[Element | Leaf]:
        """Copy a drawing to the page with its origin at (x, y), and return the elements of the copy.

        Args:
            form: the drawing.
            x: in points.
            y: in points.
            first_sheet: from which the sheets are counted that its links lead to.
        """
        page, mcid, link, field = self.page, self._mcid, len(self._links), len(self._fields)
        self._mcid += form.mcid_count
        x, y = round(x, 2), round(y, 2)
        self.neutral(form.code_at(x, y, mcid))
        self._links += form.links_at(page, x, y, first_sheet)
        self._fields += form.fields_at(page, x, y)
        for title, _, top in form.outline:
            self._outline_entries.append(OutlineEntry(title, page, round(top + y, 1)))
        for one in form.references:
            self._references.append(one._replace(page=page, mcid=mcid + one.mcid, x=one.x + x, y=one.y + y))
        for image in form.images:
            self._images[image.name] = image
        for inner in form.forms:
            self._forms[inner.name] = inner
        self._form_glyphs |= form.glyphs
        return form.kids_at(page, mcid, link, field)

    # -- what is not drawn

    def link(
        self,
        element: Element,
        rectangle: tuple[float, float, float, float],
        target: str | tuple[int, int, float],
        description: str,
    ) -> None:
        """Add a link annotation owned by a Link element."""
        element.kids.append((LINK, len(self._links)))
        self._links.append(Link(self.page, rectangle, target, description))

    def reference(
        self, element: Element, x: float, y: float, right: bool, role: str, words: PageWords, room: float = 0.0
    ) -> None:
        """Keep marked content of an element for words with a page number, which the binder draws; see `Reference`."""
        mcid = self.next_mcid(element)
        self._references.append(Reference(self.page, mcid, element.tag, x, y, right, role, *words, room))

    def name(self, element: Element, x: float, y: float, role: str, room: float) -> None:
        """Keep marked content of an element for the student's name, which the binder draws; see `Reference`."""
        mcid = self.next_mcid(element)
        self._references.append(Reference(self.page, mcid, element.tag, x, y, False, role, _NAME, "", None, room))

    def field(
        self,
        element: Element,
        rectangle: tuple[float, float, float, float],
        name: str,
        description: str,
        kind: FieldKind,
    ) -> None:
        """Add a form field owned by a Form element."""
        element.kids.append((FIELD, len(self._fields)))
        self._fields.append(Field(self.page, rectangle, name, description, kind))

    def located(self, origin: Origin | None, rectangle: Rectangle) -> None:
        """Record that what is drawn next in a rectangle of this page comes from a place in the sources, or from none.

        Args:
            origin: the place.
            rectangle: left, bottom, right and top in points.
        """
        self._origin = origin
        if origin is not None:
            add_box(self.boxes, OriginBox(origin, self.page, rectangle))

    def pages_of(self, origin: Origin) -> tuple[int, int] | None:
        """Return the first and the last page with what comes from a place in the sources; None where no page has it."""
        pages = [box.page for box in self.boxes if box.origin == origin]
        return (min(pages), max(pages)) if pages else None

    def cut(self, word: str) -> None:
        """Remember that a word is drawn that was cut where no word is divided."""
        if self._origin is not None:
            self.cuts[Cut(self._origin, self.column, word)] = None

    def outline_entry(self, title: str, y: float) -> None:
        """Add a heading on this page to the outline."""
        self._outline_entries.append(OutlineEntry(title, self.page, round(y, 1)))

    def draw_image(self, image: Image, x: float, y: float, width: float, height: float) -> None:
        """Draw an image XObject with its lower left corner at (x, y), inside a figure. Lengths in points."""
        # Canvas.drawImage would keep the image in ReportLab's own file, for which it decodes it once more.
        self._images[image.name] = image
        self.saveState()
        self.transform(width, 0, 0, height, x, y)
        self.addLiteral(f"/{image.name} Do")
        self.restoreState()

    # -- pages

    def showPage(self) -> None:
        """End the page; see `MarkedContentCanvas`."""
        self.closing.draw()
        super().showPage()

    def finish(self, title: str, language: str, name: str = "") -> Sheet:
        """Return what was drawn as a Sheet; the name is what references in other sheets call it by.

        Raises:
            ConformanceError: text was drawn for an element outside the structure tree.
        """
        structure = flatten(self.root, len(self._pages), len(self._links), len(self._fields), partial=self.partial)
        if [len(owners) for owners in structure.owners] != self._marks:
            raise ConformanceError("Text was drawn for a structure element that is not in the sheet's tree.")
        return Sheet(
            title=title,
            language=language,
            page_size=self.page_size,
            pages=tuple(self._pages),
            pack_headed=frozenset(self.pack_headed),
            bare=frozenset(),
            structure=structure,
            links=tuple(self._links),
            outline=tuple(self._outline_entries),
            glyphs=masks(self._used()),
            images=tuple(self._images.values()),
            name=name,
            verso=self.verso,
            references=tuple(self._references),
            fields=tuple(self._fields),
            forms=tuple(self._forms.values()),
            cuts=tuple(self.cuts),
        )

    def _used(self) -> frozenset[int]:
        """Return the glyphs in use."""
        used = set(self._form_glyphs)
        used.update(*self._glyphs)
        return frozenset(used)
