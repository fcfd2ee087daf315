"""``haichieu serve``: pages and jobs together, in one command."""

import hashlib
import os
import socket
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connection, connections

from haichieu.cli.database import require_database
from haichieu.cli.office.people import first_link
from haichieu.cli.supervisor import Program, Supervisor
from haichieu.units.queries import is_office_empty

APPLICATION = "haichieu.config.wsgi:application"
# The worker alone, without the commands that need no office.
_WORKER = "import django; django.setup(); from haichieu.cli.office.worker import command; command()"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nhận kết nối.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng.")
@click.option(
    "--web-workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Số tiến trình trang web."
)
@click.option(
    "--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Số tiến trình làm việc nền."
)
@click.option("--no-migrate", is_flag=True, help="Không nâng cấp cơ sở dữ liệu trước khi chạy.")
def command(host: str, port: int, web_workers: int, workers: int, no_migrate: bool) -> None:
    """Chạy trang web và các tiến trình nền; dừng bằng Ctrl+C."""
    if workers > 1 and connection.vendor == "sqlite":
        raise click.UsageError(
            "Cơ sở dữ liệu SQLite chỉ dùng với một tiến trình nền; muốn nhiều hơn hãy đặt DATABASE_URL tới PostgreSQL."
        )
    if not _is_free(host, port):
        raise click.ClickException(
            f"Cổng {port} trên {host} đang có chương trình khác dùng; hãy chọn --port khác."
        )
    _prepare(migrate=not no_migrate)
    keep_address(host, port)
    supervisor = Supervisor(
        programs=[_web(host, port, web_workers), *(_worker(n) for n in range(1, workers + 1))],
        say=_say,
        tick=_Greeting(host, port, lambda: _greet(host, port)),
    )
    supervisor.listen()
    sys.exit(supervisor.run())


def _greet(host: str, port: int) -> None:
    _say(f"Hai Chiều đang chạy tại http://{_bracketed(host)}:{port} (dừng bằng Ctrl+C).")
    if is_office_empty():
        # By name, for browsers make no passkeys for numbers.
        here = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else _bracketed(host)
        base = f"http://{here}:{port}" if settings.SERVED_AT is not None else settings.BASE_URL
        _say(
            f"Văn phòng còn trống. Mở liên kết này (dùng một lần, trong hôm nay) để bắt đầu:\n  {first_link(base)}"
        )
    connections.close_all()


def _web(host: str, port: int, web_workers: int) -> Program:
    options = [
        "--bind",
        f"{_bracketed(host)}:{port}",
        "--workers",
        str(web_workers),
        "--worker-class",
        "gthread",
        "--threads",
        "4",
    ]
    options += ["--log-level", "warning", "--graceful-timeout", "20", "--no-control-socket"]
    return Program("Tiến trình trang web", [sys.executable, "-m", "gunicorn", *options, APPLICATION])


def keep_address(host: str, port: int) -> None:
    """Keep where the pages are served for links in letters and reports, unless the office has set an address."""
    if settings.SERVED_AT is not None:
        name = _bracketed("localhost" if host in ("0.0.0.0", "::") else host)
        Path(settings.SERVED_AT).write_text(f"http://{name}:{port}", encoding="ascii")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _worker(number: int) -> Program:
    return Program(f"Tiến trình nền {number}", [sys.executable, "-c", _WORKER])


def _prepare(*, migrate: bool) -> None:
    try:
        call_command("check", stdout=StringIO())
    except SystemCheckError as error:
        raise click.ClickException(f"Cấu hình chưa đúng nên chưa chạy: {error}") from error
    try:
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise click.ClickException(f"Không dùng được cơ sở dữ liệu: {str(error).strip()}") from error
    require_database()
    collect_static()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
    connections.close_all()


def collect_static() -> bool:
    """Gather the static files into ``STATIC_ROOT`` unless they are the same as last time; returns whether it did."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state, encoding="ascii")
    return True


def _static_state() -> str:
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            state.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class _Greeting:
    """Says once that the pages answer."""

    def __init__(self, host: str, port: int, greet: Callable[[], None]) -> None:
        self._address = ("127.0.0.1" if host == "0.0.0.0" else host, port)
        self._greet = greet
        self._done = False

    def __call__(self) -> None:
        if self._done:
            return
        try:
            socket.create_connection(self._address, timeout=0.2).close()
        except OSError:
            return
        self._done = True
        self._greet()


def _say(line: str) -> None:
    click.echo(line, err=True)
