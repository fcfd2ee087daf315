"""The parts of WordprocessingML that python-docx has no words for: rules, links, fields, cell borders."""

from collections.abc import Iterable
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

#: Twentieths of a point in one millimetre.
TWIPS_PER_MM: Final = 56.6929


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point.

    >>> twips(20)
    1134
    """
    return round(millimetres * TWIPS_PER_MM)


def element(tag: str, **attributes: str) -> Any:
    """A new element with attributes of the w: namespace.

    >>> element("w:jc", val="center").get(qn("w:val"))
    'center'
    """
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_fonts(run_properties: Any, font: str) -> None:
    """Make one family hold for every script, replacing fonts of the theme."""
    for old in run_properties.findall(qn("w:rFonts")):
        run_properties.remove(old)
    run_properties.insert(0, element("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))


def set_language(run_properties: Any, language: str) -> None:
    """Mark the language, so that the spelling checker and screen readers know it."""
    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    run_properties.append(element("w:lang", val=language, eastAsia=language))


def add_page_field(paragraph: Paragraph) -> None:
    """Write the number of the current page."""
    run = paragraph.add_run()._r
    instruction = element("w:instrText")
    instruction.text = " PAGE "
    for part in (
        element("w:fldChar", fldCharType="begin"),
        instruction,
        element("w:fldChar", fldCharType="end"),
    ):
        run.append(part)


def open_hyperlink(paragraph: Paragraph, url: str) -> Any:
    """Add a link to a paragraph and return the element that takes its runs."""
    if url.startswith("#"):
        link = element("w:hyperlink", anchor=url[1:])
    else:
        link = element("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def draw_rule(paragraph: Paragraph, *, left: Length, right: Length) -> None:
    """Turn an empty paragraph into a thin line that ends `left` and `right` before the sides of its column."""
    paragraph._p.remove_all("w:pPr")
    properties = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    properties.append(borders)
    properties.append(element("w:spacing", before="50", after="0", line="60", lineRule="exact"))
    ends = {"left": str(round(left.pt * 20)), "right": str(round(right.pt * 20))}
    properties.append(element("w:ind", **ends, firstLine="0"))


def table_frame(column_widths_mm: Iterable[float], *, ruled: bool) -> Any:
    """An empty table of fixed columns, with all lines or none."""
    widths = [twips(width) for width in column_widths_mm]
    table, properties = element("w:tbl"), element("w:tblPr")
    properties.append(element("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(element("w:jc", val="center"))
    properties.append(_borders("single" if ruled else "nil"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(_cell_margins(85 if ruled else 0))
    table.append(properties)
    grid = element("w:tblGrid")
    for width in widths:
        grid.append(element("w:gridCol", w=str(width)))
    table.append(grid)
    return table


def _borders(line: str) -> Any:
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val=line, sz="4", space="0", color="000000"))
    return borders


def _cell_margins(side: int) -> Any:
    margins = element("w:tblCellMar")
    margins.append(element("w:left", w=str(side), type="dxa"))
    margins.append(element("w:right", w=str(side), type="dxa"))
    return margins


def add_row(table: Any, *, header: bool = False) -> Any:
    """Add a row that stays on one page; a header row repeats on every page."""
    row, properties = element("w:tr"), element("w:trPr")
    properties.append(element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    table.append(row)
    return row


def add_cell(row: Any, width_mm: float) -> Any:
    """Add an empty cell; Word wants at least one paragraph in it."""
    cell, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=str(twips(width_mm)), type="dxa"))
    cell.append(properties)
    row.append(cell)
    return cell
