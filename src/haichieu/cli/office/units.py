"""``haichieu units``: the tree of units."""

from pathlib import Path

import click
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.reports.actions import set_window
from haichieu.text.clean import clean_text
from haichieu.text.file_plain import plain_text
from haichieu.units.actions import import_units, set_letterhead
from haichieu.units.errors import BadUnitsFile
from haichieu.units.models import Person
from haichieu.units.queries import tree, unit_by_code
from haichieu.units.rules import BODY_KINDS


@click.group("units")
def command() -> None:
    """Nạp và xem cây đơn vị."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@by_option
@one_sentence
def import_file(file: Path, by: Person | None) -> None:
    """Nạp danh sách đơn vị từ tệp CSV (mã, tên, cấp trên, từ ngày, đến ngày)."""
    try:
        data = file.read_bytes()
    except OSError:
        raise BadUnitsFile(f"Không mở được tệp {file.name}: hãy kiểm tra đường dẫn và quyền đọc.") from None
    listing = clean_text(plain_text(data).text)  # a listing is plain text, whatever its ending
    changed = import_units(by=by, listing=listing, at=now())
    click.echo(f"Đã nạp cây đơn vị: {changed} dòng mới hoặc thay đổi.")


@command.command("letterhead")
@click.argument("code")
@click.option(
    "--kind", type=click.Choice(list(BODY_KINDS)), required=True, help="Loại cơ quan, quyết định thể thức."
)
@click.option("--symbol", required=True, help="Chữ viết tắt trong ký hiệu văn bản, ví dụ LĐLĐ.")
@click.option("--place", required=True, help="Địa danh ở dòng ngày tháng.")
@click.option("--authority", default="", help="Dòng thẩm quyền, ví dụ TM. BAN THƯỜNG VỤ.")
@click.option("--signer-title", required=True, help="Chức vụ người ký.")
@click.option("--signer-name", default="", help="Họ tên người ký.")
@by_option
@one_sentence
def letterhead(
    code: str,
    kind: str,
    symbol: str,
    place: str,
    authority: str,
    signer_title: str,
    signer_name: str,
    by: Person | None,
) -> None:
    """Khai báo thể thức văn bản của một đơn vị: loại cơ quan, ký hiệu, địa danh, người ký."""
    at = now()
    set_letterhead(
        by=by,
        unit=unit_by_code(code),
        body_kind=kind,
        symbol=symbol,
        place=place,
        authority=authority,
        signer_title=signer_title,
        signer_name=signer_name,
        valid_from=localdate(at),
        at=at,
    )
    click.echo(f"Đã ghi thể thức văn bản của {code}.")


@command.command("window")
@click.argument("code")
@click.option(
    "--kind",
    type=click.Choice(["", "month", "quarter", "half", "year"]),
    default="",
    help="Loại kỳ; trống là mọi kỳ.",
)
@click.option("--first-day", type=int, required=True, help="Ngày đầu, ví dụ 15.")
@click.option("--first-month", type=int, default=0, help="Lệch tháng so với tháng đầu của kỳ, ví dụ -1.")
@click.option("--last-day", type=int, required=True, help="Ngày cuối; 0 là ngày trước ngày 1.")
@click.option("--last-month", type=int, default=0, help="Lệch tháng so với tháng cuối của kỳ.")
@click.option("--source", required=True, help="Văn bản quy định của đơn vị.")
@by_option
@one_sentence
def own_window(
    code: str,
    kind: str,
    first_day: int,
    first_month: int,
    last_day: int,
    last_month: int,
    source: str,
    by: Person | None,
) -> None:
    """Đặt thời gian chốt số liệu riêng của một đơn vị (cơ quan nhà nước theo Nghị định 09/2019 thì không đặt được)."""
    at = now()
    set_window(
        by=by,
        unit=unit_by_code(code),
        kind=kind,
        first_day=first_day,
        first_month_offset=first_month,
        last_day=last_day,
        last_month_offset=last_month,
        source=source,
        valid_from=localdate(at),
        at=at,
    )
    click.echo(f"Đã đặt thời gian chốt số liệu của {code} theo {source}.")


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
