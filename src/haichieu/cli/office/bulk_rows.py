"""Millions of rows into a table: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Sequence

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows as they are: values in the order of ``columns``, moments as text in UTC with their zone."""
    meta = model._meta
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in columns)
            cursor.cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def go_on_after(*models: type[Model]) -> None:
    """Let the next rows be numbered after those that were inserted with their numbers."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def refresh_statistics() -> None:
    """Tell the database how its tables have grown, so that it plans its answers well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
