"""Is there a database to work with? Asked before an office command starts, answered in one sentence."""

import click
from django.db import DatabaseError, connection

from haichieu.base.models import JobRun, LogEntry


def require_database() -> None:
    """Refuse to go on without a reachable database that has our tables."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise click.ClickException(f"Không kết nối được cơ sở dữ liệu: {str(error).strip()}") from error
    if not {LogEntry._meta.db_table, JobRun._meta.db_table} <= set(tables):
        raise click.ClickException("Cơ sở dữ liệu chưa được tạo: hãy chạy `haichieu upgrade` trước.")
