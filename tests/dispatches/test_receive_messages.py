"""Messages of other e-offices come in as letters: envelope and files are used, the bytes stay as they came."""

from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import Intake, Receipt, receive_file
from haichieu.dispatches.exchange import Attachment, read_akoma_ntoso, read_edxml, write_akoma_ntoso
from haichieu.dispatches.models import Dispatch, LetterMessage
from haichieu.dispatches.queries import current_reading, letter_as_akoma_ntoso, message_again, message_file
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.limited import Readers
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.dispatches.messages import ANNEX, message, written
from tests.dispatches.test_receive_files import packed
from tests.factories import NOW

pytestmark = pytest.mark.django_db

DUTIES = """PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Công văn số 512/LĐLĐ ngày 05/11/2026)

1. Các công đoàn cơ sở tổ chức tập huấn cho cộng tác viên, hoàn thành trước ngày 15/12/2026.
"""
BOMB = b'<?xml version="1.0"?><!DOCTYPE edXML [<!ENTITY a "b">]><edXML>&a;</edXML>'


def receive(cast: Cast, name: str, data: bytes) -> tuple[Receipt, ...]:
    with Readers() as readers:
        return receive_file(name, data, Intake(cast.minh, cast.federation, NOW, readers))


def values(letter: Dispatch) -> dict[str, object]:
    reading = current_reading(letter)
    assert reading is not None
    return reading.values


def test_a_message_becomes_a_letter_with_what_its_envelope_says(cast: Cast) -> None:
    letter = receive(cast, "goi.edxml", written())[0].dispatch
    assert (letter.number, letter.symbol, letter.date) == ("512", "LĐLĐ", "2026-11-05")
    assert "Kính gửi" in letter.text and not letter.set_aside and not letter.waits_since
    kept = letter.message
    assert (kept.organisation, kept.receivers, kept.purpose) == ("H41.1", ["H41.12"], "new")
    assert kept.document_id == "H41.1,2026/11/05,512/LĐLĐ"


def test_its_files_are_read_where_they_can_be_and_kept_where_not(cast: Cast) -> None:
    letter = receive(cast, "goi.edxml", written())[0].dispatch
    first, annex = letter.message.files.order_by("position")
    assert first.is_letter and not first.set_aside
    assert not annex.is_letter and annex.set_aside and annex.size == len(ANNEX.data)
    assert message_file(letter, 1).data == ANNEX.data and message_file(letter, 2) is None


def test_what_came_in_goes_out_again_with_everything_it_carried(cast: Cast) -> None:
    data = written(due=date(2026, 12, 1), priority=2, steering=2)
    letter = receive(cast, "goi.edxml", data)[0].dispatch
    with letter.file.open("rb") as stored:
        assert stored.read() == data
    assert message_again(letter) == data and read_edxml(message_again(letter)) == read_edxml(data)


def test_the_letter_among_the_files_is_the_one_with_the_number_of_the_message(cast: Cast) -> None:
    cover = Attachment("phieu gui.txt", LETTER.replace("512/LĐLĐ", "9/PG").encode())
    letter = receive(cast, "g.edxml", written(files=(cover, *message().attachments)))[0].dispatch
    assert letter.number == "512" and "512/LĐLĐ" in letter.text
    assert letter.message.files.get(is_letter=True).position == 1


def test_what_an_annex_asks_for_is_asked_for(cast: Cast) -> None:
    files = (*message().attachments, Attachment("phu luc.txt", DUTIES.encode()))
    letter = receive(cast, "g.edxml", written(files=files))[0].dispatch
    asked = [str(owed["text"]) for owed in values(letter)["obligations"]]
    assert "tổ chức tập huấn cho cộng tác viên" in asked[-1] and "tổ chức tập huấn" in letter.text
    assert len(asked) == len(read_dispatch(LETTER).to_dict()["obligations"]) + 1


def test_a_second_copy_of_the_letter_among_the_files_asks_for_nothing_twice(cast: Cast) -> None:
    first = message().attachments[0]
    files = (first, Attachment("ban word.md", first.data))
    letter = receive(cast, "g.edxml", written(files=files))[0].dispatch
    assert len(values(letter)["obligations"]) == len(read_dispatch(LETTER).to_dict()["obligations"])
    assert any(
        "“ban word.md” trong gói tin là một văn bản riêng" in said for said in values(letter)["warnings"]
    )


def test_an_envelope_that_differs_from_its_letter_says_so(cast: Cast) -> None:
    letter = receive(cast, "g.edxml", written(number="513"))[0].dispatch
    assert letter.number == "513"
    assert "Gói tin ghi số 513, văn bản ghi số 512: hãy soát lại." in values(letter)["warnings"]


def test_a_message_without_a_file_that_can_be_read_keeps_its_envelope(cast: Cast) -> None:
    letter = receive(cast, "g.edxml", written(files=(ANNEX,)))[0].dispatch
    assert (letter.number, letter.subject) == ("512", "cân đối nội dung truyền thông")
    assert values(letter)["states"]["number"] == "value" and not letter.set_aside
    assert "phong bì" in values(letter)["warnings"][0]


def test_a_letter_taken_back_says_so_first(cast: Cast) -> None:
    data = written(purpose="recall", about="H41.1,2026/11/01,500/LĐLĐ", reason="Gửi nhầm nơi nhận.")
    letter = receive(cast, "g.edxml", data)[0].dispatch
    assert values(letter)["warnings"][0] == (
        "Gói tin này đề nghị thu hồi văn bản đã gửi (H41.1,2026/11/01,500/LĐLĐ): Gửi nhầm nơi nhận."
    )


