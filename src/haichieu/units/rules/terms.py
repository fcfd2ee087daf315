"""What is kept beside a unit's name so that the database can search and sort by it."""

from haichieu.text.folding import fold, sort_text

#: Length of the column.
_LONGEST = 500


def term_words(name: str, short_name: str, code: str) -> tuple[str, str]:
    """The words to search in, without marks, and the name as Vietnamese lists are sorted.

    >>> term_words("Xã Đông Triều", "Đông Triều", "X-01")[0]
    'xa dong trieu dong trieu x-01'
    """
    return fold(f"{name} {short_name} {code}")[:_LONGEST], sort_text(name)
