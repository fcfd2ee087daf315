"""The ``haichieu`` program. Pure commands start at once; office commands load Django first, by name."""

import os
import sys
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from haichieu.cli.certify import certify
from haichieu.cli.tone import tone
from haichieu.cli.usage import usage_sentence
from haichieu.version import VERSION

#: office command → one line for the help page; the module of the same name holds it.
OFFICE = {
    "backup": "Sao lưu dữ liệu vào một tệp.",
    "channels": "Khai báo và xem các kênh của đơn vị.",
    "demo": "Dựng tổ chức mẫu và chạy trọn công việc chính.",
    "dispatches": "Thêm và xem văn bản.",
    "health": "Xem công việc của cơ quan có bị trễ không.",
    "lineage": "Xem nguồn gốc của một văn bản.",
    "log": "Kiểm tra nhật ký hành động.",
    "people": "Thêm cán bộ và cấp đường dẫn đặt mật khẩu.",
    "posts": "Nạp tin bài của một kênh, đọc lại, hiệu chỉnh.",
    "province": "Dựng một tỉnh mô phỏng trong cơ sở dữ liệu trống.",
    "report": "Lập báo cáo định kỳ.",
    "restore": "Khôi phục một bản sao lưu.",
    "serve": "Chạy trang web và các tiến trình nền.",
    "units": "Nạp và xem cây đơn vị.",
    "upgrade": "Tạo hoặc nâng cấp cơ sở dữ liệu.",
    "worker": "Chạy một tiến trình làm việc nền.",
}
#: pure command whose libraries take long to load → one line for the help page.
LATE = {
    "check": "Kiểm tra thể thức văn bản: lỗi, chỗ sai, cách sửa, căn cứ.",
    "exchange": "Xuất, nhập văn bản: Akoma Ntoso, edXML, lịch iCalendar.",
    "read": "Đọc văn bản: số, ngày, trích yếu, nhiệm vụ, hạn, người ký.",
}


class Program(click.Group):
    """A group whose office commands, and those slow to load, are imported only when they are called."""

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run the program; a command typed wrongly ends in one Vietnamese sentence and status 2."""
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **kwargs)
        try:
            sys.exit(super().main(*args, standalone_mode=False, **kwargs) or 0)
        except NoArgsIsHelpError as asked:
            click.echo(asked.format_message())
            sys.exit(0)
        except click.ClickException as error:
            click.echo(f"Lỗi: {usage_sentence(error)}", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *OFFICE, *LATE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in LATE:
            return load_command(f"haichieu.cli.{cmd_name}")
        return load_office(cmd_name) if cmd_name in OFFICE else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (name, {**OFFICE, **LATE}.get(name) or self.commands[name].get_short_help_str(limit=90))
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)


def load_office(name: str) -> click.Command:
    """Set Django up and load one office command by its entry name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haichieu.config.settings")
    setup = import_module("haichieu.cli.office_setup")
    setup.prepare()
    return load_command(f"haichieu.cli.office.{name}")


def load_command(module: str) -> click.Command:
    """The command of a module, by the module's name."""
    command = import_module(module).command
    assert isinstance(command, click.Command)
    return command


@click.group(cls=Program)
@click.version_option(VERSION, prog_name="haichieu")
def main() -> None:
    """Hai Chiều: đọc văn bản, đo sắc thái tin bài, lập báo cáo."""


main.add_command(tone)
main.add_command(certify)
