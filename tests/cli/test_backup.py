"""A backup holds the whole office; it comes back into an empty one, or not at all."""

import json
import os
import shutil
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.cli.program import Program, Said, furnish
from tests.shared_data import ROOT

SERVER = os.environ.get("DATABASE_URL", "")
LETTER = ROOT / "demo" / "letters" / "cong-van-lien-doan-lao-dong-412.txt"

pytestmark = pytest.mark.skipif(
    bool(SERVER) and shutil.which("pg_dump") is None, reason="pg_dump is not installed"
)


def _sql(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Program]]:
    """Makes empty places for an office, on the database that the tests run on."""
    made: list[str] = []

    def make() -> Program:
        var = tmp_path_factory.mktemp("office")
        if not SERVER:
            return Program(var)
        made.append(f"backup_{uuid4().hex}")
        _sql(f"CREATE DATABASE {made[-1]}")
        return Program(var, urlsplit(SERVER)._replace(path=f"/{made[-1]}").geturl())

    yield make
    for name in made:
        _sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def office(new_office: Callable[[], Program]) -> Program:
    """An office with a letter and posts."""
    program = new_office()
    furnish(
        program,
        ("dispatches", "add", LETTER, "--unit", "LDLD"),
        ("posts", "add", ROOT / "demo" / "posts" / "zalo.csv", "--channel", "Trang tin"),
    )
    assert certify(program)["run"] == 1
    return program


def certify(program: Program) -> dict[str, object]:
    """A run of the terminal's audit on a list of its own, without any label."""
    posts, labels = program.var / "bai.csv", program.var / "nhan.jsonl"
    posts.write_text("id,title,p_negative\n1,Lịch họp,0.1\n2,Cháy kho,0.9\n", encoding="utf-8")
    labels.write_text('{"id": 1, "tone": "neutral"}\n{"id": 2, "tone": "negative"}\n', encoding="utf-8")
    record = json.loads(program.must("certify", posts, "--limit", "15%", "--labels", labels, "--json"))
    assert isinstance(record, dict)
    return record


@pytest.fixture(scope="module")
def backup(office: Program) -> Path:
    target = office.var / "sao-luu.zip"
    said = office.must("backup", target)
    assert "1 tệp" in said
    return target


def one_sentence(said: Said) -> str:
    assert said.status != 0
    assert "Traceback" not in said.err
    [line] = said.err.strip().splitlines()
    return line


def lists(program: Program) -> list[str]:
    return program.all_of(("dispatches", "list", "--json"), ("channels", "list", "--json"))


def test_everything_comes_back_into_an_empty_office(
    office: Program, backup: Path, new_office: Callable[[], Program]
) -> None:
    with zipfile.ZipFile(backup) as archive:
        head = json.loads(archive.read("manifest.json"))["log_head"]
    assert head in office.must("log", "head")

    empty = new_office()
    said = empty.must("restore", backup)

    assert "nhật ký nguyên vẹn" in said
    assert lists(empty) == lists(office)
    empty.must("log", "verify", "--head", head)
    [letter] = (empty.var / "files").rglob("*.txt")
    assert letter.read_bytes() == LETTER.read_bytes()
    assert certify(empty)["run"] == 2, "the ledger of runs came back as well"
    again = empty.run("restore", backup)
    assert "không trống" in one_sentence(again), "nothing is written over"


def test_nobody_else_on_the_machine_reads_the_office(office: Program, backup: Path) -> None:
    made = Program(office.var / "moi")
    made.var.mkdir()
    made.must("upgrade", HAICHIEU_VAR=str(made.var / "var"), DATABASE_URL="")
    database = made.var / "var" / "haichieu.sqlite3"
    database.chmod(0o644)
    made.must("channels", "list", HAICHIEU_VAR=str(made.var / "var"), DATABASE_URL="")
    closed = {made.var / "var": 0o700, made.var / "var" / "files": 0o700, database: 0o600, backup: 0o600}
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in closed} == closed
    letters = [path for path in (office.var / "files").rglob("*") if path.is_file()]
    assert letters and {stat.S_IMODE(path.stat().st_mode) for path in letters} == {0o600}


