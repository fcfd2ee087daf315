"""What is kept beside the names of units and people so that the database can search and sort by them."""

from haichieu.text.folding import fold, sort_text

#: Length of the column.
_LONGEST = 500


def term_words(name: str, short_name: str, code: str) -> tuple[str, str]:
    """The words to search in, without marks, and the name as Vietnamese lists are sorted.

    >>> term_words("Xã Đông Triều", "Đông Triều", "X-01")[0]
    'xa dong trieu dong trieu x-01'
    """
    return fold(f"{name} {short_name} {code}")[:_LONGEST], sort_text(name)


def person_words(full_name: str, username: str) -> tuple[str, str]:
    """The words to search in, without marks, and the name as Vietnamese lists of people are sorted: given name first.

    >>> person_words("Vũ Thị Thanh Hoa", "hoa")[0]
    'vu thi thanh hoa hoa'
    >>> sorted(["Lê Đức An", "Trần Văn Đức", "Bùi Thị Dung"], key=lambda name: person_words(name, "")[1])
    ['Lê Đức An', 'Bùi Thị Dung', 'Trần Văn Đức']
    """
    *before, given = full_name.split() or [""]
    return fold(f"{full_name} {username}")[:_LONGEST], sort_text(" ".join([given, *before]))
