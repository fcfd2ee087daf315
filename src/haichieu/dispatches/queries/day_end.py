"""The end of a day in the office's time zone, as the database reckons it, row by row."""

from typing import Any

from django.db.models import DateTimeField, Func


class DayEnd(Func):
    """The moment at which the day of a column is over; Việt Nam is seven hours ahead, all year."""

    arity = 1
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """Text, as SQLite keeps moments."""
        return self.as_sql(compiler, connection, template="datetime(%(expressions)s, '+17 hours')", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """A moment with its zone."""
        template = "((%(expressions)s)::timestamp + interval '17 hours') AT TIME ZONE 'UTC'"
        return self.as_sql(compiler, connection, template=template, **extra)
