"""Cells of a CSV file that a spreadsheet may open: none of them calculates, and all are read back as they were."""

#: Signs at which a spreadsheet begins to calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """The cell as CSV can hold it: a spreadsheet takes what begins like a formula for a text behind an apostrophe.

    >>> harmless("=1+1"), harmless("-"), harmless("Xã Đông"), harmless("'=1")
    ("'=1+1", "'-", 'Xã Đông', "''=1")
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def without_guard(cell: str) -> str:
    """The cell as it was before :func:`harmless`.

    >>> [without_guard(harmless(cell)) for cell in ("=1+1", "'=1", "'Xã'")]
    ['=1+1', "'=1", "'Xã'"]
    """
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:] if is_guarded else cell
