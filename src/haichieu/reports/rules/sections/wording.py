"""Small pieces that all sections write with."""

from haichieu.layout.document import Heading, Inline, Item, Paragraph, Run


def paragraph(*parts: str | Inline) -> Paragraph:
    """A paragraph of words and figures.

    >>> paragraph("Có ", Run("hai")).inlines[0].text
    'Có '
    """
    return Paragraph(tuple(Run(part) if isinstance(part, str) else part for part in parts))


def dash(*parts: str | Inline) -> Item:
    """A list entry with a dash."""
    return Item("-", paragraph(*parts).inlines)


def section(title: str) -> Heading:
    """“I. TÌNH HÌNH CHUNG”."""
    return Heading(1, title.upper())


def subsection(title: str) -> Heading:
    """“1. Nhiệm vụ theo văn bản”."""
    return Heading(2, title)


def sentence(text: str) -> str:
    """A text with exactly one full stop at its end.

    >>> sentence("Chưa có dữ liệu;"), sentence("Xong.")
    ('Chưa có dữ liệu.', 'Xong.')
    """
    return f"{text.strip().rstrip('.;,').rstrip()}."


def shortened(text: str, most: int = 220) -> str:
    """A long text cut at a word, with an ellipsis.

    >>> shortened("một hai ba bốn", 9)
    'một hai…'
    """
    text = " ".join(text.split()).rstrip(".;")
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"
