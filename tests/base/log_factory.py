"""Logs for tests."""

from datetime import UTC, datetime, timedelta

from haichieu.base.actions import record, seal_log
from haichieu.base.models import LogEntry

START = datetime(2026, 11, 5, 7, tzinfo=UTC)


def make_entry(number: int = 1, **optional: object) -> LogEntry:
    """One entry; every third has no values."""
    facts: dict[str, object] = {
        "by": f"p{number % 4}",
        "verb": "edit",
        "kind": "dispatch",
        "ref": str(number),
        "at": START + timedelta(minutes=number),
        "before": {"state": "new"} if number % 3 else None,
        "after": {"state": "read", "number": number} if number % 3 else None,
    }
    return record(**(facts | optional))  # type: ignore[arg-type]


def make_log(entries: int = 10, *, block_size: int = 4) -> list[LogEntry]:
    """A sealed log."""
    made = [make_entry(number) for number in range(1, entries + 1)]
    seal_log(at=START + timedelta(hours=1), block_size=block_size)
    return made
