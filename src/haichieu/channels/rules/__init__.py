"""The pure door of the channels room."""

from haichieu.channels.rules.published import VIETNAM, DateOrder, date_order, parse_published
from haichieu.posts.rules.errors import BadFile, BadRow
from haichieu.posts.rules.rows import PostRow, RowReader, open_rows

__all__ = [
    "VIETNAM",
    "BadFile",
    "BadRow",
    "DateOrder",
    "PostRow",
    "RowReader",
    "date_order",
    "open_rows",
    "parse_published",
]
