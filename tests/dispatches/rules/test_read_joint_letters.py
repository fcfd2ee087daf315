"""A letter of several bodies keeps all of them, and all who signed it."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch

BODIES = "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN - SỞ Y TẾ"
BESIDE = (
    "TM. BAN THƯỜNG VỤ LĐLĐ TỈNH          KT. GIÁM ĐỐC SỞ Y TẾ\n      CHỦ TỊCH                         PHÓ GIÁM ĐỐC\n\n"
    "     Lê Thị Hoa                        Trần Văn Bình\n"
)
BELOW = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nLê Thị Hoa\n\nKT. GIÁM ĐỐC SỞ Y TẾ\nPHÓ GIÁM ĐỐC\n\nTrần Văn Bình\n"
ALONE = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nLê Thị Hoa\n"


def read(bodies: str = BODIES, title: str = "CHƯƠNG TRÌNH PHỐI HỢP", end: str = BESIDE) -> Reading:
    return read_dispatch(
        f"{bodies}\nSố: 12/CTrPH-LĐLĐ-SYT\nHà Sơn, ngày 15 tháng 6 năm 2026\n\n{title}\n"
        "Chăm sóc sức khỏe công nhân năm 2026\n\nHai bên thống nhất như sau:\n"
        f"1. Các công đoàn cơ sở báo cáo trước ngày 20/9/2026.\n\n{end}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )


@pytest.mark.parametrize(
    ("bodies", "issuers"),
    [
        (BODIES, ("LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN", "SỞ Y TẾ")),
        (
            "LIÊN ĐOÀN LAO ĐỘNG\nTỈNH HÀ SƠN – CÔNG AN TỈNH",
            ("LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN", "CÔNG AN TỈNH"),
        ),
        ("BỘ NỘI VỤ - BỘ TÀI CHÍNH - BỘ Y TẾ", ("BỘ NỘI VỤ", "BỘ TÀI CHÍNH", "BỘ Y TẾ")),
        ("UBND TỈNH HÀ SƠN\nSỞ Y TẾ", ("SỞ Y TẾ",)),
        ("CÔNG TY MAY - THÊU HÀ SƠN", ("CÔNG TY MAY - THÊU HÀ SƠN",)),
    ],
)
def test_bodies_joined_by_a_dash_issue_together(bodies: str, issuers: tuple[str, ...]) -> None:
    reading = read(bodies)
    assert (reading.issuer, reading.issuers) == (issuers[0], issuers)


def joint(head: str, number: str, end: str = BESIDE) -> Reading:
    return read_dispatch(
        f"{head}\nSố: {number}\nHà Sơn, ngày 15 tháng 6 năm 2026\n\nKẾ HOẠCH\nChăm sóc sức khỏe công nhân\n\n"
        f"1. Các công đoàn cơ sở báo cáo trước ngày 20/9/2026.\n\n{end}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )


UNION, HEALTH = "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN", "SỞ Y TẾ"


@pytest.mark.parametrize(
    ("head", "number", "issuers"),
    [
        (f"{UNION}\n{HEALTH}", "12/KHLT-LĐLĐ-SYT", (UNION, HEALTH)),
        (f"{UNION}\n{HEALTH}", "12/KHLT", (UNION, HEALTH)),
        (f"{UNION}          {HEALTH}", "12/NQLT-LĐLĐ-SYT", (UNION, HEALTH)),
        (f"UBND TỈNH HÀ SƠN\n{UNION}\n{HEALTH}", "12-CTPH/LĐLĐ-SYT", (UNION, HEALTH)),
        (
            "TỈNH ĐOÀN HÀ SƠN\nHỘI LIÊN HIỆP PHỤ NỮ TỈNH\nCÔNG AN TỈNH",
            "03/CTLT-TĐ-HLHPN-CAT",
            ("TỈNH ĐOÀN HÀ SƠN", "HỘI LIÊN HIỆP PHỤ NỮ TỈNH", "CÔNG AN TỈNH"),
        ),
        (f"{UNION}\n{HEALTH}", "12/KH-LĐLĐ-SYT", (UNION, HEALTH)),
    ],
)
def test_bodies_below_or_beside_one_another_issue_a_joint_letter(
    head: str, number: str, issuers: tuple[str, ...]
) -> None:
    assert joint(head, number).issuers == issuers


@pytest.mark.parametrize(
    ("head", "number", "end", "issuer"),
    [
        (f"UBND TỈNH HÀ SƠN\n{HEALTH}", "12/KH-SYT", BESIDE, HEALTH),
        (f"{UNION}\nCÔNG ĐOÀN NGÀNH Y TẾ", "12/KH-CĐYT", ALONE, "CÔNG ĐOÀN NGÀNH Y TẾ"),
        (f"UBND TỈNH HÀ SƠN\n{HEALTH}", "12/KH-UBND-SYT", ALONE, HEALTH),
        (f"UBND TỈNH HÀ SƠN\n{HEALTH}", "12/KHPH-SYT", ALONE, HEALTH),
        (f"UBND TỈNH HÀ SƠN\n{HEALTH}\nTRUNG TÂM Y TẾ", "12/KHLT", ALONE, "TRUNG TÂM Y TẾ"),
    ],
)
def test_the_body_above_the_issuer_never_issues_with_it(
    head: str, number: str, end: str, issuer: str
) -> None:
    assert joint(head, number, end).issuers == (issuer,)


def test_each_issuer_and_signer_of_a_joint_letter_says_how_sure_it_is() -> None:
    reading = joint(f"{UNION}\n{HEALTH}", "12/KHLT-LĐLĐ-SYT")
    for name in ("issuers", "signers"):
        sure = reading.confidences[name]
        assert len(sure) == 2 and all(share is not None and 0 < share <= 1 for share in sure)
        assert reading.confidence[name] == min(share for share in sure if share is not None)
    assert reading.confidences["issuers"][0] == reading.confidence["issuer"]
    assert "issuers" not in joint(HEALTH, "12/KH-SYT", ALONE).confidences


@pytest.mark.parametrize("end", [BESIDE, BELOW])
def test_both_who_signed_are_kept(end: str) -> None:
    reading = read(end=end)
    assert [(each["title"], each["name"]) for each in reading.signers] == [
        ("CHỦ TỊCH", "Lê Thị Hoa"),
        ("PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
    ]
    assert reading.signer == reading.signers[0]
    assert reading.to_dict()["signers"] == list(reading.signers)


def test_one_who_signs_is_one() -> None:
    assert [each["name"] for each in read(end=ALONE).signers] == ["Lê Thị Hoa"]


def test_who_wrote_the_table_did_not_sign() -> None:
    end = (
        "Nơi nhận:\n- Tỉnh ủy;\n- Lưu: VT.\n\n   NGƯỜI LẬP BIỂU            CHỦ TỊCH\n\n"
        "   Lê An Na                   Trần Văn Bình\n"
    )
    text = f"UBND XÃ A\nSố: 1/BC-UBND\n\nBÁO CÁO\nCông tác quý I\n\nĐã xong.\n\n{end}"
    assert [each["name"] for each in read_dispatch(text).signers] == ["Trần Văn Bình"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CHƯƠNG TRÌNH PHỐI HỢP", "chương trình"),
        ("KẾ HOẠCH PHỐI HỢP", "kế hoạch"),
        ("HƯỚNG DẪN LIÊN NGÀNH", "hướng dẫn"),
        ("KẾ HOẠCH LIÊN TỊCH", "kế hoạch"),
        ("KẾ HOẠCH", "kế hoạch"),
    ],
)
def test_words_of_a_joint_title_are_no_subject(title: str, kind: str) -> None:
    reading = read(title=title)
    assert (reading.kind, reading.subject) == (kind, "Chăm sóc sức khỏe công nhân năm 2026")
