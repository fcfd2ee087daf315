"""``haichieu log``: the action log's chain, checked and named."""

import sys
from dataclasses import asdict

import click
import orjson

from haichieu.base import queries
from haichieu.base.errors import BadHead
from haichieu.cli.database import require_database


@click.group("log")
def command() -> None:
    """Kiểm tra nhật ký hành động và xem đầu chuỗi."""
    require_database()


@command.command("verify")
@click.option("--head", help="Đầu chuỗi đã in trên chứng nhận, báo cáo hoặc bản sao lưu (ví dụ 17:ab12…).")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def verify(head: str | None, as_json: bool) -> None:
    """Tính lại toàn bộ chuỗi; thoát với mã 1 nếu có mục bị sửa, mất, chen vào hoặc đổi chỗ."""
    try:
        found = queries.verify_log(head)
    except BadHead as error:
        click.echo(f"Lỗi: {error}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(orjson.dumps({**asdict(found), "head": queries.log_head()}))
    else:
        for problem in found.problems:
            click.echo(problem)
        state = "Nhật ký nguyên vẹn" if found.ok else "Nhật ký KHÔNG nguyên vẹn"
        click.echo(f"{state}: đã kiểm tra {found.entries} mục trong {found.blocks} khối.")
    sys.exit(0 if found.ok else 1)


@command.command("head")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def head(as_json: bool) -> None:
    """In đầu chuỗi: số và mã băm của khối mới nhất."""
    newest = queries.log_head()
    if as_json:
        click.echo(orjson.dumps({"head": newest}))
    elif newest:
        click.echo(newest)
    else:
        click.echo("Nhật ký chưa có khối nào được niêm phong.", err=True)
        sys.exit(1)
