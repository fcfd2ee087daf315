"""The PDF carries its own font, gives its text back and asks nothing of the network."""

import hashlib
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pdfplumber
import pytest

from haichieu.layout.document import FigureLink, Paragraph, Run
from haichieu.layout.pdf import BundledFonts, pdf_bytes, write_pdf
from tests.layout.factories import make_document, make_letter

#: Every letter that Vietnamese adds to the Latin alphabet, both cases.
LETTERS = (
    "ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ"
    "ĂÂĐÊÔƠƯÀẰẦÈỀÌÒỒỜÙỪỲẢẲẨẺỂỈỎỔỞỦỬỶÃẴẪẼỄĨÕỖỠŨỮỸÁẮẤÉẾÍÓỐỚÚỨÝẠẶẬẸỆỊỌỘỢỤỰỴ"
)


def lettered(tmp_path: Path) -> Path:
    """A PDF that uses every letter in four faces."""
    faces = ((False, False), (True, False), (False, True), (True, True))
    body = tuple(
        Paragraph((Run(f"{LETTERS} “1.234” – 13,9\u00a0% ≥ ₫", bold=b, italic=i),)) for b, i in faces
    )
    return write_pdf(make_document(body=body), tmp_path / "a.pdf")


def test_every_vietnamese_letter_comes_back_from_one_embedded_font(tmp_path: Path) -> None:
    with pdfplumber.open(lettered(tmp_path)) as pdf:
        chars = [char for page in pdf.pages for char in page.chars]
    text = "".join(char["text"] for char in chars)
    assert text.replace(" ", "").count(LETTERS) == 4
    families = {char["fontname"].split("+")[-1].split("-")[0] for char in chars}
    assert families == {"Tinos"}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_the_text_of_a_letter_can_be_copied_out_exactly(tmp_path: Path) -> None:
    path = write_pdf(make_letter(), tmp_path / "a.pdf")
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
    flat = " ".join(text.split())
    assert "V/v tăng cường truyền thông hai chiều" in flat
    assert "Đông Triều, ngày 05 tháng 3 năm 2026" in flat
    assert "cho ý kiến chỉ đạo./." in flat


def test_the_page_is_a4_and_only_later_pages_are_numbered(tmp_path: Path) -> None:
    with pdfplumber.open(write_pdf(make_document(), tmp_path / "a.pdf")) as pdf:
        assert [round(side / 72 * 25.4) for side in (pdf.pages[0].width, pdf.pages[0].height)] == [210, 297]
        tops = [page.crop((0, 0, page.width, 50)).extract_text() for page in pdf.pages]
    assert tops == ["", "2"]


def test_absolute_links_work_and_bare_paths_do_not_travel(tmp_path: Path) -> None:
    body = (Paragraph((FigureLink("12", "tin", "https://vi.example/a"), FigureLink("13", "tin", "/b"))),)
    with pdfplumber.open(write_pdf(make_document(body=body), tmp_path / "a.pdf")) as pdf:
        assert [link["uri"] for page in pdf.pages for link in page.hyperlinks] == ["https://vi.example/a"]


@pytest.mark.parametrize(
    "url",
    [
        "https://fonts.example/x.woff2",
        "file:///etc/passwd",
        "haichieu-font:../html.py",
        "haichieu-font:OFL.txt",
        "data:,x",
    ],
)
def test_nothing_but_the_bundled_fonts_is_ever_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="refused"):
        BundledFonts().fetch(url)


def test_the_fonts_are_those_that_were_reviewed() -> None:
    folder = resources.files("haichieu.layout").joinpath("fonts")
    listed = dict(line.split()[::-1] for line in folder.joinpath("SHA256SUMS.txt").read_text().splitlines())
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name.endswith("woff2")
    }
    assert found == listed
    assert "SIL OPEN FONT LICENSE" in folder.joinpath("OFL.txt").read_text(encoding="utf-8").upper()


def test_a_pdf_can_be_had_as_bytes_for_a_download() -> None:
    assert pdf_bytes(make_document()).startswith(b"%PDF-1.7")


def test_a_signature_never_stands_on_a_page_without_text(tmp_path: Path) -> None:
    for count in range(14, 24):
        body = tuple(Paragraph((Run(f"Đoạn {i} có vài chữ."),)) for i in range(count))
        with pdfplumber.open(write_pdf(make_document(body=body, annexes=()), tmp_path / "a.pdf")) as pdf:
            signed = next(text for page in pdf.pages if "Nơi nhận" in (text := page.extract_text()))
        assert f"Đoạn {count - 1}" in signed
