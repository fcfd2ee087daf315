"""How long somebody waits who typed a wrong password again and again."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import chain, count

from haichieu.text.folding import fold

#: An hour without a failure, and the earlier ones no longer count.
FORGOTTEN_AFTER = timedelta(hours=1)
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)


class FreeFailures(IntEnum):
    """Failures before the first wait; many people of one office share its address."""

    NAME = 5
    ADDRESS = 20


def standing_failures(failures: int, last_at: datetime, at: datetime) -> int:
    """The failures that still count at ``at``."""
    return failures if at - last_at < FORGOTTEN_AFTER else 0


def wait_left(failures: int, last_at: datetime, at: datetime, free: FreeFailures) -> timedelta:
    """How long until the next try: one minute after the last free failure, doubled by each more, at most fifteen.

    >>> noon = datetime(2026, 11, 20, 12)
    >>> [wait_left(n, noon, noon, FreeFailures.NAME).seconds // 60 for n in (4, 5, 6, 9, 500)]
    [0, 1, 2, 15, 15]
    >>> wait_left(500, noon, noon + FORGOTTEN_AFTER, FreeFailures.NAME)
    datetime.timedelta(0)
    """
    more = standing_failures(failures, last_at, at) - free
    if more < 0:
        return timedelta()
    wait = min(_FIRST_WAIT * (1 << min(more, 10)), _LONGEST_WAIT)
    return max(last_at + wait - at, timedelta())


def account_name(full_name: str, taken: Collection[str]) -> str:
    """A user name for somebody: the given name and the first letters of the others, as offices write it.

    >>> account_name("Vũ Thị Thanh Hoa", ()), account_name("Vũ Thị Thanh Hoa", ("hoa.vtt",))
    ('hoa.vtt', 'hoa.vtt2')
    """
    *before, given = re.findall(r"[a-z0-9]+", fold(full_name)) or ["can-bo"]
    wanted = ".".join(part for part in (given, "".join(word[0] for word in before)) if part)
    tries = chain([wanted], (f"{wanted}{number}" for number in count(2)))
    return next(name for name in tries if name not in taken)


def unit_code(name: str) -> str:
    """A short code from the first letters of a unit's name.

    >>> unit_code("Liên đoàn Lao động tỉnh Đông Triều")
    'LDLDTDT'
    """
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(name)))[:20].upper() or "DV"