def test_the_same_message_twice_is_one_letter(cast: Cast) -> None:
    first, second = (receive(cast, name, written())[0] for name in ("a.edxml", "b.xml"))
    assert first.dispatch == second.dispatch and (first.is_new, second.is_new) == (True, False)


def test_messages_in_an_archive_are_letters_too(cast: Cast) -> None:
    receipts = receive(
        cast, "goi.zip", packed(thu__edxml=written(), hai__xml=written(number="514", files=()))
    )
    assert [receipt.dispatch.number for receipt in receipts] == ["512", "514"]
    assert {receipt.dispatch.package for receipt in receipts} == {"goi.zip"}


def test_a_locked_message_in_an_archive_keeps_its_reason_and_its_bytes(cast: Cast) -> None:
    data = bytearray(packed(khoa__edxml=written(), thu__txt=LETTER.encode()))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    letter, package = (receipt.dispatch for receipt in receive(cast, "goi.zip", bytes(data)))
    assert letter.number == "512" and letter.file_name == "thu.txt"
    assert "khoa.edxml (Tệp trong gói có mật khẩu" in package.set_aside
    with package.file.open("rb") as stored:
        assert stored.read() == bytes(data)


def test_an_empty_message_in_an_archive_is_no_letter(cast: Cast) -> None:
    receipts = receive(cast, "goi.zip", packed(rong__edxml=b"", thu__txt=LETTER.encode()))
    assert [receipt.dispatch.file_name for receipt in receipts] == ["thu.txt", "goi.zip"]
    assert "rong.edxml (Tệp rỗng" in receipts[1].dispatch.set_aside


def test_messages_in_a_mail_are_letters_too(cast: Cast) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "vanthu@dongtrieu.example", "Công văn 512", "<1@x>"
    mail.set_content("Kính gửi văn bản kèm theo.")
    mail.add_attachment(written(), maintype="text", subtype="xml", filename="goi.xml")
    letter = next(
        receipt.dispatch for receipt in receive(cast, "thu.eml", mail.as_bytes()) if "goi" in receipt.name
    )
    assert (letter.number, letter.package, letter.message.organisation) == ("512", "thu.eml", "H41.1")


def test_a_message_with_a_scan_waits_for_a_job(cast: Cast) -> None:
    scan = Attachment("trang.png", b"\x89PNG\r\n\x1a\n hong")
    letter = receive(cast, "g.edxml", written(files=(scan, *message().attachments)))[0].dispatch
    assert letter.waits_since is not None and not LetterMessage.objects.exists()
    list(run_waiting(clock=lambda: NOW + timedelta(minutes=5)))
    letter.refresh_from_db()
    assert letter.number == "512" and letter.message.files.count() == 3


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("bom.edxml", BOMB, "thực thể ngoài"),
        ("bom.xml", BOMB, "thực thể ngoài"),
        ("hong.edxml", b"<edXML><", "XML đúng dạng"),
        ("rong.edxml", b"khong phai xml", "XML đúng dạng"),
        ("sau.edxml", b"<edXML>" + b"<a>" * 500, "lồng quá sâu"),
        ("la.xml", b'<edXML xmlns="urn:khac"/>', "không gian tên lạ"),
        (
            "trong.xml",
            b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>',
            "không có chữ",
        ),
    ],
)
def test_a_hostile_or_broken_file_ends_in_one_sentence_and_is_kept(
    cast: Cast, name: str, data: bytes, word: str
) -> None:
    letter = receive(cast, name, data)[0].dispatch
    assert word in letter.set_aside and letter.set_aside.count(".") == 1
    with letter.file.open("rb") as stored:
        assert stored.read() == data


def test_an_akoma_ntoso_document_is_a_letter_with_the_fields_that_people_confirmed(cast: Cast) -> None:
    read = read_dispatch(LETTER).to_dict()
    confirmed = {"subject": "về cân đối nội dung", "recipients": ["Như trên"], "obligations": []}
    data = write_akoma_ntoso({**read, **confirmed}, made=date(2026, 11, 6))
    letter = receive(cast, "cv.akn.xml", data)[0].dispatch
    assert letter.subject == "về cân đối nội dung" and letter.number == "512"
    assert values(letter)["recipients"] == ["Như trên"]
    assert len(values(letter)["obligations"]) == len(read["obligations"]) and letter.text == read["text"]


def test_a_letter_goes_as_akoma_ntoso_and_comes_back(cast: Cast) -> None:
    letter = receive(cast, "goi.edxml", written())[0].dispatch
    back = read_akoma_ntoso(letter_as_akoma_ntoso(letter, made=NOW.date()))
    assert back.text == letter.text and back.values is not None and back.values["number"] == "512"


def test_names_of_private_persons_stay_out_of_archives_and_what_people_confirmed_stays_in(cast: Cast) -> None:
    told = LETTER.replace(
        "nghiêm túc triển khai", "thăm hỏi bà Trần Thị Mơ, trú tại thôn 3, nghiêm túc triển khai"
    )
    letter = receive(cast, "cv.txt", told.encode())[0].dispatch
    reading = current_reading(letter)
    assert reading is not None
    reading.values = {**reading.values, "issuer": "Liên đoàn Lao động tỉnh Đông Triều", "decisions": {}}
    reading.save()
    written = letter_as_akoma_ntoso(letter, made=NOW.date())
    back = read_akoma_ntoso(written).values
    assert back is not None and back["issuer"] == "Liên đoàn Lao động tỉnh Đông Triều"
    assert "Mơ" not in written.decode() and "decisions" not in back
