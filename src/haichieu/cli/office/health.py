"""``haichieu health``: whether the work of the office is late, for a person or a monitor."""

import sys

import click

from haichieu.base.clock import now
from haichieu.cli.database import require_database
from haichieu.notices.queries import office_health


@click.command("health")
def command() -> None:
    """Xem công việc của cơ quan có bị trễ không.

    Mã thoát: 0 khi mọi việc đúng giờ, 1 khi có việc trễ (mỗi việc một dòng).
    """
    require_database()
    checks = office_health(now())
    for check in checks:
        click.echo(f"{'✓' if check.ok else '✗'} {check.title}")
        for sentence in check.late:
            click.echo(f"    {sentence}")
    sys.exit(0 if all(check.ok for check in checks) else 1)
