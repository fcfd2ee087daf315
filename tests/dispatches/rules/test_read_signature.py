# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""The end of the letter: recipients and signer, in any order and however the columns were flattened."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "Số: 5/UBND\nHà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo\n\nKính gửi: Các xã.\n\nĐề nghị các xã triển khai thực hiện./.\n\n"
LIST = ("Như trên", "UBND tỉnh (b/c)", "Lưu: VT, VP(2b)")

CELLS = "Nơi nhận:\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT, VP(2b).\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n(Đã ký)\n\nTrần Thị Mai\n"
COLUMNS = "Nơi nhận:                          KT. GIÁM ĐỐC\n- Như trên;                        PHÓ GIÁM ĐỐC\n- UBND tỉnh (b/c);\n- Lưu: VT, VP(2b).\n                                   Trần Thị Mai\n"
ROW = "| Nơi nhận: - Như trên; - UBND tỉnh (b/c); - Lưu: VT, VP(2b). | KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Thị Mai |\n|---|---|\n"
JOINED = (
    "Nơi nhận: KT.GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- UBND tỉnh (b/c);\n- Lưu: VT, VP(2b). Trần Thị Mai\n"
)
SIGNED_FIRST = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Thị Mai\n\nNơi nhận:\n\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT, VP(2b).\n"


@pytest.mark.parametrize(
    "end", [CELLS, COLUMNS, ROW, JOINED, SIGNED_FIRST], ids=["cells", "columns", "row", "joined", "first"]
)
def test_recipients_and_signer_are_told_apart(end: str) -> None:
    reading = read_dispatch(HEAD + end)
    assert reading.recipients == LIST
    assert reading.signer == {"authority": "KT.", "title": "PHÓ GIÁM ĐỐC", "name": "Trần Thị Mai"}


@pytest.mark.parametrize(
    ("lines", "authority", "title"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. KT.", "PHÓ CHỦ TỊCH"),
        ("TL. TỔNG CỤC TRƯỞNG\nKT. VỤ TRƯỞNG VỤ CHÍNH SÁCH\nPHÓ VỤ TRƯỞNG", "TL. KT.", "PHÓ VỤ TRƯỞNG"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ", "TM.", "BÍ THƯ"),
        ("TUQ. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", "TUQ.", "CHÁNH VĂN PHÒNG"),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM", "KT.", "PHÓ CHỦ NHIỆM"),
        ("TRƯỞNG BAN", None, "TRƯỞNG BAN"),
    ],
)
def test_authority_and_own_title_of_the_signer(lines: str, authority: str | None, title: str) -> None:
    signer = read_dispatch(f"{HEAD}Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{lines}\n\nY Thuyên Mlô\n").signer
    assert signer == {"authority": authority, "title": title, "name": "Y Thuyên Mlô"}


def test_what_follows_the_signature_is_an_annex() -> None:
    reading = read_dispatch(HEAD + CELLS + "\nDANH SÁCH\n1. Trường A\n2. Trường B\n")
    assert reading.signer["name"] == "Trần Thị Mai"
    assert len(reading.obligations) == 1


def test_a_letter_without_an_end_is_still_read() -> None:
    reading = read_dispatch(HEAD)
    assert reading.recipients == () and reading.signer == {"authority": None, "title": None, "name": None}
    assert any("chữ ký" in warning for warning in reading.warnings)


def test_after_q_stands_the_signers_own_title() -> None:
    reading = read_dispatch(
        HEAD + "TM. BAN THƯỜNG VỤ\nQ. CHỦ TỊCH\n\nTrần Thị Mai\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert reading.signer == {"authority": "TM. Q.", "title": "CHỦ TỊCH", "name": "Trần Thị Mai"}
