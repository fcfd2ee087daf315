"""The one ambient clock: read at the outer edge (pages, commands, the worker) and passed down from there."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC.

    >>> now().tzinfo is UTC
    True
    """
    return datetime.now(UTC)
