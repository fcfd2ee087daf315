"""Why a document is cited: its role in the letter."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "UBND XÃ PHÚ LỘC\nSố: 12/UBND-VP\nPhú Lộc, ngày 3/6/2025\nKính gửi: Các thôn.\n\n"


def roles(body: str) -> dict[str, str]:
    return {str(c["number"]): str(c["role"]) for c in read_dispatch(HEAD + body).citations}


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Căn cứ Quyết định số 9/QĐ-UBND ngày 2/4/2025 của UBND huyện;", "basis"),
        ("Thực hiện Công văn số 9/UBND-VX ngày 2/4/2025 của UBND huyện về tuyên truyền.", "carries_out"),
        ("Trả lời Công văn số 9/CV-ABC ngày 2/4/2025 của Công ty Sao Mai, UBND xã có ý kiến:", "answers"),
        ("UBND xã nhận được Tờ trình số 9/TTr-MN ngày 2/4/2025 của Trường Mầm non.", "answers"),
        ("Kế hoạch này thay thế Kế hoạch số 9/KH-UBND ngày 2/4/2025.", "replaces"),
        (
            "Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 9/QĐ-UBND ngày 2/4/2025.",
            "replaces",
        ),
        ("Quyết định số 9/QĐ-UBND ngày 2/4/2025 hết hiệu lực kể từ ngày ký văn bản này.", "replaces"),
        (
            "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3 Quyết định số 9/QĐ-UBND ngày 2/4/2025 của UBND xã.",
            "amends",
        ),
        ("Biểu mẫu ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 2/4/2025.", "annex"),
        ("Hồ sơ thực hiện theo mẫu tại Thông tư số 9/2024/TT-BNV ngày 2/4/2024.", "other"),
    ],
)
def test_the_words_before_a_citation_tell_its_role(body: str, role: str) -> None:
    assert roles(body) == {"9": role}


def test_what_is_listed_together_has_one_role() -> None:
    body = (
        "Căn cứ Nghị định số 1/2024/NĐ-CP ngày 2/4/2024; Thông tư số 2/2024/TT-BNV ngày 3/4/2024;\n"
        "Thực hiện Kế hoạch số 3/KH-UBND ngày 4/4/2025 và Công văn số 4/UBND-VX ngày 5/4/2025."
    )
    assert roles(body) == {"1": "basis", "2": "basis", "3": "carries_out", "4": "carries_out"}


def test_what_another_document_amends_is_not_amended_by_this_letter() -> None:
    body = (
        "Căn cứ Nghị định số 1/2024/NĐ-CP ngày 2/4/2024 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 2/2020/NĐ-CP ngày 3/4/2020;"
    )
    assert roles(body) == {"1": "basis", "2": "other"}


def test_a_document_cited_twice_keeps_what_is_done_to_it() -> None:
    body = "Căn cứ Quyết định số 9/QĐ-UBND ngày 2/4/2025;\n\nVăn bản này thay thế Quyết định số 9/QĐ-UBND."
    assert roles(body) == {"9": "replaces"}


@pytest.mark.parametrize(
    ("body", "cited"),
    [
        (
            "Theo Quyết định số 10/2007/QĐ_BKHCN ngày 11/5/2007.",
            [("quyết định", "10", "2007/QĐ_BKHCN", "2007-05-11")],
        ),
        ("Tiếp văn bản không số ngày 01/9/2025 của Trạm Y tế,", [("văn bản", None, None, "2025-09-01")]),
        ("Căn cứ Biên bản kiểm tra hiện trạng ngày 22/7/2025;", [("biên bản", None, None, "2025-07-22")]),
        ("      - Căn cứ Luật Ngân sách nhà nước năm 2015;", [("luật", None, None, None)]),
        ("Theo Quyết định số 84 QĐ/TWH ngày 22/02/2013,", [("quyết định", "84", "QĐ/TWH", "2013-02-22")]),
        ("Theo Nghị định số 4/2014/NĐ-CP; Nghị định 4/2014/ND-CP.", [("nghị định", "4", "2014/NĐ-CP", None)]),
        ("Lập theo mẫu số 01/GHAN ban hành kèm theo Thông tư này.", []),
    ],
)
def test_spellings_of_cited_documents(body: str, cited: list[tuple[str | None, ...]]) -> None:
    found = read_dispatch(HEAD + body).citations
    assert [(c["kind"], c["number"], c["symbol"], c["date"]) for c in found] == cited
