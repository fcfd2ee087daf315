"""The page “Kiểm tra thể thức” of a letter."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.models import Dispatch
from haichieu.layout.docx import write_docx
from tests.conftest import Cast
from tests.factories import make_dispatch
from tests.layout.factories import make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    return make_dispatch(unit=cast.federation)


def keep(letter: Dispatch, name: str, data: bytes) -> None:
    letter.file_name = name
    letter.file.save(name, ContentFile(data))


def page(browser: Client, letter: Dispatch) -> str:
    answer = browser.get(reverse("dispatch-layout", args=[letter.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_letter_leads_to_its_check(minh: Client, letter: Dispatch) -> None:
    shown = minh.get(reverse("dispatch", args=[letter.pk])).content.decode()
    assert reverse("dispatch-layout", args=[letter.pk]) in shown


def test_a_word_file_as_it_should_be_passes(minh: Client, letter: Dispatch, tmp_path: Path) -> None:
    keep(letter, "thu.docx", write_docx(make_letter("union"), tmp_path / "a.docx").read_bytes())
    shown = page(minh, letter)
    assert "Không có lỗi thể thức" in shown and "Quyết định 933/QĐ-TLĐ" in shown


def test_a_plain_text_is_checked_by_its_words(minh: Client, letter: Dispatch) -> None:
    letter.text = (
        "Số 134/LĐLĐ\nMỹ An, ngày 9 tháng 5 năm 2026\nKính gửi: Các công đoàn cơ sở.\nĐề nghị thực hiện."
    )
    keep(letter, "thu.txt", letter.text.encode())
    shown = page(minh, letter)
    assert "Sau chữ “Số” chưa có dấu hai chấm" in shown
    assert "chưa kiểm tra được" in shown


def test_a_file_that_cannot_be_opened_gets_one_sentence(minh: Client, letter: Dispatch) -> None:
    keep(letter, "thu.docx", b"PK\x03\x04broken")
    shown = page(minh, letter)
    assert "Không mở được" in shown and "Traceback" not in shown
