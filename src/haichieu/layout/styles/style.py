"""Reads the layout rules and picks the one in force."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from haichieu.layout.errors import NoStyle


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size and look of one component."""

    #: Size we print, in points.
    size: float
    #: Smallest and largest size the rule allows, in points.
    allowed: tuple[float, float]
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class ParagraphRule:
    """How paragraphs of the text stand."""

    #: First-line indents allowed, in millimetres.
    first_line_mm: tuple[float, ...]
    #: Least and most line spacing, in lines.
    line_spacing: tuple[float, float]
    #: Least gap between paragraphs, in points.
    gap_pt: float


@dataclass(frozen=True, slots=True)
class Style:
    """The official layout of one family of bodies, with the days it holds for."""

    #: Short name: state, union, party, youth.
    key: str
    #: The rule in words, such as “Nghị định 30/2020/NĐ-CP”.
    source: str
    #: How sure we are of it: R read, R* read in a copy, M from memory.
    provenance: str
    valid_from: date
    valid_to: date | None
    #: Paper size in millimetres (width, height).
    page: tuple[float, float]
    margins: Margins
    #: Allowed margins in millimetres: name → (least, most).
    margins_allowed: Mapping[str, tuple[float, float]]
    font: str
    #: Lines at the top right; the last one carries the rule below.
    emblem_lines: tuple[str, ...]
    #: Stars between the name of the body and the number, or empty.
    body_separator: str
    #: Whether a short line is drawn under the name of the body.
    body_rule: bool
    #: “Số:” or “Số”.
    number_label: str
    #: Between number and symbol: “/” or “-”.
    number_joint: str
    #: Symbols that fit, as a regular expression over the part after the joint.
    symbol_pattern: str
    #: Kinds of documents that carry their name in the title, in capitals.
    kinds: tuple[str, ...]
    #: Closes the text: “./.” or “.”.
    end_mark: str
    #: Name of component → its type.
    types: Mapping[str, TypeStyle]
    #: Kind in capitals → codes that stand for it in a symbol.
    kind_codes: Mapping[str, tuple[str, ...]]
    #: Code of a công văn, or empty where a công văn carries none.
    letter_code: str
    #: “V/v” before the subject of a công văn, or empty where we have not read how it is marked.
    subject_mark: str
    #: Letters of a signing form → the form with its mark: TM → “TM.” or “T/M”.
    authority_forms: Mapping[str, str]
    #: How the last recipient begins, such as “Lưu: VT”, or empty where we have not read it.
    filing_mark: str
    #: Paragraphs of the text, or None where we have not read how they stand.
    paragraphs: ParagraphRule | None
    #: Name of component → article that rules it.
    articles: Mapping[str, str]

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def type_of(self, component: str) -> TypeStyle:
        """Type of one component, such as `body` or `recipients`."""
        return self.types[component]

    def fits_symbol(self, symbol: str) -> bool:
        """Whether a symbol has the form of this style.

        >>> style_for("state", date(2026, 1, 5)).fits_symbol("BC-UBND")
        True
        >>> style_for("state", date(2026, 1, 5)).fits_symbol("BC/UBND")
        False
        """
        return re.fullmatch(self.symbol_pattern, symbol) is not None


def style_for(kind_of_body: str, on: date) -> Style:
    """The layout that binds a kind of body on a day.

    `kind_of_body` is state, union, party or youth. Raises `NoStyle` when none is known.

    >>> style_for("union", date(2026, 12, 10)).source
    'Quyết định 933/QĐ-TLĐ ngày 14/5/2024'
    """
    for style in all_styles():
        if (
            style.key == kind_of_body
            and style.valid_from <= on
            and (style.valid_to is None or on <= style.valid_to)
        ):
            return style
    raise NoStyle(
        f"Chưa có quy định thể thức cho loại cơ quan “{kind_of_body}” vào ngày {on:%d/%m/%Y}; "
        "hãy chọn loại cơ quan khác hoặc bổ sung quy định vào danh mục thể thức."
    )


@cache
def all_styles() -> tuple[Style, ...]:
    """Every layout rule on file, oldest first."""
    text = resources.files("haichieu.layout.styles").joinpath("styles.json").read_text(encoding="utf-8")
    return tuple(sorted((_style(row) for row in json.loads(text)), key=lambda style: style.valid_from))


def _style(row: dict[str, Any]) -> Style:
    margins = row["margins"]
    return Style(
        key=row["key"],
        source=row["source"],
        provenance=row["provenance"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        page=(row["page"][0], row["page"][1]),
        margins=Margins(**{side: margins[side]["print"] for side in margins}),
        margins_allowed={side: (margins[side]["least"], margins[side]["most"]) for side in margins},
        font=row["font"],
        emblem_lines=tuple(row["emblem_lines"]),
        body_separator=row["body_separator"],
        body_rule=row["body_rule"],
        number_label=row["number_label"],
        number_joint=row["number_joint"],
        symbol_pattern=row["symbol_pattern"],
        kinds=tuple(row["kinds"]),
        end_mark=row["end_mark"],
        types={name: _type(value) for name, value in row["types"].items()},
        kind_codes={kind: tuple(codes) for kind, codes in row["kind_codes"].items()},
        letter_code=row["letter_code"],
        subject_mark=row["subject_mark"],
        authority_forms=row["authority_forms"],
        filing_mark=row["filing_mark"],
        paragraphs=_paragraphs(row["paragraphs"]),
        articles=row["articles"],
    )


def _paragraphs(row: dict[str, Any] | None) -> ParagraphRule | None:
    if row is None:
        return None
    least, most = row["line_spacing"]
    return ParagraphRule(tuple(row["first_line_mm"]), (least, most), row["gap_pt"])


def _type(row: dict[str, Any]) -> TypeStyle:
    least, most = row["allowed"]
    return TypeStyle(row["size"], (least, most), row.get("bold", False), row.get("italic", False))
