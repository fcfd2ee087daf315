"""Pages: where they begin, and what only a page break put there."""

from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import page_of, read_dispatch

FIRST = (
    "UBND XÃ PHÚ LỘC\nSố: 12/KH-UBND\nPhú Lộc, ngày 03 tháng 6 năm 2025\n\nKẾ HOẠCH\nTuyên truyền phòng dịch\n\n"
    "TỔ CHỨC THỰC HIỆN\n"
    "1. Văn phòng chủ trì tham mưu, phối hợp với Trạm Y tế xã và các thôn tổ chức\n"
    "tuyên truyền trên hệ thống loa, gửi báo cáo kết quả về Ủy ban nhân dân xã trước\n"
)
SECOND = "ngày 20 tháng 6 năm 2025.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\nTrần Văn Bình"


def test_a_letter_without_pages_has_none() -> None:
    reading = read_dispatch(FIRST + SECOND)
    assert reading.pages == ()
    assert page_of(reading, 10) is None


def test_every_offset_knows_its_page() -> None:
    reading = read_dispatch(FIRST + "\f" + SECOND)
    assert "\f" not in reading.text
    assert len(reading.pages) == 2
    assert page_of(reading, reading.text.index("KẾ HOẠCH")) == 1
    assert page_of(reading, reading.text.index("Nơi nhận")) == 2
    assert reading.text[reading.pages[1] :].startswith("ngày 20")


def test_a_task_that_runs_over_a_page_break_keeps_its_deadline() -> None:
    for between in ("\f", "\n\n1\n\f", "\f2\n\n", "\n- 1 -\n\f\n", "\n\fTrang 2/2\n\n"):
        reading = read_dispatch(FIRST + between + SECOND)
        deadlines = [o["deadline"]["value"] for o in reading.obligations if o["deadline"]]
        assert deadlines == ["2025-06-20"], repr(between)


def test_a_title_that_runs_over_the_pages_is_no_part_of_a_sentence() -> None:
    page = (
        "Kế hoạch tuyên truyền năm 2025\n2. Văn phòng chủ trì, phối hợp với Trạm Y tế xã thực hiện các nội\n"
    )
    last = "Kế hoạch tuyên truyền năm 2025\ndung nêu trên, báo cáo trước ngày 25/6/2025.\n"
    reading = read_dispatch(FIRST + "ngày 20/6/2025.\n\f" + page + "\f" + last + SECOND.partition("\n")[2])
    texts = [o["text"] for o in reading.obligations]
    assert any("các nội dung nêu trên" in text for text in texts)
    assert not any("Kế hoạch tuyên truyền năm" in text for text in texts)


@given(
    st.lists(
        st.sampled_from(["Kính gửi: Các thôn", "1", "", "- 2 -", "Nơi nhận:", "a) Gửi báo cáo"]), max_size=12
    )
)
def test_form_feeds_anywhere_do_no_harm(lines: list[str]) -> None:
    reading = read_dispatch("\f".join(lines))
    assert len(reading.pages) in (0, len(lines), len(lines) - 1)
    assert list(reading.pages) == sorted(reading.pages)
