"""People who hold no office appear in lists by their initials; officers by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.privacy import mask_private_names


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Trợ cấp cho ông Phan Văn Bền và bà Lò Thị Pâng", "Trợ cấp cho ông P.V.B. và bà L.T.P."),
        ("đơn kiến nghị của anh Đỗ Đức Ân (thôn 5)", "đơn kiến nghị của anh Đ.Đ.Â. (thôn 5)"),
        (
            "giao bà Hồ Thị Sen - Trưởng ban Nữ công thực hiện",
            "giao bà Hồ Thị Sen - Trưởng ban Nữ công thực hiện",
        ),
        ("Chủ tịch UBND xã, ông Vàng A Páo, chủ trì", "Chủ tịch UBND xã, ông Vàng A Páo, chủ trì"),
        ("ông ấy đã nộp đơn", "ông ấy đã nộp đơn"),
        ("VỀ ĐƠN CỦA BÀ TRẦN THỊ MƠ", "VỀ ĐƠN CỦA BÀ T.T.M."),
        ("Hỗ trợ em Hà, học sinh lớp 6", "Hỗ trợ em H., học sinh lớp 6"),
        ("tỉnh Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Đề nghị ông, bà thực hiện", "Đề nghị ông, bà thực hiện"),
        ("Các ông (bà) trưởng xóm", "Các ông (bà) trưởng xóm"),
        ("V/v hỗ trợ đoàn viên Nguyễn Thị Hồng Nhung bị nạn", "V/v hỗ trợ đoàn viên N.T.H.N. bị nạn"),
        ("khen công nhân Lê Mơ, tổ may 3", "khen công nhân L.M., tổ may 3"),
        ("NLĐ Trần Văn Cường; gia đình Vàng A Páo", "NLĐ T.V.C.; gia đình V.A.P."),
        (
            "các em học sinh Lò Thị Pâng, Giàng A Sùng và Vừ Thị Mỷ",
            "các em học sinh L.T.P., G.A.S. và V.T.M.",
        ),
        ("Cô giáo Lê Thị Hoa và bạn Phan Văn Bền", "Cô giáo L.T.H. và bạn P.V.B."),
        ("chị H'Mok Niê và K’Brễu", "chị H.N. và K."),
        ("đoàn viên H'Mok Niê", "đoàn viên H.N."),
        ("bà Trần Thị Mơ là vợ cán bộ hưu", "bà T.T.M. là vợ cán bộ hưu"),
        ("đề nghị Chủ tịch công đoàn thăm bà Trần Thị Mơ", "đề nghị Chủ tịch công đoàn thăm bà T.T.M."),
        (
            "bà Trần Thị Mơ nằm viện; ứng phó bão, ông Lê Văn Tám",
            "bà T.T.M. nằm viện; ứng phó bão, ông L.V.T.",
        ),
        ("HỖ TRỢ ĐOÀN VIÊN TRẦN THỊ MƠ", "HỖ TRỢ ĐOÀN VIÊN T.T.M."),
        ("Gửi bà Trần Thị Mơ.", "Gửi bà T.T.M."),
        ("đoàn viên Lê Văn Tám, Chủ tịch công đoàn", "đoàn viên Lê Văn Tám, Chủ tịch công đoàn"),
        ("đồng chí Lê Văn Tám, PCT, phụ trách", "đồng chí Lê Văn Tám, PCT, phụ trách"),
        ("ông Lù Seo Mẩy giữ chức Tổ trưởng", "ông Lù Seo Mẩy giữ chức Tổ trưởng"),
        ("đồng chí Phó Bí thư chủ trì", "đồng chí Phó Bí thư chủ trì"),
        ("đoàn viên Đoàn Thanh Niên Cộng sản", "đoàn viên Đoàn Thanh Niên Cộng sản"),
        ("học sinh Trường Tiểu học Hoa Sen", "học sinh Trường Tiểu học Hoa Sen"),
        ("công nhân Công Ty May Hòa Bình", "công nhân Công Ty May Hòa Bình"),
        ("người dân Hà Nội, học sinh Quảng Ninh", "người dân Hà Nội, học sinh Quảng Ninh"),
        ("các bạn Đoàn viên, thầy cô Trường THCS", "các bạn Đoàn viên, thầy cô Trường THCS"),
        ("Liên đoàn Lao động tỉnh Đông Triều", "Liên đoàn Lao động tỉnh Đông Triều"),
    ],
)
def test_names_without_an_office_are_initials(written: str, shown: str) -> None:
    assert mask_private_names(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "Anh Trần Văn Mo, số CCCD 027188001234, điện thoại 0987 654 321.",
            "Anh T.V.M., số CCCD …, điện thoại ….",
        ),
        ('chị Lê Thị Mơ (Facebook "Mo Le") bình luận', "chị L.T.M. (Facebook …) bình luận"),
        ("Số CMND: 027188001", "Số CMND: …"),
        (
            "ông Lê Văn Tám, Chủ tịch, điện thoại 0987654321",
            "ông Lê Văn Tám, Chủ tịch, điện thoại 0987654321",
        ),
        ("liên hệ chị Lê Thị Mơ, điện thoại 0987654321", "liên hệ chị L.T.M., điện thoại 0987654321"),
        (
            "Hỗ trợ chị Lê Thị Mơ. Báo cáo về số 0987654321, a@b.vn",
            "Hỗ trợ chị L.T.M. Báo cáo về số 0987654321, a@b.vn",
        ),
        ("Công văn số 262/CT-KTNB, hotline 0987654321", "Công văn số 262/CT-KTNB, hotline 0987654321"),
    ],
)
def test_numbers_and_accounts_go_with_the_name(written: str, shown: str) -> None:
    assert mask_private_names(written) == shown


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_private_names(text)
    assert mask_private_names(once) == once
