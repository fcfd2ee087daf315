"""Which columns of an imported list of posts are kept: a closed list, in English and Vietnamese."""

from collections.abc import Iterable
from dataclasses import dataclass

from haichieu.text.folding import fold

#: Columns that `PostRow` holds as fields, with the folded headings people give them.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ma", "ma bai", "ma tin", "ma tin bai", "post id", "so hieu"),
    "title": ("title", "tieu de", "tieu de bai", "ten bai", "tua de", "headline"),
    "lead": ("lead", "sapo", "tom tat", "mo ta", "doan dan", "trich dan", "summary", "description"),
    "channel": ("channel", "kenh", "ten kenh", "trang"),
    "unit": ("unit", "don vi", "ten don vi"),
    "published": (
        "published",
        "ngay dang",
        "thoi gian dang",
        "ngay xuat ban",
        "thoi gian",
        "publish time",
        "date",
        "ngay",
    ),
    "repost": ("repost", "reposted", "dang lai", "chia se lai", "bai dang lai", "is share"),
}

#: Columns kept in `PostRow.extra`. Anything else is dropped at the door and named to the person.
EXTRAS: dict[str, tuple[str, ...]] = {
    "url": ("url", "link", "lien ket", "duong dan", "dia chi", "permalink"),
    "p_positive": ("p positive",),
    "p_neutral": ("p neutral",),
    "p_negative": ("p negative", "diem tieu cuc"),
    "tone": ("tone", "sac thai"),
    "negative": ("negative", "tieu cuc"),
    "advisory": ("advisory", "canh bao", "khuyen cao", "canh bao khuyen cao"),
}

_KNOWN = {name: column for group in (FIELDS, EXTRAS) for column, names in group.items() for name in names}


def fold_heading(heading: str) -> str:
    """Reduce a heading to plain lower-case words, so that spelling variants meet.

    Args:
        heading: a column heading as written in the file.

    Returns:
        The heading without marks, punctuation and doubled spaces.

    >>> fold_heading("Tiêu đề"), fold_heading("post_ID")
    ('tieu de', 'post id')
    """
    return " ".join("".join(c if c.isalnum() else " " for c in fold(heading)).split())


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Where each kept column stands in one layout of a file."""

    #: Column name to the heading (JSON) or position (CSV) that holds it.
    fields: dict[str, str | int]
    #: The same for the columns kept in `extra`.
    extras: dict[str, str | int]
    #: Headings that are not kept.
    dropped: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Tell whether the layout gives this column (an address also serves as id)."""
        return column in self.fields or (column == "id" and "url" in self.extras)


def plan_columns(headings: Iterable[tuple[str, str | int]]) -> ColumnPlan:
    """Match headings to the closed list of columns.

    Args:
        headings: pairs of heading and key (its JSON key or its position).

    Returns:
        The plan; the first heading that means a column wins, later ones are dropped.

    >>> plan_columns([("Mã bài", 0), ("Tiêu đề", 1), ("Người bình luận", 2)]).dropped
    ('Người bình luận',)
    """
    fields: dict[str, str | int] = {}
    extras: dict[str, str | int] = {}
    dropped: list[str] = []
    for heading, key in headings:
        column = _KNOWN.get(fold_heading(heading))
        group = fields if column in FIELDS else extras
        if column is None or column in group:
            dropped.append(heading)
        else:
            group[column] = key
    return ColumnPlan(fields, extras, tuple(dropped))
