"""What others wrote on the letter is kept apart from its own number, date and name."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN\nSố: 134/LĐLĐ\nHà Sơn, ngày 09 tháng 5 năm 2024\n"
BODY = "\nKính gửi: Các công đoàn cơ sở.\n\nĐề nghị báo cáo.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
SIGNED = "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\nLê Thị Hoa\n"
STAMPS = (
    "CÔNG VĂN ĐẾN\nSố: 1187\nNgày: 12/5/2024\nChuyển: Văn phòng\n",
    "ĐẾN Số: 1187 Ngày 12/5/2024\n",
    "ĐẾN     Số: 1187     Ngày 12/5\n",
    "Số đến: 1187\nNgày đến: 12/5/24\nLưu hồ sơ số: ……\n",
    "CÔNG VĂN ĐẾN\nSố: 1187\nNgày 12 tháng 5 năm 2024\n",
    "CÔNG VĂN ĐẾN\nĐến số: 1187\nNgày: 12/5/2024\nChuyển: Ban Tài chính\n",
    "CÔNG VĂN ĐẾN Đến số: 1187 Ngày: 12/5/2024 Chuyển: Ban Tài chính\n",
    "ĐẾN Giờ: 8h Số đến: 1187/2024 Ngày: 12/5/2024\n",
    "ĐẾN\nGiờ: 8h30\nSố đến: 1187/2024\nNgày đến: 12/5/2024\n",
    "VĂN BẢN ĐẾN\nSố: 1187/Đ\nNgày: 12/5/2024\n",
    "Công văn đến số: 1187 ngày 12/5/2024\n",
)


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("above", [True, False])
def test_the_stamp_of_arrival_is_not_the_number_of_the_letter(stamp: str, above: bool) -> None:
    reading = read_dispatch((stamp + HEAD if above else HEAD + stamp) + BODY + SIGNED)
    assert (reading.number, reading.symbol, reading.date) == ("134", "LĐLĐ", "2024-05-09")
    assert reading.stamp is not None
    assert (reading.stamp["number"], reading.stamp["date"]) == ("1187", "2024-05-12")


@pytest.mark.parametrize(
    "line",
    ["Đến số lượng 45 đoàn viên thì dừng.", "đến số nhà 12 ngày 3/4/2024 để nhận.", "Số: 15/2024/TT-BNV."],
)
def test_words_like_those_of_a_stamp_are_none(line: str) -> None:
    assert read_dispatch(HEAD + BODY.replace("Đề nghị báo cáo.", f"Đề nghị báo cáo.\n{line}")).stamp is None


def test_a_letter_without_stamps_has_none() -> None:
    reading = read_dispatch(HEAD + BODY + SIGNED)
    assert reading.stamp is None
    assert reading.states["stamp"] == "blank"


def test_a_blank_number_under_a_stamp_stays_blank() -> None:
    reading = read_dispatch("ĐẾN\nSố: 88\n" + HEAD.replace("134", "   ") + BODY)
    assert (reading.number, reading.states["number"]) == (None, "blank")


def test_a_digital_signature_is_neither_the_date_nor_the_signer() -> None:
    trace = "Ký bởi: Liên đoàn Lao động tỉnh Hà Sơn\nEmail: a@hason.example\nThời gian ký: 10.05.2024 15:12:46 +07:00\n"
    reading = read_dispatch(trace + HEAD + BODY + SIGNED)
    assert reading.date == "2024-05-09"
    assert reading.signer["name"] == "Lê Thị Hoa"
    assert reading.stamp is not None
    assert reading.stamp["signed_by"] == "Liên đoàn Lao động tỉnh Hà Sơn"
    assert reading.stamp["signed_at"] == "2024-05-10T15:12:46"


def test_the_number_of_a_certified_copy_is_not_the_letters() -> None:
    copy = "SAO Y BẢN CHÍNH\nSố: 45/SY-UBND\n"
    reading = read_dispatch(copy + HEAD + BODY + SIGNED)
    assert (reading.number, reading.symbol) == ("134", "LĐLĐ")


@pytest.mark.parametrize(
    ("mark", "urgency", "secrecy"),
    [
        ("HỎA TỐC", "hỏa tốc", None),
        ("KHẨN", "khẩn", None),
        ("THƯỢNG KHẨN", "thượng khẩn", None),
        ("MẬT", None, "mật"),
        ("Độ mật: TỐI MẬT", None, "tối mật"),
        ("HOẢ TỐC", "hỏa tốc", None),
    ],
)
def test_marks_of_urgency_and_secrecy_are_read(mark: str, urgency: str | None, secrecy: str | None) -> None:
    reading = read_dispatch(HEAD + mark + "\n" + BODY + SIGNED)
    assert (reading.urgency, reading.secrecy) == (urgency, secrecy)
    assert reading.issuer == "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN"


def test_words_of_the_body_are_no_marks() -> None:
    reading = read_dispatch(
        HEAD + BODY.replace("Đề nghị báo cáo.", "Đến ngày 30/6 phải xong.\nMật độ dân cư cao.")
    )
    assert (reading.urgency, reading.secrecy, reading.stamp) == (None, None, None)


def test_annexes_are_named_with_their_place() -> None:
    annex = (
        "\nPHỤ LỤC I\nDANH SÁCH ĐƠN VỊ\n(Kèm theo Công văn số 134/LĐLĐ)\n1. Công đoàn A\n\n"
        "PHỤ LỤC II\nMẪU BÁO CÁO\n…"
    )
    reading = read_dispatch(HEAD + BODY + SIGNED + annex)
    assert [a["title"] for a in reading.annexes] == ["PHỤ LỤC I DANH SÁCH ĐƠN VỊ", "PHỤ LỤC II MẪU BÁO CÁO"]
    start, end = reading.annexes[0]["span"]
    assert reading.text[start:end].endswith("Công đoàn A")
