"""``haichieu report``: the periodic report of a unit as Word and PDF."""

import shutil
from pathlib import Path

import click

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.reports.actions import compile_report
from haichieu.reports.errors import ReportError
from haichieu.units.models import Person
from haichieu.units.queries import unit_by_code


@click.command("report")
@click.option("--period", required=True, help="Kỳ báo cáo: 2026-H2, 2026-Q3, 2026-11 hoặc 2026.")
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị lập báo cáo.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp .docx; bản PDF nằm cạnh nó.")
@click.option("--json", "as_json", is_flag=True, help="In các số liệu dạng JSON.")
@by_option
@one_sentence
def command(period: str, unit_code: str, out: Path, as_json: bool, by: Person | None) -> None:
    """Lập báo cáo định kỳ theo thể thức Nghị định 30/2020, mỗi số liệu mở được đến hồ sơ của nó."""
    if out.suffix.lower() != ".docx":
        raise ReportError("Tên tệp báo cáo phải kết thúc bằng .docx.")
    if not out.parent.is_dir():
        raise ReportError(f"Không có thư mục {out.parent}; hãy tạo thư mục hoặc chọn nơi khác.")
    report = compile_report(by=by, unit=unit_by_code(unit_code), period=period, at=now())
    pdf = out.with_suffix(".pdf")
    shutil.copyfile(report.docx.path, out)
    shutil.copyfile(report.pdf.path, pdf)
    figures = {figure.key: figure.value for figure in report.figures.order_by("key")}
    if as_json:
        window = [report.first_day.isoformat(), report.last_day.isoformat()]
        say_json(
            {
                "docx": str(out),
                "pdf": str(pdf),
                "version": report.version,
                "window": window,
                "figures": figures,
            }
        )
    else:
        click.echo(f"Báo cáo kỳ {report.period}, bản số {report.version}: {out} và {pdf}.")
