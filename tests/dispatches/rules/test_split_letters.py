"""Several letters in one file."""

import itertools

import pytest

from haichieu.dispatches.rules import read_dispatch, split_letters

UNION = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Số: 134/LĐLĐ                        Độc lập - Tự do - Hạnh phúc\n"
    "V/v báo cáo quý II                  Hà Sơn, ngày 09 tháng 5 năm 2024\n\n"
    "Kính gửi: Các công đoàn cơ sở.\n\nĐề nghị gửi báo cáo trước ngày 20/6/2024./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\nLê Thị Hoa"
)
COMMUNE = (
    "ỦY BAN NHÂN DÂN\nXÃ PHÚ LỘC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 77/UBND-VP\nPhú Lộc, ngày 10 tháng 5 năm 2024\nV/v vệ sinh môi trường\n\nKính gửi: Các thôn.\n\n"
    "Các thôn ra quân dọn vệ sinh, báo cáo trước ngày 25/5/2024.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "CHỦ TỊCH\n\nTrần Văn Bình"
)
YOUTH = (
    "ĐOÀN TNCS HỒ CHÍ MINH\nBCH ĐOÀN XÃ PHÚ LỘC\n***\nSố: 31-CV/ĐTN\nPhú Lộc, ngày 12 tháng 5 năm 2024\n"
    "V/v ra quân hè\n\nKính gửi: Các chi đoàn.\n\nCác chi đoàn đăng ký trước ngày 30/5/2024.\n\n"
    "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\nPhạm Văn Sơn\n\nNơi nhận:\n- Như trên;\n- Lưu: VP."
)
LETTERS = {"134": UNION, "77": COMMUNE, "31": YOUTH}


@pytest.mark.parametrize("order", list(itertools.permutations(LETTERS)))
@pytest.mark.parametrize("between", ["\n\n", "\n\f", "\n"])
def test_letters_one_after_another_are_told_apart(order: tuple[str, ...], between: str) -> None:
    pieces = split_letters(between.join(LETTERS[number] for number in order))
    assert [read_dispatch(piece).number for piece in pieces] == list(order)


@pytest.mark.parametrize("number", LETTERS)
def test_one_letter_is_left_as_it_is(number: str) -> None:
    assert split_letters(LETTERS[number]) == (LETTERS[number],)


def test_each_piece_is_read_like_the_letter_alone() -> None:
    for piece, whole in zip(
        split_letters(f"{UNION}\f{COMMUNE}\f{YOUTH}"), (UNION, COMMUNE, YOUTH), strict=True
    ):
        one, other = read_dispatch(piece).to_dict(), read_dispatch(whole).to_dict()
        assert [one[key] for key in ("issuer", "date", "addressees", "recipients", "signer")] == [
            other[key] for key in ("issuer", "date", "addressees", "recipients", "signer")
        ]


@pytest.mark.parametrize("number", LETTERS)
@pytest.mark.parametrize("between", ["\n\n", "\n\f", "\f", "\n"])
@pytest.mark.parametrize("copies", [2, 3])
def test_copies_of_one_letter_are_told_apart(number: str, between: str, copies: int) -> None:
    pieces = split_letters(between.join([LETTERS[number]] * copies))
    assert [read_dispatch(piece).number for piece in pieces] == [number] * copies
    duties = len(read_dispatch(LETTERS[number]).obligations)
    assert all(len(read_dispatch(piece).obligations) == duties for piece in pieces)


def test_an_annex_that_names_the_number_again_stays_with_its_letter() -> None:
    annex = (
        "\n\nLIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 134/LĐLĐ\n"
        "Hà Sơn, ngày 09 tháng 5 năm 2024\n\nBIỂU MẪU BÁO CÁO\n\n1. Số đoàn viên mới kết nạp trong quý.\n"
        "2. Số công đoàn cơ sở thành lập mới.\n\nTM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\nLê Thị Hoa"
    )
    assert split_letters(UNION + annex) == (UNION + annex,)


def test_an_attached_plan_with_its_own_number_stays_with_its_letter() -> None:
    plan = (
        "\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/KH-LĐLĐ\nHà Sơn, ngày 09 tháng 5 năm 2024\n\nKẾ HOẠCH\n"
        "Tháng Công nhân\n(Kèm theo Công văn số 134/LĐLĐ ngày 09/5/2024)\n\n1. Thăm công nhân.\n\n"
        "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\nLê Thị Hoa"
    )
    text = UNION + plan
    assert split_letters(text) == (text,)
    assert [annex["title"] for annex in read_dispatch(text).annexes] == ["KẾ HOẠCH Tháng Công nhân"]


def test_a_form_to_fill_in_is_no_letter() -> None:
    form = (
        "\nMẫu số 01\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: ……/……\n……, ngày … tháng … năm ……\n\n"
        "BÁO CÁO\n\nNơi nhận:\n- …\nTHỦ TRƯỞNG ĐƠN VỊ"
    )
    assert split_letters(UNION + form) == (UNION + form,)


def test_pages_of_each_letter_are_kept() -> None:
    second = COMMUNE.replace("\n\nNơi nhận", "\n\f\nNơi nhận")
    pieces = split_letters(f"{UNION}\f{second}")
    assert [piece.count("\f") for piece in pieces] == [0, 1]
