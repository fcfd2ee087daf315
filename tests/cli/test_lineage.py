"""``haichieu lineage``: the chain in the terminal, as Mermaid, SVG or JSON, from the register or from files."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.main import main
from haichieu.dispatches.actions import add_dispatch
from haichieu.units.models import Unit
from tests.factories import NOW, make_unit
from tests.shared_data import DATA, ROOT, needs_data

pytestmark = pytest.mark.django_db

LETTERS = ROOT / "demo" / "letters"
PLAN, ORDER, DECISION = (
    LETTERS / name
    for name in (
        "ke-hoach-tinh-uy-45.pdf",
        "cong-van-lien-doan-lao-dong-412.txt",
        "quyet-dinh-lien-doan-lao-dong-1096.txt",
    )
)


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["lineage", *map(str, words)], prog_name="haichieu")


@pytest.fixture
def office() -> Unit:
    """The decision came first, the plan above it last."""
    unit = make_unit(code="LDLD-DT")
    for path in (DECISION, ORDER, PLAN):
        add_dispatch(by=None, unit=unit, file_name=path.name, data=path.read_bytes(), at=NOW)
    return unit


def test_the_demo_letters_make_a_chain_from_the_party_committee_down(office: Unit) -> None:
    said = call("số 412 / LDLD").stdout.splitlines()
    here = next(place for place, line in enumerate(said) if line.startswith("●"))
    assert any("thực hiện Kế hoạch số 45-KH/TU" in line and "(số " in line for line in said[:here])
    assert "Quyết định số 1096/QĐ-LĐLĐ" in said[here + 1]
    assert any("12-NQ/TU" in line and line.endswith("(chưa có)") for line in said)


def test_the_chain_as_mermaid_json_and_svg(office: Unit, tmp_path: Path) -> None:
    assert call("1096/QĐ-LĐLĐ", "--mermaid").stdout.startswith("flowchart BT\n")
    chart = json.loads(call("1096/QĐ-LĐLĐ", "--json").stdout)
    assert {"from", "to", "words"} == set(chart["arrows"][0])
    said = call("1096/QĐ-LĐLĐ", "--svg", tmp_path / "a.svg")
    assert said.exit_code == 0 and (tmp_path / "a.svg").read_text("utf-8").startswith("<svg ")
    assert "Không ghi được" in call("1096/QĐ-LĐLĐ", "--svg", tmp_path / "no" / "a.svg").stderr


def test_files_are_tied_without_a_register() -> None:
    said = call("--files", PLAN, ORDER, DECISION).stdout
    assert "Công văn số 412/LĐLĐ thực hiện Kế hoạch số 45-KH/TU\n" in said
    assert "Quyết định số 1096/QĐ-LĐLĐ căn cứ Công văn số 412/LĐLĐ\n" in said


def test_every_letter_of_a_bundle_and_of_an_archive_is_tied(tmp_path: Path) -> None:
    bundle = tmp_path / "hai.txt"
    bundle.write_text(f"{ORDER.read_text('utf-8')}\n\n{DECISION.read_text('utf-8')}", "utf-8")
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.writestr("412.txt", ORDER.read_bytes())
        archive.writestr("1096.txt", DECISION.read_bytes())
    for path in (bundle, tmp_path / "goi.zip"):
        said = call("--files", path)
        assert said.exit_code == 0, said.stderr
        assert "Quyết định số 1096/QĐ-LĐLĐ căn cứ Công văn số 412/LĐLĐ\n" in said.stdout


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_tied(tmp_path: Path) -> None:
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.4 cut")
    said = call("--files", ORDER, tmp_path / "hong.pdf", DECISION)
    assert said.exit_code == 1 and said.stderr.startswith("Lỗi: hong.pdf: ")
    assert "căn cứ Công văn số 412/LĐLĐ" in said.stdout


@pytest.mark.parametrize(
    "words", [(), ("999/LĐLĐ",), ("không rõ",), ("1/A", "2/B"), ("--files", "khong-co.txt")]
)
def test_what_cannot_be_found_is_one_sentence(words: tuple[str, ...]) -> None:
    said = call(*words)
    assert said.exit_code == 1 and said.stderr.startswith("Lỗi: ") and said.stderr.count("\n") == 1


@needs_data
def test_every_document_that_the_five_first_letters_cite_is_found() -> None:
    seeds = sorted((DATA / "seeds").glob("*.txt"))
    chart = json.loads(call("--files", *seeds, "--json").stdout)
    names = {letter["name"].split("số ")[-1] for letter in chart["letters"] if not letter["held"]}
    signs = "301/LĐLĐ 2362/UBND-VHTT 227/KH-UBND 07/CT-TTg 874/QĐ-BTTTT 3270-CV/BTGTU 309-CV/TU 310-CV/TU 01-KL/TW"
    assert {*signs.split(), "05-CT/TW", "142-KH/TU", "405-CV/BTGTU", "24-CT/TU"} == names
    words = [arrow["words"] for arrow in chart["arrows"]]
    assert words.count("căn cứ") >= 3 and words.count("thực hiện") >= 3
