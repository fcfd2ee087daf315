"""A real PostgreSQL for one command: ``python -m tests.postgres -- COMMAND…``.

Starts a temporary cluster on a free loopback port, sets ``DATABASE_URL`` for COMMAND, runs it, stops the server,
removes every trace, and returns COMMAND's exit status; 3 when PostgreSQL is not installed.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ABSENT = 3
USER = DATABASE = "haichieu"
# Nothing here outlives the command, so nothing needs to survive a power cut.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
)


class NoPostgres(Exception):
    """PostgreSQL is not installed or does not start."""


def main(arguments: list[str]) -> int:
    """Run the command after ``--`` with a database of its own."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print("Usage: python -m tests.postgres -- COMMAND…", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with temporary_postgres() as url:
            return subprocess.run(arguments[1:], env={**os.environ, "DATABASE_URL": url}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return ABSENT


def binary(name: str) -> str:
    """Path of a PostgreSQL program: the newest Debian version, else what PATH finds."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4])
    )
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        raise NoPostgres("PostgreSQL is not installed: run `apt-get install postgresql` to test with it.")
    return found


@contextlib.contextmanager
def temporary_postgres() -> Iterator[str]:
    """The URL of a database in a cluster that is gone afterwards."""
    initdb, server = binary("initdb"), binary("postgres")
    folder = Path(tempfile.mkdtemp(prefix="haichieu-pg-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        _run(
            [initdb, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            folder,
        )
        with _running(server, data, folder) as port:
            yield f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict[str, object]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _run(argv: list[object], folder: Path) -> None:
    done = subprocess.run(
        [str(part) for part in argv], cwd=folder, capture_output=True, text=True, **_account()
    )
    if done.returncode:
        raise NoPostgres(f"{argv[0]} failed: {done.stderr.strip()}")


@contextlib.contextmanager
def _running(server: str, data: Path, folder: Path) -> Iterator[int]:
    port = _free_port()
    settings = (*OPTIONS, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    argv = [server, "-D", str(data), *(part for setting in settings for part in ("-c", setting))]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            argv,
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,
            start_new_session=True,
            **_account(),
        )
        try:
            _wait_until_ready(process, port, folder)
            _run([binary("createdb"), "-h", "127.0.0.1", "-p", port, "-U", USER, DATABASE], folder)
            yield port
        finally:
            process.send_signal(signal.SIGQUIT)  # immediate shutdown: there is nothing to keep
            process.wait(30)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    ready = [binary("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if process.poll() is not None:
            break
        if subprocess.run(ready).returncode == 0:
            return
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace')[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
