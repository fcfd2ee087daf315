"""``haichieu units``: the tree of units."""

from pathlib import Path

import click
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.text.files import read_file
from haichieu.units.actions import import_units
from haichieu.units.models import Person
from haichieu.units.queries import tree


@click.group("units")
def command() -> None:
    """Nạp và xem cây đơn vị."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@by_option
@one_sentence
def import_file(file: Path, by: Person | None) -> None:
    """Nạp danh sách đơn vị từ tệp CSV (mã, tên, cấp trên, từ ngày, đến ngày)."""
    changed = import_units(by=by, listing=read_file(file).text, at=now())
    click.echo(f"Đã nạp cây đơn vị: {changed} dòng mới hoặc thay đổi.")


@command.command("list")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Xem cây của một ngày.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi đơn vị một dòng JSON.")
@one_sentence
def show(on: object, as_json: bool) -> None:
    """Xem cây đơn vị của hôm nay hoặc của một ngày."""
    day = on.date() if on else localdate(now())  # type: ignore[attr-defined]
    day_tree = tree(on=day)
    for depth, node in day_tree.walk():
        if as_json:
            above = day_tree.nodes.get(node.parent) if node.parent else None
            say_json(
                {
                    "code": node.code,
                    "name": node.name,
                    "kind": node.kind,
                    "parent": above.code if above else None,
                }
            )
        else:
            click.echo(f"{'   ' * depth}{node.name}  [{node.code}]")
