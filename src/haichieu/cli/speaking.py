"""How office commands speak: one sentence for an error, JSON for programs, a bar for long work."""

import functools
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

import click
import orjson
from django.db import OperationalError, ProgrammingError

from haichieu.base.errors import BaseRoomError
from haichieu.channels.errors import ChannelsError
from haichieu.channels.sources import CollectError
from haichieu.dispatches.errors import DispatchesError
from haichieu.layout.errors import LayoutError
from haichieu.posts.errors import PostsError
from haichieu.reports.errors import ReportError
from haichieu.stats.errors import StatsError
from haichieu.text.errors import TextError
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person
from haichieu.units.queries import person_by_username

P = ParamSpec("P")
R = TypeVar("R")

#: Every room's error family: each message is a sentence that the person at the terminal can act on.
FAMILIES = (
    BaseRoomError,
    ChannelsError,
    CollectError,
    DispatchesError,
    LayoutError,
    PostsError,
    ReportError,
    StatsError,
    TextError,
    UnitsError,
)


def one_sentence(run: Callable[P, R]) -> Callable[P, R]:
    """Turn a room's error into its sentence on stderr and exit status 1."""

    @functools.wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run(*args, **kwargs)
        except FAMILIES as error:
            click.echo(f"Lỗi: {error}", err=True)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).strip().partition("\n")[0]
            click.echo(f"Lỗi: cơ sở dữ liệu chưa sẵn sàng; hãy chạy haichieu upgrade. ({reason})", err=True)
        sys.exit(1)

    return wrapped


def by_option(command: Callable[P, R]) -> Callable[P, R]:
    """``--by USERNAME``: who acts; without it the terminal itself, which the log calls system:terminal."""
    return click.option(
        "--by", "by", default=None, callback=_person, help="Tên đăng nhập của người thực hiện."
    )(command)


def _person(ctx: click.Context, param: click.Parameter, value: str | None) -> Person | None:
    if value is None:
        return None
    return one_sentence(person_by_username)(value)


def say_json(value: Any) -> None:
    """One JSON object on one line of standard output."""
    click.echo(orjson.dumps(value, default=str).decode())


def say_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table with aligned columns."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(headings), *cells]) for i in range(len(headings))]
    for row in [list(headings), *cells]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say_rows(rows: Sequence[Mapping[str, object]], headings: Mapping[str, str], *, as_json: bool) -> None:
    """The same rows as JSON lines or as a table."""
    if as_json:
        for row in rows:
            say_json(dict(row))
    else:
        say_table(list(headings.values()), ([row[key] for key in headings] for row in rows))
