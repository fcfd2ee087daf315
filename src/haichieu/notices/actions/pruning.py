"""Old digests leave the database."""

from datetime import datetime, timedelta

from haichieu.notices.models import Digest
from haichieu.notices.rules import OFFICE_ZONE

#: Days that a digest is kept, and one that said nothing.
KEPT, EMPTY_KEPT = 120, 7


def prune_digests(*, at: datetime) -> int:
    """Delete digests that nobody asks for any more; returns how many."""
    on = at.astimezone(OFFICE_ZONE).date()
    old = Digest.objects.filter(day__lt=on - timedelta(days=KEPT))
    empty = Digest.objects.filter(is_empty=True, day__lt=on - timedelta(days=EMPTY_KEPT))
    # The last digest that reached somebody says from when on the next one tells; one long unread is not that.
    return sum(rows.delete()[1].get("notices.Digest", 0) for rows in (empty, old))
