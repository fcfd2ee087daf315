"""Signs that concern the whole letter: they colour every value read from it."""

from haichieu.dispatches.rules.confidence.sources import Draft

_LONG = 14_000
_LINE = 160
_BARS = 12


def letter_signs(draft: Draft) -> list[str]:
    """Names of the signs: no head, no end, doubtful words, lines run together, tables, great length.

    >>> from haichieu.dispatches.rules.reading import Reading
    >>> letter_signs(Draft(Reading("Xin chào", "công văn", *[None] * 6, *[()] * 5, {}, ()), {}))
    ['no head', 'no end']
    """
    reading = draft.reading
    text, found = reading.text, []
    if reading.number is None and reading.date is None:
        found.append("no head")
    elif reading.number is None or reading.date is None:
        found.append("half a head")
    if not reading.recipients and not reading.signer.get("name"):
        found.append("no end")
    if any(doubted for sources in draft.sources.values() for _, doubted in sources):
        found.append("doubtful words")
    if text.count("\n") * _LINE < len(text) and len(text) > 2 * _LINE:
        found.append("long lines")
    if text.count("|") > _BARS:
        found.append("bars")
    if len(text) > _LONG:
        found.append("long letter")
    return found
