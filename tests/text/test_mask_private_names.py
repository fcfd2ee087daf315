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
        ("Liên đoàn Lao động tỉnh Đông Triều", "Liên đoàn Lao động tỉnh Đông Triều"),
    ],
)
def test_names_without_an_office_are_initials(written: str, shown: str) -> None:
    assert mask_private_names(written) == shown


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_private_names(text)
    assert mask_private_names(once) == once
