"""Lists and search know a letter, and not the private people in it."""

import pytest

from haichieu.dispatches.actions import add_dispatch
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_no_private_person_is_found_by_name(cast: Cast) -> None:
    about = "V/v hỗ trợ đoàn viên Trần Thị Hồng Mơ"
    text = LETTER.replace("V/v giữ cân đối nội dung trên các kênh của công đoàn", about)
    letter = add_dispatch(
        by=cast.minh,
        unit=cast.federation,
        file_name="Đơn của bà Trần Thị Hồng Mơ.txt",
        data=text.encode(),
        at=NOW,
    )[0]
    assert letter.subject == "hỗ trợ đoàn viên T.T.H.M."
    assert letter.file_name == "Đơn của bà T.T.H.M.txt"
    assert "hong mo" not in letter.search and "ho tro doan vien" in letter.search
    assert about in letter.text
