"""Kinds of letters that an office composes here, and how each is marked and opened."""

from dataclasses import dataclass

from haichieu.layout.styles import Style


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of document."""

    #: code in the symbol; empty for a công văn
    code: str
    #: name in running text
    name: str
    #: how its text begins; {body} is who writes, {addressees} to whom
    opening: str

    @property
    def title(self) -> str:
        """The name above the subject in capitals; empty for a công văn, which has none."""
        return self.name.upper() if self.code else ""


#: Code → kind; a công văn comes first because most letters that pass something on are one.
LETTER_KINDS = {
    kind.code: kind
    for kind in (
        LetterKind("", "công văn", "{body} yêu cầu {addressees} triển khai thực hiện một số nội dung sau:"),
        LetterKind(
            "KH", "kế hoạch", "{body} xây dựng kế hoạch, yêu cầu {addressees} triển khai thực hiện như sau:"
        ),
        LetterKind("TB", "thông báo", "{body} thông báo, yêu cầu {addressees} thực hiện các nội dung sau:"),
        LetterKind("HD", "hướng dẫn", "{body} hướng dẫn {addressees} triển khai thực hiện các nội dung sau:"),
        LetterKind("CTr", "chương trình", "{body} yêu cầu {addressees} thực hiện chương trình sau:"),
    )
}


def symbol_of(kind: str, organisation: str, style: Style) -> str:
    """The symbol of a letter: “LĐLĐ” or “KH-LĐLĐ”, with the Party and youth union “CV/TU” or “KH/TU”.

    ``organisation`` is the short form of the body, as its letterhead says.

    >>> from datetime import date
    >>> from haichieu.layout.styles import style_for
    >>> union, party = (style_for(key, date(2026, 6, 1)) for key in ("union", "party"))
    >>> symbol_of("", "LĐLĐ", union), symbol_of("KH", "LĐLĐ", union)
    ('LĐLĐ', 'KH-LĐLĐ')
    >>> symbol_of("", "TU", party), symbol_of("KH", "TU", party)
    ('CV/TU', 'KH/TU')
    """
    code = kind or style.letter_code
    joint = "/" if style.letter_code else "-"
    return f"{code}{joint}{organisation}" if code else organisation
