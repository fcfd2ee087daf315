"""``haichieu units``: the tree of units."""

import csv
from pathlib import Path

import click
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.cli.office.place_lists import packaged_places, second_list, second_mapping
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.reports.actions import set_window
from haichieu.text.clean import clean_text
from haichieu.text.csv_cells import harmless
from haichieu.text.file_plain import plain_text
from haichieu.text.sheets import is_sheet, read_sheet, write_sheet
from haichieu.units.actions import import_table, load_places, preview_import, set_letterhead
from haichieu.units.errors import BadUnitsFile
from haichieu.units.models import Person
from haichieu.units.queries import tree, unit_by_code, unit_listing
from haichieu.units.rules import (
    BODY_KINDS,
    EFFECT_WORDS,
    BadListing,
    Effect,
    ImportPlan,
    agreeing_codes,
    agreement,
    csv_rows,
)


@click.group("units")
def command() -> None:
    """Nạp và xem cây đơn vị."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Chỉ cho biết sẽ thay đổi gì, không ghi.")
@by_option
@one_sentence
def import_file(file: Path, preview: bool, by: Person | None) -> None:
    """Nạp danh sách đơn vị từ tệp CSV hoặc XLSX (mã, tên, loại, cấp trên, từ ngày, đến ngày)."""
    try:
        data = file.read_bytes()
    except OSError:
        raise BadUnitsFile(f"Không mở được tệp {file.name}: hãy kiểm tra đường dẫn và quyền đọc.") from None
    # a listing is a workbook or plain text, whatever its ending
    table = read_sheet(data) if is_sheet(data) else _csv_rows(clean_text(plain_text(data).text))
    if preview:
        return _show(preview_import(by=by, table=table, at=now()))
    changed = import_table(by=by, table=table, at=now())
    click.echo(f"Đã nạp cây đơn vị: {changed} dòng mới hoặc thay đổi.")
    return None


def _csv_rows(text: str) -> list[list[str]]:
    try:
        return csv_rows(text)
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None


def _show(plan: ImportPlan) -> None:
    for line in plan.lines:
        if line.effect is not Effect.SAME:
            click.echo(f"Dòng {line.line}: {EFFECT_WORDS[line.effect]}: {line.sentence}")
    for bad in plan.refused:
        click.echo(f"Dòng {bad.line}: không nhận: {bad.sentence}")
    same = len(plan.of(Effect.SAME))
    click.echo(
        f"{len(plan.lines) - same} dòng sẽ thay đổi, {same} dòng giữ nguyên, {len(plan.refused)} dòng không nhận."
    )


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


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@one_sentence
def export_file(file: Path) -> None:
    """Ghi danh sách đơn vị ra tệp CSV hoặc XLSX (theo đuôi tệp); nạp lại tệp này không thay đổi gì."""
    table = unit_listing()
    if file.suffix.lower() == ".xlsx":
        file.write_bytes(write_sheet(table, title="Đơn vị"))
    else:
        with file.open("w", encoding="utf-8-sig", newline="") as written:
            csv.writer(written).writerows([harmless(cell) for cell in row] for row in table)
    click.echo(f"Đã ghi {len(table) - 1} dòng vào {file.name}.")


@command.command("places")
@by_option
@one_sentence
def places(by: Person | None) -> None:
    """Nạp danh mục đơn vị hành chính cũ và mới (gói vietnamadminunits), đối chiếu với danh mục khác nếu có."""
    listed, source = packaged_places()
    said, mapping = second_mapping()
    found = agreement(listed, said)
    total = load_places(by=by, listed=listed, source=source, agreeing=found.agreed, second=mapping, at=now())
    click.echo(f"Đã nạp {total} đơn vị hành chính và {len(listed.went)} quan hệ cũ – mới, nguồn {source}.")
    second, name = second_list()
    new = sum(1 for one in listed.places if one.level == 3 and one.valid_to is None)
    if name:
        same = len(agreeing_codes(listed.places, second))
        click.echo(f"{same}/{new} xã, phường mới có cùng mã và tên trong {name}.")
    if mapping:
        click.echo(
            f"{found.same}/{found.both} xã, phường cũ có trong cả hai danh mục về đúng cùng nơi theo {mapping}; "
            f"{len(found.agreed)}/{len(listed.went)} quan hệ cũ – mới được xác nhận."
        )
    if not name and not mapping:
        click.echo(
            "Chưa đối chiếu: máy này không có gói vietnam-provinces (danh mục mới) "
            "hay vietnam-address-converter (quan hệ cũ – mới)."
        )


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
