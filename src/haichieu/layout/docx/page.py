"""Paper, margins, page numbers and the fonts every paragraph starts from."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from haichieu.layout.docx.ooxml import add_page_field, set_fonts, set_language
from haichieu.layout.styles import Style

#: Level of heading → whether it stands in italics; all are bold.
_HEADINGS = {1: False, 2: False, 3: True}
#: Distance of the page number from the edge of the paper.
_HEADER_DISTANCE_MM = 10
_LANGUAGE = "vi-VN"


def set_page(word: WordDocument, style: Style) -> None:
    """Prepare an empty Word file for a style."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(style.page[0]), Mm(style.page[1])
    section.top_margin, section.bottom_margin = Mm(style.margins.top), Mm(style.margins.bottom)
    section.left_margin, section.right_margin = Mm(style.margins.left), Mm(style.margins.right)
    section.header_distance = section.footer_distance = Mm(_HEADER_DISTANCE_MM)
    _number_pages(word, style)
    _set_defaults(word, style)
    for level, italic in _HEADINGS.items():
        _set_heading(word, style, level, italic=italic)


def _number_pages(word: WordDocument, style: Style) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_field(paragraph)
    paragraph.runs[0].font.size = Pt(style.type_of("page_number").size)


def _set_defaults(word: WordDocument, style: Style) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults, style.font)
    set_language(defaults, _LANGUAGE)
    normal = _paragraph_style(word, "Normal")
    set_fonts(normal.element.get_or_add_rPr(), style.font)
    normal.font.size = Pt(style.type_of("body").size)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _set_heading(word: WordDocument, style: Style, level: int, *, italic: bool) -> None:
    heading = _paragraph_style(word, f"Heading {level}")
    set_fonts(heading.element.get_or_add_rPr(), style.font)
    heading.font.size = Pt(style.type_of("body").size)
    heading.font.bold, heading.font.italic = True, italic
    heading.font.color.rgb = RGBColor(0, 0, 0)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(6)
    heading.paragraph_format.keep_with_next = True


def _paragraph_style(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style
