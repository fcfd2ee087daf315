"""The one ambient clock: read at the outer edge (pages, commands, the worker) and passed down from there."""

from datetime import UTC, datetime

from django.conf import settings


def now() -> datetime:
    """This moment, aware, in UTC; a demonstration's clock is moved by the setting ``HAICHIEU_CLOCK``.

    >>> now().tzinfo is UTC
    True
    """
    return datetime.now(UTC) + settings.CLOCK_OFFSET