def test_the_password_is_no_argument_of_the_database_tools(office: Program, tmp_path: Path) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(f"#!{sys.executable}\nimport json, os, sys\nprint(json.dumps(sys.argv), file=sys.stderr)\n"
                    "print(os.environ['PGPASSWORD'], file=sys.stderr)\nsys.exit(1)\n")  # fmt: skip
    tool.chmod(0o755)
    said = office.python(
        "from haichieu.cli.main import load_office\nload_office('backup')\n"
        "from haichieu.base.errors import BaseRoomError\nfrom haichieu.cli.office import backup\n"
        "from pathlib import Path\nfrom django.db import connection\nconnection.vendor = 'postgresql'\n"
        "backup.settings.DATABASES['default'].update("
        "NAME=\"d'b\", USER='vanphong', PASSWORD='mat khau dai', HOST='may')\n"
        "import os, sys\nos.environ['PATH'] = sys.argv[1]\n"
        "try:\n    backup._dump(Path(sys.argv[1]))\nexcept BaseRoomError as error:\n    print(error)\n",
        str(tmp_path),
    )
    arguments, secret = said.removeprefix("pg_dump báo lỗi: ").strip().splitlines()
    assert secret == "mat khau dai"
    assert "mat khau dai" not in arguments
    assert r"dbname='d\\'b' user='vanphong' host='may'" in arguments


def test_ledgers_of_runs_are_never_written_over(backup: Path, new_office: Callable[[], Program]) -> None:
    empty = new_office()
    certify(empty)
    before = sorted((path, path.read_bytes()) for path in (empty.var / "certify").rglob("*.jsonl"))
    assert "đã có sổ chứng nhận" in one_sentence(empty.run("restore", backup))
    assert sorted((path, path.read_bytes()) for path in (empty.var / "certify").rglob("*.jsonl")) == before


def test_an_old_backup_is_never_written_over(office: Program, backup: Path) -> None:
    before = backup.read_bytes()
    assert "đã có" in one_sentence(office.run("backup", backup))
    assert backup.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(office: Program) -> None:
    said = office.run("backup", office.var / "khong-co" / "a.zip")
    assert "Không ghi được bản sao lưu" in one_sentence(said)


def rewritten(backup: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same archive with some members changed, or left out."""
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            content = change(name, archive.read(name))
            if content is not None:
                out.writestr(name, content)
    return target


def _is_database(name: str) -> bool:
    return name.startswith("haichieu.")


def _other_database(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, data: data + b"\0" if _is_database(name) else data)


def _lost_letter(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, data: None if name.startswith("files/") else data)


def _no_manifest(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, data: None if name == "manifest.json" else data)


def _strange_manifest(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, data: b"[1]" if name == "manifest.json" else data)


def _cut(backup: Path, target: Path) -> Path:
    target.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    return target


def _flipped_bits(backup: Path, target: Path) -> Path:
    data = bytearray(backup.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(byte ^ 0x5A for byte in data[middle : middle + 64])
    target.write_bytes(data)
    return target


def _no_zip(backup: Path, target: Path) -> Path:
    target.write_text("đây không phải tệp sao lưu", encoding="utf-8")
    return target


def _absent(backup: Path, target: Path) -> Path:
    return target


#: One process tries every file in turn: the office stays the same empty one.
TRY_ALL = """
import json, sys
from click.testing import CliRunner
from haichieu.cli.main import load_office
tried = [CliRunner().invoke(load_office("restore"), [path]) for path in sys.argv[1:]]
print(json.dumps([[said.exit_code, said.stdout, said.stderr, repr(said.exception)] for said in tried]))
"""


def test_a_damaged_backup_is_refused_as_a_whole(
    backup: Path, new_office: Callable[[], Program], tmp_path: Path
) -> None:
    damages = (
        _other_database, _lost_letter, _no_manifest, _strange_manifest, _cut, _flipped_bits, _no_zip, _absent,
    )  # fmt: skip
    files = [str(damage(backup, tmp_path / f"{damage.__name__}.zip")) for damage in damages]
    empty = new_office()
    *refused, last = json.loads(empty.python(TRY_ALL, *files, str(backup)))
    for (status, out, err, raised), damage in zip(refused, damages, strict=True):
        assert (status, out) == (1, "") and "SystemExit" in raised, damage.__name__
        [sentence] = err.strip().splitlines()
        assert any(words in sentence for words in ("nguyên vẹn", "bị hỏng", "Không tìm thấy")), sentence
    assert last[0] == 0, "the office stayed empty, so that the right file still goes in"


def test_a_log_that_was_changed_before_the_backup_is_told(
    office: Program, new_office: Callable[[], Program], tmp_path: Path
) -> None:
    if SERVER:
        pytest.skip("changes the SQLite file inside the archive")
    copy = Program(tmp_path / "copy")
    shutil.copytree(office.var, copy.var)
    with closing(sqlite3.connect(copy.var / "haichieu.sqlite3")) as database, database:
        database.execute("UPDATE base_logentry SET verb = 'khac' WHERE id = 1")
    copy.must("backup", tmp_path / "sua.zip")
    sentence = one_sentence(new_office().run("restore", tmp_path / "sua.zip"))
    assert "nhật ký không khớp" in sentence and "đã bị sửa" in sentence
