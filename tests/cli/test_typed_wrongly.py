"""A command typed wrongly is one Vietnamese sentence that points at the help."""

import pytest
from click.testing import CliRunner

from haichieu.cli.main import main


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("khong-co", "Không có lệnh khong-co"),
        ("tone", "Thiếu FILE"),
        ("tone a.csv --jsn", "Không có tùy chọn --jsn"),
        ("certify posts a.csv --limit", "--limit cần một giá trị"),
        ("people add a b --unit X --role vua", "Giá trị của --role không dùng được"),
    ],
)
def test_it_is_one_sentence(typed: str, says: str) -> None:
    run = CliRunner().invoke(main, typed.split())
    assert run.exit_code == 2
    assert says in run.stderr and run.stderr.count("\n") == 1 and "--help" in run.stderr


def test_without_a_command_the_help_is_shown() -> None:
    run = CliRunner().invoke(main, [])
    assert run.exit_code == 0 and "Lệnh" in run.stdout
