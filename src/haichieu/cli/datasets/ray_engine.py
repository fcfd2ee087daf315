"""Parts read by a Ray cluster through Ray Data: parts of lost workers and lost machines are read again elsewhere."""

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any

import click
import ray
import ray.data
import ray.exceptions

from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.fragments import Fragment
from haichieu.cli.datasets.scoring import Done, Job, score_fragment

#: Records of parts are all that travels: the smallest store that Ray takes is ample.
_STORE_BYTES = 128 << 20
#: Seconds until a machine that does not answer counts as absent.
_PATIENCE = 10
_UNREACHABLE = "Không nối được tới cụm Ray: hãy kiểm tra --address và các máy của cụm."


def read_parts(job: Job, fragments: Sequence[Fragment], address: str | None) -> Iterator[Done]:
    """See `engines.read_parts`."""
    # Ray prints what happens to its workers where our results go; what matters of it is told below.
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield from _read_on_cluster(job, fragments, address)


def _read_on_cluster(job: Job, fragments: Sequence[Fragment], address: str | None) -> Iterator[Done]:
    _connect(address)
    before = _machines_lost()
    try:
        yield from _records(job, fragments)
        if lost := _machines_lost() - before:
            click.echo(
                f"Cụm Ray mất {lost} máy trong lúc đọc: phần dở của máy đó đã được máy khác đọc lại.",
                err=True,
            )
    except (ray.exceptions.RayError, ConnectionError, TimeoutError) as error:
        raise DatasetError(
            f"Cụm Ray ngừng giữa chừng ({type(error).__name__}): "
            "những phần đã xong vẫn còn, hãy thêm --resume để đọc tiếp."
        ) from None
    finally:
        ray.shutdown()


def _machines_lost() -> int:
    return sum(not node["Alive"] for node in ray.nodes())


def _connect(address: str | None) -> None:
    _knock(address or "")
    # Ray would otherwise tell its makers about each use.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            ray.init(address="local", include_dashboard=False, object_store_memory=_STORE_BYTES, **quiet)
    except (ray.exceptions.RayError, ConnectionError, ValueError, RuntimeError, TimeoutError):
        raise DatasetError(_UNREACHABLE) from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False


def _knock(address: str) -> None:
    """Ray itself would wait for minutes, and speak, where nobody answers."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError):
        raise DatasetError(_UNREACHABLE) from None


def _records(job: Job, fragments: Sequence[Fragment]) -> Iterator[Done]:
    if not fragments:
        return
    parts = [{"part": fragment} for fragment in fragments]
    dataset = ray.data.from_items(parts, override_num_blocks=len(parts))
    # Ray Data tries the tasks of lost workers again without end: a machine that goes away is no reason to give up.
    read = dataset.map(_read_part, fn_kwargs={"job": job}, num_cpus=1)
    for row in read.iter_rows():
        if row["error"]:
            raise DatasetError(row["error"])
        yield row["done"]


def _read_part(row: dict[str, Any], job: Job) -> dict[str, Any]:
    """The function that travels; what goes wrong comes back as words, so that it is not tried again."""
    try:
        return {"done": score_fragment(job, row["part"]), "error": ""}
    except DatasetError as error:
        return {"done": None, "error": str(error)}
