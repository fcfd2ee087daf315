"""``haichieu worker``: one process that does the jobs."""

import os
import socket
import sys
import time

import click

from haichieu.base.clock import now
from haichieu.base.jobs.running import Outcome
from haichieu.base.jobs.worker import Worker
from haichieu.base.rules.timetable import OFFICE_ZONE
from haichieu.cli.database import require_database


@click.command("worker")
@click.option("--once", is_flag=True, help="Làm hết việc đang chờ rồi thoát.")
@click.option("--queue", "queues", multiple=True, help="Chỉ nhận việc của hàng này (có thể lặp lại).")
@click.option(
    "--interval",
    type=click.FloatRange(0.05, 60),
    default=1.0,
    show_default=True,
    help="Số giây nghỉ khi hết việc.",
)
@click.option(
    "--grace",
    type=click.FloatRange(0, 600),
    default=20.0,
    show_default=True,
    help="Số giây chờ việc dở khi dừng.",
)
@click.option("--name", default="", help="Tên tiến trình (mặc định: máy và số tiến trình).")
def command(once: bool, queues: tuple[str, ...], interval: float, grace: float, name: str) -> None:
    """Chạy một tiến trình làm việc nền cho đến khi được yêu cầu dừng (Ctrl+C)."""
    worker = Worker(
        name=name[:64] or f"{socket.gethostname()[:40]}-{os.getpid()}-{time.time_ns() % 10**9}",
        clock=now,
        say=_say,
        queues=queues,
        interval=interval,
        grace=grace,
    )
    require_database()
    worker.listen()
    if not once:
        _say(f"Tiến trình {worker.name} bắt đầu nhận việc.")
        worker.run_forever()
        _say(f"Tiến trình {worker.name} đã dừng.")
        return
    worker.run_once()
    bad = worker.outcomes.count(Outcome.SET_ASIDE)
    _say(f"Đã làm {len(worker.outcomes)} lượt việc, {bad} việc phải để riêng.")
    sys.exit(1 if bad else 0)


def _say(line: str) -> None:
    click.echo(f"{now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S} {line}", err=True)
