"""Tables as lines of text: rows between bars, or cell after cell where a table only places blocks on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: A table of so few columns holds a letterhead, a signature or a frame.
_FRAME_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    #: Its lines, tables inside already written out.
    lines: tuple[str, ...]
    #: Whether it continues the cell above, whose lines it repeats.
    continues: bool = False


def grid_lines(rows: Sequence[Sequence[Cell]], *, is_drawn: bool) -> Iterator[str]:
    """Write a table: with more than two columns one row a line, else one cell after the other.

    >>> two = (Cell(("UBND XÃ A", "Số: 5/UBND")), Cell(("CỘNG HÒA",)))
    >>> list(grid_lines([two], is_drawn=False))
    ['UBND XÃ A', 'Số: 5/UBND', 'CỘNG HÒA']
    >>> list(grid_lines([[Cell((word,)) for word in ("1", "Viết bài", "03 ngày")]], is_drawn=True))
    ['| 1 | Viết bài | 03 ngày |']
    """
    filled = [row for row in rows if any(cell.lines for cell in row)]
    if _is_frame(filled, is_drawn=is_drawn):
        for row in filled:
            for cell in row:
                yield from () if cell.continues else cell.lines
        return
    for row in filled:
        joined = [" ".join(" ".join(cell.lines).split()) for cell in row]
        breaks = any("\f" in line for cell in row for line in cell.lines if not cell.continues)
        if any(joined):
            yield ("\f" if breaks else "") + "| " + " | ".join(joined) + " |"


def _is_frame(rows: Sequence[Sequence[Cell]], *, is_drawn: bool) -> bool:
    """Whether a table only places blocks side by side; without drawn lines an empty column is a gap, not a column."""
    if is_drawn or len({len(row) for row in rows}) > 1:
        return all(len(row) <= _FRAME_COLUMNS for row in rows)
    return (
        sum(any(any(map(str.strip, cell.lines)) for cell in column) for column in zip(*rows, strict=True))
        <= _FRAME_COLUMNS
    )
