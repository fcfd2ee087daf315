"""The pure door of the channels room: lists of posts, and moments of publication."""

from haichieu.channels.rules.errors import BadFile, BadRow, ListingError
from haichieu.channels.rules.published import VIETNAM, DateOrder, date_order, parse_published, published_day
from haichieu.channels.rules.rows import PostRow, RowReader, open_rows, read_flag
from haichieu.channels.rules.sources import text_encoding
from haichieu.channels.rules.storable import storable, stored_id, web_address

__all__ = [
    "VIETNAM",
    "BadFile",
    "BadRow",
    "DateOrder",
    "ListingError",
    "PostRow",
    "RowReader",
    "date_order",
    "open_rows",
    "parse_published",
    "published_day",
    "read_flag",
    "storable",
    "stored_id",
    "text_encoding",
    "web_address",
]
