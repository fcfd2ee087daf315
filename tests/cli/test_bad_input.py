"""Every kind of bad input, through the real program: one Vietnamese sentence, a failing status, nothing lost."""

import gzip
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from haichieu.channels.models import Import, PublishedItem, SetAsideRow
from haichieu.cli.main import main
from haichieu.dispatches.models import Dispatch
from tests.cli.program import Program
from tests.factories import make_channel, make_unit
from tests.shared_data import ROOT

pytestmark = pytest.mark.django_db

LETTERS = ROOT / "demo" / "letters"
PDF = LETTERS / "ke-hoach-tinh-uy-45.pdf"
TABLE = "id,title,published\n{}"
ROWS = "".join(f"{n},Tin số {n},20/11/2026\n" for n in range(20))


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> None:
    """One unit with one channel; certificates keep their ledger in a folder of the test."""
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path / "var"))
    make_channel(unit=make_unit(code="LDLD"), name="Trang tin")


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="haichieu")


def sentence_of(said: Result, *says: str) -> str:
    """The one sentence on the error stream of a command that failed."""
    assert said.exit_code != 0
    assert isinstance(said.exception, SystemExit), repr(said.exception)
    lines = said.stderr.strip().splitlines()
    assert len(lines) == 1, said.stderr
    assert "Traceback" not in said.output
    for words in says:
        assert words in lines[0], lines[0]
    assert any(letter in lines[0].lower() for letter in "ạảấầậắặẹếềểệịọốồộớợụứựđư"), lines[0]
    return lines[0]


# Letters


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def cut_docx(path: Path) -> Path:
    whole = path.with_name("whole.docx")
    document = Document()
    document.add_paragraph("Kính gửi: Các công đoàn cơ sở")
    document.save(str(whole))
    path.write_bytes(whole.read_bytes()[:-2000])
    return path


def cut_pdf(path: Path) -> Path:
    path.write_bytes(PDF.read_bytes()[:9000])
    return path


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return path


def locked_word(path: Path) -> Path:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(2000))
    return path


