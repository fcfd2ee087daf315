"""The pure door of the notices room."""

from haichieu.notices.rules.digest import (
    Content,
    Heading,
    Letter,
    Matter,
    Said,
    Side,
    Since,
    Steps,
    decide,
    horizon,
    is_time,
    step_days,
)
from haichieu.notices.rules.feed import FeedEntry, write_feed
from haichieu.notices.rules.push import PushKeys, encrypt, public_key, vapid_header
from haichieu.notices.rules.quiet import OFFICE_ZONE, Quiet
from haichieu.notices.rules.retrying import MOST_BEGUN, MOST_TRIES, next_try
from haichieu.notices.rules.wording import (
    DigestText,
    Line,
    Section,
    push_words,
    subject,
    write_html,
    write_plain,
    write_short,
)

__all__ = [
    "MOST_BEGUN",
    "MOST_TRIES",
    "OFFICE_ZONE",
    "Content",
    "DigestText",
    "FeedEntry",
    "Heading",
    "Letter",
    "Line",
    "Matter",
    "PushKeys",
    "Quiet",
    "Said",
    "Section",
    "Side",
    "Since",
    "Steps",
    "decide",
    "encrypt",
    "horizon",
    "is_time",
    "next_try",
    "public_key",
    "push_words",
    "step_days",
    "subject",
    "vapid_header",
    "write_feed",
    "write_html",
    "write_plain",
    "write_short",
]
