"""edXML messages go out and come back the same; hostile and broken ones end in one sentence."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules.exchange.edxml.codes import code_list, organisation_code_kind, read_document_id
from haichieu.dispatches.rules.exchange.edxml.letters import fields_of_message, message_of_reading
from haichieu.dispatches.rules.exchange.edxml.messages import (
    HANOI,
    Attachment,
    EdxmlMessage,
    EdxmlStatus,
    Organisation,
    Reference,
    Replacement,
    Signer,
    Staff,
    TraceStep,
)
from haichieu.dispatches.rules.exchange.edxml.reading import read_message
from haichieu.dispatches.rules.exchange.edxml.writing import NAMESPACE, write_message, write_status
from haichieu.dispatches.rules.exchange.errors import ExchangeError

HERE = Organisation(
    "H41.12", "UBND xã Đông Triều", "UBND tỉnh", "Số 1 đường Lê Lợi", "vt@dong.example", "0383", "", ""
)
THERE = Organisation("000.00.00.G22", "Văn phòng")
PDF = Attachment("cong van.pdf", b"%PDF-1.7 noi dung", "application/pdf", "Toàn văn")
ANSWERED = "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
ADDED, REMOVED = ("H41.1", True), ("H41.2", False)
LETTER = EdxmlMessage(
    sender=HERE,
    receivers=(THERE, Organisation("Z01LDLD")),
    number="12",
    notation="UBND-VX",
    issued=date(2026, 11, 5),
    subject="V/v tăng cường truyền thông “hai chiều” & lắng nghe",
    place="Đông Triều",
    signer=Signer("KT.", "PHÓ CHỦ TỊCH", "Lê Văn Tám"),
    due=date(2026, 11, 30),
    to_places=("Như trên", "Lưu: VT"),
    priority=2,
    steering=2,
    pages=3,
    response_for=(Reference("000.00.00.G22", "7816/VPCP-TTĐT", date(2015, 9, 30), ANSWERED),),
    attachments=(PDF, Attachment("phu luc.xlsx", b"PK\x03\x04bang")),
    trace=(TraceStep("H41.12", datetime(2026, 11, 5, 8, 30, tzinfo=HANOI)),),
)  # fmt: skip
CODES = st.sampled_from(["H41", "G22.3.12", "000.00.00.H41", "Z01ABC", "0101234567"])
#: What an office may type: any letters, single spaces, nothing that XML cannot hold.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
).map(lambda text: " ".join(text.split()))
NAMED = WORDS.filter(bool)
BODIES = st.builds(Organisation, CODES, *[WORDS] * 7)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=HANOI)
)
STAFF = st.builds(Staff, WORDS, WORDS, WORDS, WORDS)
REFERENCES = st.builds(Reference, CODES, NAMED.filter(lambda sign: "," not in sign), DAYS, st.just(""))
FILES = st.builds(
    Attachment,
    st.from_regex(r"[a-zđ0-9][a-zđ0-9 ]{0,8}[a-z]\.(pdf|docx|zip)", fullmatch=True),
    st.binary(),
    NAMED,
    WORDS,
)
MESSAGES = st.builds(
    EdxmlMessage,
    sender=BODIES,
    receivers=st.lists(BODIES, min_size=1, max_size=3).map(tuple),
    number=NAMED,
    notation=NAMED,
    issued=DAYS,
    subject=NAMED,
    place=WORDS,
    kind=st.sampled_from(sorted(code_list("document_type").values())),
    content=WORDS,
    signer=st.builds(Signer, WORDS, WORDS, WORDS),
    due=st.none() | DAYS,
    to_places=st.lists(NAMED, max_size=3).map(tuple),
    priority=st.integers(0, 4),
    steering=st.integers(1, 3),
    pages=st.none() | st.integers(0, 999),
    copies=st.none() | st.integers(0, 999),
    response_for=st.lists(REFERENCES, max_size=2).map(tuple),
    attachments=st.lists(FILES, max_size=3).map(tuple),
    trace=st.lists(st.builds(TraceStep, CODES, MOMENTS), max_size=2).map(tuple),
    staff=STAFF,
    paper=st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(MESSAGES)
def test_a_letter_comes_back_as_it_went(message: EdxmlMessage) -> None:
    written = write_message(message)
    assert read_message(written) == message
    assert write_message(read_message(written)) == written


@pytest.mark.parametrize(
    "message",
    [
        LETTER,
        replace(LETTER, purpose="recall", about=LETTER.document_id, reason="Gửi nhầm"),
        replace(LETTER, purpose="update", about=LETTER.document_id, receiver_changes=(ADDED, REMOVED)),
        replace(LETTER, purpose="replace", replacements=(Replacement("H41,2026/01/02,3/UBND", ("H41.1", "H41.2")),)),
    ],
    ids=lambda message: message.purpose,
)  # fmt: skip
def test_every_purpose_of_a_message(message: EdxmlMessage) -> None:
    assert read_message(write_message(message)) == message


@settings(deadline=None)
@given(REFERENCES, BODIES, st.sampled_from(sorted(code_list("status"))), MOMENTS, NAMED, STAFF)
def test_a_status_comes_back_as_it_went(
    answered: Reference, sender: Organisation, code: str, at: datetime, words: str, staff: Staff
) -> None:
    status = EdxmlStatus(answered, sender, code, at, words, staff)
    assert read_message(write_status(status)) == status


def test_statuses_say_what_they_mean() -> None:
    assert sorted(code_list("status")) == ["01", "02", "03", "04", "05", "06", "13", "15", "16"]
    status = EdxmlStatus(Reference("G22", "1/VP", None, ""), HERE, "03", datetime(2026, 11, 5, 1, tzinfo=UTC))
    back = read_message(write_status(status))
    assert back.description == status.sentence == "Đã tiếp nhận: văn thư đã tiếp nhận"
    assert back.at == status.at and back.at.hour == 8


def test_names_are_written_with_the_prefix_that_other_systems_look_for() -> None:
    text = write_message(LETTER).decode()
    assert f'<edXML xmlns="{NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">' in text
    assert "<edXML:BussinessDocType>0<" in text and "<AttachmentEncoded><Attachment>" in text


def test_a_letter_as_read_becomes_a_message_and_back() -> None:
    values = {
        "kind": "kế hoạch", "number": "12", "symbol": "KH-UBND", "date": "2026-11-05", "subject": "Tổ chức hội thi",
        "place": "Đông Triều", "recipients": ["Như trên"], "addressees": [], "issuer": "UBND XÃ ĐÔNG TRIỀU",
        "signer": {"authority": "KT.", "title": "PHÓ CHỦ TỊCH", "name": None},
    }  # fmt: skip
    message = message_of_reading(
        values,
        files=[("kh.pdf", b"%PDF")],
        sender=replace(HERE, name=str(values["issuer"])),
        receivers=[Organisation("G22")],
        at=datetime(2026, 11, 5, 8, tzinfo=HANOI),
    )
    assert fields_of_message(read_message(write_message(message))) == values
    with pytest.raises(ExchangeError, match="ngày, tháng, năm"):
        message_of_reading({"date": "2026-11"}, files=[], sender=HERE, receivers=[], at=LETTER.trace[0].at)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sender": Organisation("xyz")}, "Mã định danh của nơi gửi “xyz”"),
        ({"receivers": ()}, "chưa có nơi nhận"),
        ({"receivers": (Organisation(""),)}, r"\(trống\)"),
        ({"number": " "}, "thiếu số"),
        ({"subject": "", "notation": ""}, "thiếu ký hiệu, trích yếu"),
        ({"priority": 9}, "Mức độ khẩn"),
        ({"purpose": "recall"}, "phải nêu mã của văn bản"),
        ({"purpose": "replace"}, "được thay thế"),
    ],
)
def test_what_cannot_be_sent_is_said(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        write_message(replace(LETTER, **changes))


def with_namespace(uri: str) -> bytes:
    return write_message(LETTER).replace(NAMESPACE.encode(), uri.encode())


def zip_of(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "không phải XML"),
        (b"khong phai xml", "không phải XML"),
        (b"<a/>", "không phải gói tin edXML"),
        (f'<edXML xmlns="{NAMESPACE}"/>'.encode(), "MessageHeader"),
        (with_namespace("urn:la"), "không gian tên lạ"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DTD"),
        (b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>', "DTD"),
        (b'<!DOCTYPE a SYSTEM "http://attacker.example/a.dtd"><a/>', "DTD"),
        (b"<a>" * 200 + b"</a>" * 200, "lồng quá sâu"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "quá nhiều phần tử"),
        (
            write_message(LETTER).replace(b">0</edXML:BussinessDocType", b">7</edXML:BussinessDocType"),
            "nghiệp vụ lạ",
        ),
        (
            write_message(LETTER).replace(b"<ContentTransferEncoded>", b"<ContentTransferEncoded>@@"),
            "mã hóa hỏng",
        ),
        (
            write_message(LETTER).replace(b"<ContentTransferEncoded>", "<ContentTransferEncoded>ê".encode()),
            "mã hóa hỏng",
        ),
        (write_message(LETTER)[:-40], "không phải XML"),
        (b'<?xml version="1.0" encoding="la-lung"?><a/>', "không phải XML"),
    ],
)
def test_hostile_and_broken_messages_end_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        read_message(data)


def test_a_message_too_large_is_not_parsed() -> None:
    with pytest.raises(ExchangeError, match="quá lớn"):
        read_message(b"<a>" + b" " * 2**20 + b"</a>", max_bytes=2**20)


def test_a_small_zip_that_unpacks_large_is_refused() -> None:
    bomb = zip_of(("a.txt", b"0" * 2**21))
    message = replace(LETTER, attachments=(Attachment("a.txt", bomb),))
    with pytest.raises(ExchangeError, match="giải nén ra quá lớn"):
        read_message(write_message(message), max_bytes=2**20)


def test_a_file_that_a_system_zipped_is_unpacked() -> None:
    message = replace(LETTER, attachments=(Attachment("cv.pdf", zip_of(("cv.pdf", PDF.data))),))
    assert read_message(write_message(message)).attachments[0].data == PDF.data
    two = replace(LETTER, attachments=(Attachment("cv.pdf", zip_of(("a", b"1"), ("b", b"2"))),))
    assert read_message(write_message(two)) == two


def test_a_name_cannot_leave_its_folder() -> None:
    message = replace(
        LETTER, attachments=(Attachment("..\\../..\\etc/passwd", b"x"), Attachment("../..", b"y"))
    )
    back = read_message(write_message(message))
    assert [file.name for file in back.attachments] == ["passwd", "tep-dinh-kem"]


def test_an_older_system_is_understood_and_said() -> None:
    back = read_message(with_namespace("http://www.go.vn/eDoc"))
    assert back == LETTER and "không gian tên cũ" in back.warnings[0]


def test_a_file_that_is_announced_but_missing_is_said() -> None:
    text = write_message(LETTER).decode()
    start, end = text.index("<AttachmentEncoded>"), text.index("</AttachmentEncoded>")
    back = read_message((text[:start] + text[end + len("</AttachmentEncoded>") :]).encode())
    assert not back.attachments and "“cong van.pdf”" in back.warnings[0]


@pytest.mark.parametrize(
    ("code", "kind"),
    [("G22", "mã định danh điện tử"), ("H41.12.3A", "mã định danh điện tử"), ("000.00.00.H41", "mã cũ"),
     ("Z09LDLD", "mã tổ chức khác"), ("Z09.LD", None), ("H4", None), ("h41", None), ("H41." + "A" * 40, None),
     ("0101234567-001", "mã số doanh nghiệp"), ("", None)],
)  # fmt: skip
def test_codes_of_organisations(code: str, kind: str | None) -> None:
    assert organisation_code_kind(code) == kind


@given(CODES, DAYS, NAMED)
def test_a_document_id_has_its_parts(code: str, day: date, sign: str) -> None:
    known = read_document_id(f"{code},{day:%Y/%m/%d},{sign}")
    assert known is not None and (known.organisation, known.issued, known.sign) == (code, day, sign)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=6))
def test_a_damaged_message_is_read_or_refused(place: int, damage: bytes) -> None:
    data = bytearray(write_message(LETTER))
    place %= len(data)
    data[place : place + len(damage)] = damage
    try:
        read_message(bytes(data))
    except ExchangeError as error:
        assert "\n" not in str(error)