def old_word(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    return path


def rubbish(path: Path) -> Path:
    path.write_bytes(bytes(range(1, 256)) * 40)
    return path


BAD_LETTERS = [
    ("rong.txt", empty, "rỗng"),
    ("cat.docx", cut_docx, "hỏng"),
    ("cat.pdf", cut_pdf, "hỏng"),
    ("anh.txt", picture, "ảnh bị hỏng"),
    ("anh.pdf", picture, "ảnh bị hỏng"),
    ("khoa.docx", locked_word, "mật khẩu"),
    ("cu.doc", old_word, "hãy xuất"),
    ("rac.txt", rubbish, "bảng mã lạ"),
    ("bang.xlsx", rubbish, "Chưa đọc được loại tệp"),
]


@pytest.mark.parametrize(("name", "make", "says"), BAD_LETTERS)
def test_a_letter_that_cannot_be_read_gets_one_sentence(
    tmp_path: Path, name: str, make: object, says: str
) -> None:
    said = call("read", make(tmp_path / name), "--json")  # type: ignore[operator]
    sentence_of(said, name, says)


@pytest.mark.parametrize(("name", "make", "says"), BAD_LETTERS)
def test_the_office_keeps_the_bytes_of_a_letter_that_it_cannot_read(
    tmp_path: Path, name: str, make: object, says: str
) -> None:
    path = make(tmp_path / name)  # type: ignore[operator]
    sentence_of(call("dispatches", "add", path, "--unit", "LDLD"), name, says)
    letter = Dispatch.objects.get()
    assert says in letter.set_aside and letter.file_name == name
    assert Path(letter.file.path).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("command", [("read",), ("dispatches", "add", "--unit", "LDLD")])
def test_a_letter_of_200_megabytes_is_refused_unread(tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    sentence_of(call(*command, path), "50 MB")
    assert not Dispatch.objects.exists()
    assert path.stat().st_size == 200 * 2**20, "the file stays where it is"


@pytest.mark.parametrize("command", [("read",), ("dispatches", "add", "--unit", "LDLD")])
def test_a_letter_that_is_not_there_and_a_folder_get_one_sentence(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    sentence_of(call(*command, tmp_path / "khong-co.txt"))
    sentence_of(call(*command, tmp_path))


def test_a_bad_letter_does_not_keep_the_others_from_coming_in(tmp_path: Path) -> None:
    good = shutil.copy(LETTERS / "cong-van-lien-doan-lao-dong-412.txt", tmp_path)
    said = call("dispatches", "add", empty(tmp_path / "rong.txt"), good, "--unit", "LDLD")
    sentence_of(said, "rong.txt")
    assert Dispatch.objects.filter(set_aside="").count() == 1
    assert "412" in said.stdout


# Lists of posts


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


WRONG_ENCODING = TABLE.format("1,Họp tổ công đoàn,20/11/2026\n").encode("utf-8")[:-20] + b"\xe2\xef\xff\xfe\n"
BAD_LISTS = [
    ("rong.csv", b"", "rỗng"),
    ("trang.csv", b"  \r\n\t", "rỗng"),
    ("bang-ma.csv", WRONG_ENCODING, "bảng mã"),
    ("cot.csv", b"id,lead,published\n1,a,20/11/2026\n", "thiếu cột title"),
    ("excel.csv", b"PK\x03\x04" + bytes(300), "Excel"),
    ("anh.csv", b"%PDF-1.7 " + bytes(300), "PDF"),
    ("cat.csv.gz", gzip.compress(TABLE.format(ROWS * 50).encode(), mtime=0)[:60], "cắt cụt"),
    ("nhay.csv", TABLE.format('1,"Tin không khép,20/11/2026\n').encode(), "dấu nháy"),
    ("cat.json", b'[{"id": 1, "title": "a"}, {"id": 2, "ti', "JSON"),
    ("dai.csv", b"a" * (2**21), "dòng đầu tiên"),
    ("khong.csv", bytes(4096), ""),
]
COMMANDS = {
    "posts": ("posts", "add", "--channel", "Trang tin"),
    "tone": ("tone",),
    "certify": ("certify", "--limit", "15%"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("name", "data", "says"), BAD_LISTS)
def test_a_file_that_is_no_list_of_posts_gets_one_sentence(
    tmp_path: Path, command: str, name: str, data: bytes, says: str
) -> None:
    words = COMMANDS[command]
    path = written(tmp_path / name, data)
    order = (words[0], path, *words[1:]) if command == "certify" else (*words, path)
    sentence_of(call(*order), name, says)
    assert not PublishedItem.objects.exists() and not Import.objects.exists()
    assert path.read_bytes() == data


@pytest.mark.parametrize("command", COMMANDS)
def test_a_web_page_is_no_list_and_no_feed(tmp_path: Path, command: str) -> None:
    html = "<!doctype html><html><head><title>Trang chủ</title></head><body></body></html>".encode()
    words, path = COMMANDS[command], written(tmp_path / "rss.xml", html)
    order = (words[0], path, *words[1:]) if command == "certify" else (*words, path)
    sentence_of(call(*order), "rss.xml", "trang web")
    assert not Import.objects.exists()


def test_rows_before_the_break_of_a_list_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "cat.csv", TABLE.format(ROWS).encode() + b'99,"Tin bi cat')
    sentence_of(
        call("posts", "add", path, "--channel", "Trang tin"), "20 dòng đứng trước chỗ hỏng đã được giữ"
    )
    assert PublishedItem.objects.count() == 20


def test_rows_that_cannot_be_used_are_named_and_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", TABLE.format(ROWS + "99,Tin,hôm qua\n").encode())
    said = call("posts", "add", path, "--channel", "Trang tin")
    assert said.exit_code == 1 and "hôm qua" in said.stderr
    assert PublishedItem.objects.count() == 20 and SetAsideRow.objects.count() == 1


@pytest.mark.parametrize("limit", ["0", "0%", "140%", "140 %", "-3%", "nhiều", "15/0", ""])
def test_a_limit_that_is_no_share_is_refused(tmp_path: Path, limit: str) -> None:
    path = written(tmp_path / "a.csv", TABLE.format(ROWS).encode())
    sentence_of(call("certify", path, "--limit", limit), "iới hạn")
    assert not (tmp_path / "var" / "certify").exists(), "no run was begun"


# Names that nobody knows


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dispatches", "add", PDF, "--unit", "KHONG-CO"), "Không có đơn vị mã “KHONG-CO”"),
        (("posts", "add", PDF, "--channel", "Kênh lạ"), "Chưa có kênh “Kênh lạ”"),
        (("posts", "add", "khong-co.csv", "--channel", "Trang tin"), "Không mở được tệp khong-co.csv"),
        (("posts", "add", "http://[::1", "--channel", "Trang tin"), "không phải địa chỉ trang web"),
        (("posts", "add", "http://127.0.0.1:9/rss", "--channel", "Trang tin"), "Không kết nối được"),
        (("report", "--period", "2026-H3", "--unit", "LDLD", "--out", "a.docx"), "2026-H3"),
        (("report", "--period", "năm nay", "--unit", "LDLD", "--out", "a.docx"), "năm nay"),
        (("report", "--period", "2026-H2", "--unit", "KHONG-CO", "--out", "a.docx"), "KHONG-CO"),
        (("report", "--period", "2026-H2", "--unit", "LDLD", "--out", "a.pdf"), ".docx"),
        (("report", "--period", "2026-H2", "--unit", "LDLD", "--out", "khong-co/a.docx"), "Không có thư mục"),
        (("units", "import", "khong-co.csv"), "Không mở được tệp"),
        (("units", "import", PDF), "không phải văn bản thuần"),
        (("units", "letterhead", "KHONG-CO", "--kind", "union", "--symbol", "A", "--place", "B", "--signer-title", "C"),
         "KHONG-CO"),
        (("people", "link", "khong-co"), "khong-co"),
        (("dispatches", "add", PDF, "--unit", "LDLD", "--by", "khong-co"), "khong-co"),
        (("log", "verify", "--head", "abc"), "số:mã"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_knows_gets_one_sentence(words: tuple[object, ...], says: str) -> None:
    sentence_of(call(*words), says)
    assert not Dispatch.objects.exists() and not Import.objects.exists()


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HAICHIEU_DEBUG", "maybe"),
        ("HAICHIEU_MAX_UPLOAD_MB", "0"),
        ("HAICHIEU_CLOCK", "hôm qua"),
        ("HAICHIEU_BASE_URL", "localhost:8000"),
        ("HAICHIEU_SECRET_KEY", "ngắn"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgres://a:b@c:cong/d"),
    ],
)
def test_a_setting_that_makes_no_sense_gets_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    said = Program(tmp_path).run("units", "list", **{name: value})
    assert said.status != 0 and not said.out
    [line] = said.err.strip().splitlines()
    assert (name in line and "không" in line.lower()) or "quá ngắn" in line


def test_a_database_that_does_not_answer_gets_one_sentence(tmp_path: Path) -> None:
    said = Program(tmp_path, "postgres://ai@127.0.0.1:9/khong").run("units", "list")
    assert said.status != 0
    [line] = said.err.strip().splitlines()
    assert "ơ sở dữ liệu" in line


def test_an_office_without_tables_is_told_what_to_do(tmp_path: Path) -> None:
    said = Program(tmp_path).run("units", "list")
    assert said.status != 0
    [line] = said.err.strip().splitlines()
    assert "haichieu upgrade" in line
